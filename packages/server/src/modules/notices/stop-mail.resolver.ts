import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import * as mail from './stop-mail.service.js';
import { StoppableMail } from './stop-mail.types.js';

const TOKEN = 'What follows the # in the link of a letter.';

@Resolver()
export class StopMailResolver {
  @Query(() => StoppableMail, {
    nullable: true,
    description: 'Which mail the link of a letter ends; null when the link is not valid. It changes nothing.',
  })
  stoppableMail(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: TOKEN }) token: string,
  ): Promise<StoppableMail | null> {
    return mail.findStoppable(context, token);
  }

  @Mutation(() => StoppableMail, { description: 'Ends the mail that the link of a letter is for. Needs no sign-in.' })
  stopMail(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: TOKEN }) token: string,
  ): Promise<StoppableMail> {
    return mail.stopMail(context, token);
  }
}
