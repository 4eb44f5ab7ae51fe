import { In } from 'typeorm';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { defineLoader, type RequestContext } from '../../context.js';
import { PersonalData } from '../trace/index.js';
import { Account } from './identity.inputs.js';
import { seeAccounts } from './identity.permissions.js';
import { namesOf } from './identity.service.js';
import { Session } from './session.entity.js';
import { Suspension } from './suspension.entity.js';
import * as suspensions from './suspensions.service.js';

const REASON = 'Why, as the holder and the trace are told; 1 to 500 characters.';
const USER_ID = 'Id of the account.';
/** The most sessions that are shown of one account. */
const SESSIONS_SHOWN = 50;

const suspensionsLoader = defineLoader<string, Suspension[]>(async ({ db }, userIds) => {
  const found = await suspensions.suspensionsOf(db.read, userIds);
  return userIds.map((id) => found.get(id)!);
});

const sessionsLoader = defineLoader<string, Session[]>(async ({ db, clock }, userIds) => {
  const now = clock.now();
  const rows = await db.read.find(Session, {
    where: { userId: In([...userIds]) },
    order: { lastSeenAt: 'DESC', id: 'ASC' },
  });
  return userIds.map((id) =>
    rows.filter(({ userId, expiresAt }) => userId === id && expiresAt > now).slice(0, SESSIONS_SHOWN),
  );
});

const nameLoader = defineLoader<string, string>(async (services, userIds) => {
  const names = await namesOf(services, userIds);
  return userIds.map((id) => names.get(id) ?? '');
});

@Resolver(() => Account)
export class AccountStateResolver {
  @FieldResolver(() => [Suspension], {
    description: 'When and why the account was suspended and restored, the newest first.',
  })
  suspensions(@Ctx() context: RequestContext, @Root() { id }: Account): Promise<Suspension[]> {
    return suspensionsLoader(context).load(id);
  }

  @PersonalData<Account>({ seenWith: seeAccounts, isOwn: ({ id }, userId) => id === userId })
  @FieldResolver(() => [Session], { description: 'Where the person is signed in, the last used session first.' })
  sessions(@Ctx() context: RequestContext, @Root() { id }: Account): Promise<Session[]> {
    return sessionsLoader(context).load(id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may suspend the account and sign it out.' })
  viewerMaySuspend(@Ctx() context: RequestContext, @Root() account: Account): boolean {
    return suspensions.maySuspend(context, account);
  }

  @Mutation(() => Account, {
    description:
      'Suspends an account: its sessions end at once, nobody can sign in to it, and its roles and memberships act for nothing until another administrator restores it. What the person did stays as it is. Administrators only, and never for oneself.',
  })
  suspendAccount(
    @Ctx() context: RequestContext,
    @Arg('userId', () => ID, { description: USER_ID }) userId: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
  ): Promise<Account> {
    return suspensions.suspendAccount(context, userId, reason);
  }

  @Mutation(() => Account, {
    description:
      'Restores a suspended account, with its roles and memberships. An administrator other than the one who suspended it decides.',
  })
  restoreAccount(
    @Ctx() context: RequestContext,
    @Arg('userId', () => ID, { description: USER_ID }) userId: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
  ): Promise<Account> {
    return suspensions.restoreAccount(context, userId, reason);
  }

  @Mutation(() => Account, {
    description:
      'Ends all sessions of an account. Its holder has to sign in again. Administrators only, and never for oneself.',
  })
  signOutAccount(
    @Ctx() context: RequestContext,
    @Arg('userId', () => ID, { description: USER_ID }) userId: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
  ): Promise<Account> {
    return suspensions.signOutAccount(context, userId, reason);
  }
}

@Resolver(() => Suspension)
export class SuspensionResolver {
  @FieldResolver(() => String, { description: 'The administrator who suspended the account.' })
  suspendedBy(@Ctx() context: RequestContext, @Root() { suspendedById }: Suspension): Promise<string> {
    return nameLoader(context).load(suspendedById);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The administrator who restored it; null before, and when the server's command line did.",
  })
  async restoredBy(@Ctx() context: RequestContext, @Root() { restoredById }: Suspension): Promise<string | null> {
    return restoredById === null ? null : nameLoader(context).load(restoredById);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer may restore the account: another administrator suspended it.',
  })
  viewerMayRestore(@Ctx() context: RequestContext, @Root() suspension: Suspension): boolean {
    return suspensions.mayRestore(context, suspension);
  }
}
