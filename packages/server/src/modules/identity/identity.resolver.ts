import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import { PlatformRole, type RequestContext, SessionEnd } from '../../context.js';
import * as emails from './emails.service.js';
import { Account, AccountConnection, NEW_PASSWORD, SignUpInput } from './identity.inputs.js';
import * as identity from './identity.service.js';
import * as reset from './reset.service.js';
import { Session } from './session.entity.js';
import * as sessions from './sessions.service.js';
import { User } from './user.entity.js';

@Resolver(() => User)
export class ViewerResolver {
  @Query(() => User, { nullable: true, description: 'The signed-in person; null when the request has no session.' })
  viewer(@Ctx() context: RequestContext): Promise<User | null> {
    return identity.findViewerAccount(context);
  }

  @Query(() => SessionEnd, {
    nullable: true,
    description: 'Why the session of this request has ended by itself; null for a valid session and for none.',
  })
  sessionEnd(@Ctx() context: RequestContext): SessionEnd | null {
    return context.sessionEnd ?? null;
  }

  @FieldResolver(() => String, { description: "The person's e-mail address." })
  email(@Ctx() context: RequestContext, @Root() user: User): Promise<string> {
    return emails.getOwnEmail(context, user.id);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the person has verified the address. Before that, the person cannot have roles, register or join units, and gets no notifications by mail.',
  })
  emailVerified(@Ctx() context: RequestContext, @Root() user: User): Promise<boolean> {
    return emails.isEmailVerified(context, user.id);
  }

  @FieldResolver(() => [PlatformRole], {
    description: "The person's platform roles; empty while `secondFactorDemanded`.",
  })
  async roles(@Ctx() context: RequestContext, @Root() user: User): Promise<PlatformRole[]> {
    return context.viewer?.rolesWithheld === true ? [] : identity.listRoles(context, user.id);
  }

  @FieldResolver(() => [Session], { description: "The person's sessions, the last used one first." })
  sessions(@Ctx() context: RequestContext, @Root() user: User): Promise<Session[]> {
    return sessions.listSessions(context, user.id);
  }

  @Mutation(() => User, { description: 'Creates an account, signs it in and mails a link that verifies its address.' })
  signUp(
    @Ctx() context: RequestContext,
    @Arg('input', () => SignUpInput, { description: 'The new account.' }) input: SignUpInput,
  ): Promise<User> {
    return identity.signUp(context, input);
  }

  @Mutation(() => User, { description: "Mails the link that verifies the viewer's address again." })
  sendVerification(@Ctx() context: RequestContext): Promise<User> {
    return emails.sendVerification(context);
  }

  @Mutation(() => User, { description: "Verifies the viewer's address by the token in the mailed link." })
  verifyEmail(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: 'The part of the link after the #.' }) token: string,
  ): Promise<User> {
    return emails.verifyEmail(context, token);
  }

  @Mutation(() => Boolean, {
    description:
      'Mails a link that sets a new password. Returns true for every address, so that it does not reveal who has an account.',
  })
  requestPasswordReset(
    @Ctx() context: RequestContext,
    @Arg('email', () => String, { description: 'E-mail address of the account.' }) email: string,
  ): Promise<boolean> {
    return reset.requestPasswordReset(context, email);
  }

  @Mutation(() => Boolean, {
    description: 'Sets a new password by the token in the mailed link, and ends all sessions of the account.',
  })
  resetPassword(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: 'The part of the link after the #.' }) token: string,
    @Arg('newPassword', () => String, { description: NEW_PASSWORD }) newPassword: string,
  ): Promise<boolean> {
    return reset.resetPassword(context, token, newPassword);
  }

  @Mutation(() => User, { description: 'Signs in. The response sets the session cookie.' })
  signIn(
    @Ctx() context: RequestContext,
    @Arg('email', () => String, { description: 'E-mail address.' }) email: string,
    @Arg('password', () => String, { description: 'Password.' }) password: string,
  ): Promise<User> {
    return identity.signIn(context, email, password);
  }

  @Mutation(() => Boolean, { description: 'Ends this session. Returns false when there was none.' })
  signOut(@Ctx() context: RequestContext): Promise<boolean> {
    return identity.signOut(context);
  }

  @Mutation(() => User, { description: 'Changes the name that is shown.' })
  updateProfile(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: '1 to 50 characters.' }) name: string,
  ): Promise<User> {
    return identity.updateProfile(context, name);
  }

  @Mutation(() => User, { description: 'Sets a new password and ends all other sessions.' })
  changePassword(
    @Ctx() context: RequestContext,
    @Arg('currentPassword', () => String, { description: 'The current password.' }) currentPassword: string,
    @Arg('newPassword', () => String, { description: NEW_PASSWORD }) newPassword: string,
  ): Promise<User> {
    return identity.changePassword(context, currentPassword, newPassword);
  }

  @Mutation(() => User, { description: "Ends one of the viewer's sessions." })
  endSession(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the session.' }) id: string,
  ): Promise<User> {
    return sessions.endSession(context, id);
  }

  @Mutation(() => User, { description: 'Ends all sessions of the viewer except this one.' })
  endOtherSessions(@Ctx() context: RequestContext): Promise<User> {
    return sessions.endOtherSessions(context);
  }
}

@Resolver(() => Session)
export class SessionResolver {
  @FieldResolver(() => Boolean, { description: 'Whether it is the session of this request.' })
  current(@Ctx() context: RequestContext, @Root() session: Session): boolean {
    return context.viewer?.sessionId === session.id;
  }
}

@Resolver(() => Account)
export class AccountResolver {
  @Query(() => Account, { nullable: true, description: 'One account. Only administrators see it; null for others.' })
  account(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the account.' }) id: string,
  ): Promise<Account | null> {
    return identity.findAccount(context, id);
  }

  @Query(() => AccountConnection, { description: 'All accounts, newest first. Only administrators see them.' })
  accounts(
    @Ctx() context: RequestContext,
    @Arg('search', () => String, { nullable: true, description: 'Part of a name or of an e-mail address.' })
    search: string | null,
    @Arg('suspended', () => Boolean, {
      nullable: true,
      description: 'True for suspended accounts only, false for all others only.',
    })
    suspended: boolean | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Account>> {
    return identity.listAccounts(context, search, page, suspended);
  }
}
