import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import { PlatformRole, type RequestContext } from '../../context.js';
import { Account, AccountConnection, SignUpInput } from './identity.inputs.js';
import * as identity from './identity.service.js';
import { Session } from './session.entity.js';
import { User } from './user.entity.js';

@Resolver(() => User)
export class ViewerResolver {
  @Query(() => User, { nullable: true, description: 'The signed-in person; null when signed out.' })
  viewer(@Ctx() context: RequestContext): Promise<User | null> {
    return identity.findViewerAccount(context);
  }

  @FieldResolver(() => String, { description: 'Their e-mail address.' })
  email(@Ctx() context: RequestContext, @Root() user: User): Promise<string> {
    return identity.getOwnEmail(context, user.id);
  }

  @FieldResolver(() => [PlatformRole], { description: 'Platform roles they hold.' })
  roles(@Ctx() context: RequestContext, @Root() user: User): Promise<PlatformRole[]> {
    return identity.listRoles(context, user.id);
  }

  @FieldResolver(() => [Session], { description: 'Where they are signed in, last used first.' })
  sessions(@Ctx() context: RequestContext, @Root() user: User): Promise<Session[]> {
    return identity.listSessions(context, user.id);
  }

  @Mutation(() => User, { description: 'Makes an account and signs it in.' })
  signUp(@Ctx() context: RequestContext, @Arg('input', () => SignUpInput, { description: 'The new account.' }) input: SignUpInput): Promise<User> {
    return identity.signUp(context, input);
  }

  @Mutation(() => User, { description: 'Signs in; the session cookie comes with the answer.' })
  signIn(
    @Ctx() context: RequestContext,
    @Arg('email', () => String, { description: 'E-mail address.' }) email: string,
    @Arg('password', () => String, { description: 'Password.' }) password: string,
  ): Promise<User> {
    return identity.signIn(context, email, password);
  }

  @Mutation(() => Boolean, { description: 'Ends this session; false when there was none.' })
  signOut(@Ctx() context: RequestContext): Promise<boolean> {
    return identity.signOut(context);
  }

  @Mutation(() => User, { description: 'Changes the name to go by.' })
  updateProfile(@Ctx() context: RequestContext, @Arg('name', () => String, { description: '1 to 50 characters.' }) name: string): Promise<User> {
    return identity.updateProfile(context, name);
  }

  @Mutation(() => User, { description: 'Sets a new password and ends all other sessions.' })
  changePassword(
    @Ctx() context: RequestContext,
    @Arg('currentPassword', () => String, { description: 'The password until now.' }) currentPassword: string,
    @Arg('newPassword', () => String, { description: '8 to 200 characters.' }) newPassword: string,
  ): Promise<User> {
    return identity.changePassword(context, currentPassword, newPassword);
  }

  @Mutation(() => User, { description: 'Ends one of the own sessions.' })
  endSession(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the session.' }) id: string): Promise<User> {
    return identity.endSession(context, id);
  }

  @Mutation(() => User, { description: 'Ends all own sessions but this one.' })
  endOtherSessions(@Ctx() context: RequestContext): Promise<User> {
    return identity.endOtherSessions(context);
  }
}

@Resolver(() => Session)
export class SessionResolver {
  @FieldResolver(() => Boolean, { description: 'Whether it is the one that asks.' })
  current(@Ctx() context: RequestContext, @Root() session: Session): boolean {
    return context.viewer?.sessionId === session.id;
  }
}

@Resolver(() => Account)
export class AccountResolver {
  @Query(() => AccountConnection, { description: 'Every account, newest first. Administrators only.' })
  accounts(
    @Ctx() context: RequestContext,
    @Arg('search', () => String, { nullable: true, description: 'Part of a name or an address.' }) search: string | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Account>> {
    return identity.listAccounts(context, search, page);
  }

  @Mutation(() => Account, { description: 'Gives an account exactly these platform roles. Administrators only.' })
  setPlatformRoles(
    @Ctx() context: RequestContext,
    @Arg('userId', () => ID, { description: 'Id of the account.' }) userId: string,
    @Arg('roles', () => [PlatformRole], { description: 'The roles it is to hold.' }) roles: PlatformRole[],
  ): Promise<Account> {
    return identity.setPlatformRoles(context, userId, roles);
  }
}
