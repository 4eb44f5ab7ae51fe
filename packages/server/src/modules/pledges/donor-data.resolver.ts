import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Takedown, tombstonesLoader } from '../privacy/index.js';
import { HideGiftWordsInput, SealedValue } from './donor-data.inputs.js';
import * as donorData from './donor-data.service.js';
import { Pledge } from './pledge.entity.js';

const WHY = 'Why, for the trace, 1 to 500 characters.';

@Resolver(() => Pledge)
export class DonorDataResolver {
  @FieldResolver(() => [Takedown], { description: 'What staff took down of the gift, oldest first.' })
  tombstones(@Ctx() context: RequestContext, @Root() { id }: Pledge): Promise<Takedown[]> {
    return tombstonesLoader(context).load(id);
  }

  @Mutation(() => Pledge, {
    description:
      'Takes down the public name or the message of a paid gift, or deletes the telephone number of its guest. A public tombstone stays. Only administrators and reviewers may do it.',
  })
  hideGiftWords(
    @Ctx() context: RequestContext,
    @Arg('input', () => HideGiftWordsInput, { description: 'What to take down, and why.' }) input: HideGiftWordsInput,
  ): Promise<Pledge> {
    return donorData.hideGiftWords(context, input);
  }

  @Mutation(() => SealedValue, {
    description:
      'Shows a treasurer the telephone number that a guest left with a pledge, or the confirmed one of the person who handles the gift of a unit; null when there is none. The look is recorded with its reason.',
  })
  readDonorPhone(
    @Ctx() context: RequestContext,
    @Arg('pledgeId', () => ID, { description: 'Id of the pledge.' }) pledgeId: string,
    @Arg('reason', () => String, { description: WHY }) reason: string,
  ): Promise<SealedValue> {
    return donorData.readDonorPhone(context, pledgeId, reason).then((value) => ({ value }));
  }

  @Mutation(() => SealedValue, {
    description:
      'Shows a treasurer the name on the receipt of somebody who has closed the account; null when none is kept. The look is recorded with its reason.',
  })
  readKeptName(
    @Ctx() context: RequestContext,
    @Arg('number', () => String, { description: 'Number of the receipt.' }) number: string,
    @Arg('reason', () => String, { description: WHY }) reason: string,
  ): Promise<SealedValue> {
    return donorData.readKeptName(context, number, reason).then((value) => ({ value }));
  }
}
