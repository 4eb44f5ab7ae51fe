import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Authenticator, AuthenticatorSetup } from './authenticator.entity.js';
import * as authenticators from './authenticators.service.js';
import { confirmSecondFactor } from './identity.service.js';
import { proveIdentity } from './prove.service.js';
import { User } from './user.entity.js';

const PASSWORD = 'The password, typed again.';

@Resolver(() => User)
export class AuthenticatorResolver {
  @FieldResolver(() => [Authenticator], { description: 'The apps whose codes they need to sign in, oldest first.' })
  authenticators(@Ctx() context: RequestContext, @Root() user: User): Promise<Authenticator[]> {
    return authenticators.listAuthenticators(context, user.id);
  }

  @FieldResolver(() => Int, { description: 'How many recovery codes they have not used yet.' })
  recoveryCodesLeft(@Ctx() context: RequestContext, @Root() user: User): Promise<number> {
    return authenticators.countRecoveryCodes(context, user.id);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether their platform roles do not count until they have set up a second factor.',
  })
  secondFactorDemanded(@Ctx() context: RequestContext): boolean {
    return context.viewer?.rolesWithheld === true;
  }

  @Mutation(() => AuthenticatorSetup, { description: 'Begins to set up an authenticator app.' })
  startAuthenticator(
    @Ctx() context: RequestContext,
    @Arg('password', () => String, { description: PASSWORD }) password: string,
  ): Promise<AuthenticatorSetup> {
    return authenticators.startAuthenticator(context, password);
  }

  @Mutation(() => [String], {
    description:
      'Adds the app that was begun, by a code of it, and ends all other sessions. Returns recovery codes with the first app; they are shown once.',
  })
  addAuthenticator(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'What to call it, 1 to 50 characters.' }) name: string,
    @Arg('code', () => String, { description: 'The six digits that the app shows.' }) code: string,
  ): Promise<string[]> {
    return authenticators.addAuthenticator(context, name, code);
  }

  @Mutation(() => User, { description: 'Removes an authenticator app.' })
  removeAuthenticator(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the authenticator.' }) id: string,
    @Arg('password', () => String, { description: PASSWORD }) password: string,
  ): Promise<User> {
    return authenticators.removeAuthenticator(context, id, password);
  }

  @Mutation(() => [String], { description: 'Makes new recovery codes; the old ones no longer work.' })
  renewRecoveryCodes(
    @Ctx() context: RequestContext,
    @Arg('password', () => String, { description: PASSWORD }) password: string,
  ): Promise<string[]> {
    return authenticators.renewRecoveryCodes(context, password);
  }

  @Mutation(() => User, {
    description:
      'Proves again who the viewer is, by the password, a code or a passkey. A request that was refused with the key `identity.proofRequired` is then accepted.',
  })
  proveIdentity(
    @Ctx() context: RequestContext,
    @Arg('password', () => String, { nullable: true, description: PASSWORD }) password: string | null,
    @Arg('code', () => String, { nullable: true, description: 'The six digits of an app, or a recovery code.' })
    code: string | null,
    @Arg('passkey', () => String, { nullable: true, description: 'What the browser returned for a passkey, as JSON.' })
    passkey: string | null,
  ): Promise<User> {
    return proveIdentity(context, { password, code, passkey });
  }

  @Mutation(() => User, {
    description: 'Completes a sign-in that was refused with the key `signIn.secondFactor`.',
  })
  confirmSecondFactor(
    @Ctx() context: RequestContext,
    @Arg('challenge', () => String, { description: '`extensions.challenge` of that refusal.' }) challenge: string,
    @Arg('code', () => String, { description: 'The six digits that the app shows, or a recovery code.' }) code: string,
  ): Promise<User> {
    return confirmSecondFactor(context, challenge, code);
  }
}
