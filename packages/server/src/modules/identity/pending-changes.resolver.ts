import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { defineLoader, type RequestContext } from '../../context.js';
import { PersonalData } from '../trace/index.js';
import { AddressChange } from './address-change.entity.js';
import * as addresses from './address-changes.service.js';
import { secondFactorHolders } from './second-factors.js';
import * as factors from './factor-removals.service.js';
import { Account } from './identity.inputs.js';
import { seeAccounts } from './identity.permissions.js';
import { User } from './user.entity.js';

const factorLoader = defineLoader<string, boolean>(async ({ db }, userIds) => {
  const holders = await secondFactorHolders(db.read, userIds);
  return userIds.map((id) => holders.has(id));
});

const changeLoader = defineLoader<string, AddressChange | null>(async ({ db, clock }, userIds) => {
  const changes = await addresses.findAddressChanges(db.read, userIds, clock.now());
  return userIds.map((id) => changes.find(({ userId }) => userId === id) ?? null);
});

const TOKEN = 'The part of the link after the #.';

@Resolver(() => User)
export class PendingChangesResolver {
  @FieldResolver(() => AddressChange, {
    nullable: true,
    description: 'The change of the address that still has to be confirmed; null when there is none.',
  })
  addressChange(@Ctx() { db, clock }: RequestContext, @Root() { id }: User): Promise<AddressChange | null> {
    return addresses.findAddressChange(db.read, id, clock.now());
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description:
      'When all second factors of the account are removed, as two administrators decided; null when they are not. `keepOwnSecondFactors` stops it.',
  })
  async secondFactorsRemovedAt(@Ctx() { db }: RequestContext, @Root() { id }: User): Promise<Date | null> {
    return (await factors.findFactorRemoval(db.read, id))?.dueAt ?? null;
  }

  @Mutation(() => User, {
    description:
      'Asks for another address. Both addresses get a letter, and the account has the new one once both have confirmed. The answer is the same whether or not the new address has an account.',
  })
  askAddressChange(
    @Ctx() context: RequestContext,
    @Arg('newEmail', () => String, { description: 'The new address.' }) newEmail: string,
    @Arg('password', () => String, { description: 'The password, typed again.' }) password: string,
  ): Promise<User> {
    return addresses.askAddressChange(context, newEmail, password);
  }

  @Mutation(() => User, { description: 'Confirms the new address by the token in the letter to it.' })
  confirmNewAddress(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: TOKEN }) token: string,
  ): Promise<User> {
    return addresses.confirmNewAddress(context, token);
  }

  @Mutation(() => Boolean, {
    description: 'Confirms the change, or objects to it, by the token in the letter to the old address.',
  })
  answerAddressChange(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: TOKEN }) token: string,
    @Arg('agrees', () => Boolean, { description: 'True to confirm; false to object, which ends the change.' })
    agrees: boolean,
  ): Promise<boolean> {
    return addresses.answerAddressChange(context, token, agrees);
  }

  @Mutation(() => User, { description: "Ends the viewer's change of address before it happens." })
  cancelAddressChange(@Ctx() context: RequestContext): Promise<User> {
    return addresses.cancelAddressChange(context);
  }

  @Mutation(() => Boolean, {
    description: 'Stops the removal of the second factors of an account by the token in the letter about it.',
  })
  keepSecondFactors(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: TOKEN }) token: string,
  ): Promise<boolean> {
    return factors.keepSecondFactors(context, token);
  }

  @Mutation(() => User, { description: "Stops the removal of the viewer's second factors." })
  keepOwnSecondFactors(@Ctx() context: RequestContext): Promise<User> {
    return factors.keepOwnSecondFactors(context);
  }
}

@Resolver(() => Account)
export class AccountPendingResolver {
  @FieldResolver(() => Boolean, { description: 'Whether the person needs a second factor to sign in.' })
  hasSecondFactor(@Ctx() context: RequestContext, @Root() { id }: Account): Promise<boolean> {
    return factorLoader(context).load(id);
  }

  @PersonalData<Account>({ seenWith: seeAccounts, isOwn: ({ id }, userId) => id === userId })
  @FieldResolver(() => AddressChange, {
    nullable: true,
    description: 'The change of the address that still has to be confirmed; null when there is none.',
  })
  addressChange(@Ctx() context: RequestContext, @Root() { id }: Account): Promise<AddressChange | null> {
    return changeLoader(context).load(id);
  }
}
