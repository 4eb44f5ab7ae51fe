import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { signInWithPasskey } from './identity.service.js';
import { Passkey } from './passkey.entity.js';
import * as passkeys from './passkeys.service.js';
import { User } from './user.entity.js';

const PASSWORD = 'The password, typed again.';

@Resolver(() => User)
export class PasskeyResolver {
  @FieldResolver(() => [Passkey], { description: 'Their passkeys, oldest first.' })
  passkeys(@Ctx() context: RequestContext, @Root() user: User): Promise<Passkey[]> {
    return passkeys.listPasskeys(context, user.id);
  }

  @Mutation(() => String, {
    description:
      'Begins to add a passkey. Returns the options for `navigator.credentials.create` as JSON (PublicKeyCredentialCreationOptionsJSON).',
  })
  startPasskey(
    @Ctx() context: RequestContext,
    @Arg('password', () => String, { description: PASSWORD }) password: string,
  ): Promise<string> {
    return passkeys.startPasskey(context, password);
  }

  @Mutation(() => [String], {
    description:
      'Adds the passkey that the browser made, and ends all other sessions. Returns recovery codes with the first second factor; they are shown once.',
  })
  addPasskey(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'What to call it, 1 to 50 characters.' }) name: string,
    @Arg('response', () => String, { description: 'What the browser returned, as JSON (RegistrationResponseJSON).' })
    response: string,
  ): Promise<string[]> {
    return passkeys.addPasskey(context, name, response);
  }

  @Mutation(() => User, { description: 'Gives a passkey another name.' })
  renamePasskey(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the passkey.' }) id: string,
    @Arg('name', () => String, { description: 'What to call it, 1 to 50 characters.' }) name: string,
  ): Promise<User> {
    return passkeys.renamePasskey(context, id, name);
  }

  @Mutation(() => User, { description: 'Removes a passkey.' })
  removePasskey(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the passkey.' }) id: string,
    @Arg('password', () => String, { description: PASSWORD }) password: string,
  ): Promise<User> {
    return passkeys.removePasskey(context, id, password);
  }

  @Mutation(() => String, {
    description:
      "Returns the options for `navigator.credentials.get` as JSON (PublicKeyCredentialRequestOptionsJSON): signed in, for one of the viewer's passkeys, otherwise for any passkey of this site.",
  })
  askForPasskey(@Ctx() context: RequestContext): Promise<string> {
    return passkeys.askForPasskey(context);
  }

  @Mutation(() => User, {
    description: 'Signs in by a passkey, without an address and a password. The response sets the session cookie.',
  })
  signInWithPasskey(
    @Ctx() context: RequestContext,
    @Arg('response', () => String, { description: 'What the browser returned, as JSON (AuthenticationResponseJSON).' })
    response: string,
  ): Promise<User> {
    return signInWithPasskey(context, response);
  }
}
