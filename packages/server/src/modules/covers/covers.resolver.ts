import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Cover } from './cover.entity.js';
import { describeCover } from './covers.service.js';

@Resolver(() => Cover)
export class CoverResolver {
  @Mutation(() => Cover, {
    description:
      'Describes a picture that the viewer uploaded, for people who cannot see it. It is possible for a day after the upload.',
  })
  describeCover(
    @Ctx() context: RequestContext,
    @Arg('coverId', () => ID, { description: 'Id of the picture, as the upload returned it.' }) coverId: string,
    @Arg('alt', () => String, { description: 'What the picture shows, up to 200 characters.' }) alt: string,
  ): Promise<Cover> {
    return describeCover(context, coverId, alt);
  }
}
