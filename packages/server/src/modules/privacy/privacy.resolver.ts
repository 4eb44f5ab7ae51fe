import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { requireViewer } from '../../context.js';
import { badInput } from '../../errors.js';
import { acceptedVersion, currentNotice, readConsent, recordConsents } from '../consents/index.js';
import { User } from '../identity/index.js';
import { record } from '../trace/index.js';
import * as closing from './closing.service.js';
import { noticeAccepted } from './privacy.trace.js';
import { ClosingObstacleShown } from './privacy.types.js';

@Resolver(() => User)
export class ViewerPrivacyResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The newest version of the privacy notice that the person accepted; null before the first.',
  })
  acceptedNotice(@Ctx() context: RequestContext, @Root() user: User): Promise<string | null> {
    return acceptedVersion(context.db.read, user.id);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the person is to be asked to accept the privacy notice, because its version is a new one.',
  })
  async noticeDue(@Ctx() context: RequestContext, @Root() user: User): Promise<boolean> {
    return (await acceptedVersion(context.db.read, user.id)) !== currentNotice().version;
  }

  @FieldResolver(() => [ClosingObstacleShown], {
    description: 'What the person has to settle before the account can be closed. Empty when it can be.',
  })
  closingObstacles(@Ctx() context: RequestContext, @Root() user: User): Promise<ClosingObstacleShown[]> {
    return closing.findObstacles(context, context.db.read, user.id);
  }

  @Mutation(() => User, { description: 'Records that the viewer accepts a version of the privacy notice.' })
  async acceptPrivacyNotice(
    @Ctx() context: RequestContext,
    @Arg('version', () => String, { description: 'The version that the viewer has read.' }) version: string,
  ): Promise<User> {
    const { userId, sessionId } = requireViewer(context);
    const consent = readConsent(context, 'version', version);
    if (consent === null) throw badInput('version', 'privacy.unknownVersion', { current: currentNotice().version });
    await context.db.transact(async (tx) => {
      recordConsents(tx, [{ ...consent, userId, sessionId }]);
      record(tx, context, noticeAccepted, { subject: userId, person: userId, after: { version } });
    });
    return context.db.read.findOneByOrFail(User, { id: userId });
  }

  @Mutation(() => Boolean, {
    description:
      'Closes the account of the viewer for ever, after the password was typed again. Name, address and messages are masked everywhere; gifts, receipts and the ledger stay. INVALID_STATE with what to do first while `Viewer.closingObstacles` has any.',
  })
  closeAccount(
    @Ctx() context: RequestContext,
    @Arg('password', () => String, { description: "The viewer's password." }) password: string,
  ): Promise<boolean> {
    return closing.closeAccount(context, password);
  }
}
