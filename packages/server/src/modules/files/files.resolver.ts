import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Takedown, TakedownCause, tombstonesLoader } from '../privacy/index.js';
import { takeDownFile } from './files.takedown.js';
import { StoredFile } from './stored-file.entity.js';

@Resolver(() => StoredFile)
export class FileResolver {
  @FieldResolver(() => Takedown, {
    nullable: true,
    description: 'Why the file was taken down; null while it is there.',
  })
  async tombstone(@Ctx() context: RequestContext, @Root() { id, takenDownAt }: StoredFile): Promise<Takedown | null> {
    return takenDownAt === null ? null : ((await tombstonesLoader(context).load(id))[0] ?? null);
  }

  @Mutation(() => StoredFile, {
    description:
      'Takes a file of evidence down for ever. A public tombstone with its digest and the cause stays. Only administrators and reviewers may do it.',
  })
  takeDownFile(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the file.' }) id: string,
    @Arg('cause', () => TakedownCause, { description: 'Why, as everybody may read it.' }) cause: TakedownCause,
    @Arg('reason', () => String, { description: 'Why, for the trace, 1 to 500 characters.' }) reason: string,
  ): Promise<StoredFile> {
    return takeDownFile(context, id, { cause, reason });
  }
}
