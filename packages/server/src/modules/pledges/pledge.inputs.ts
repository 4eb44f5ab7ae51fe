import { Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { Day, SafeInt } from '../../scalars.js';
import { PaymentMethod } from './pledge.enums.js';
import { Pledge } from './pledge.entity.js';
import { LIMITS, PAID_BEFORE_PLEDGE_DAYS } from './pledge.rules.js';

@InputType({ description: 'Who gives, when signed out.' })
export class GuestInput {
  @Field(() => String, { description: `The name to be shown and put on the receipt, 1 to ${LIMITS.name.max} characters.` })
  name: string;

  @Field(() => String, { nullable: true, description: 'Telephone number, never public; with it, gifts of the same guest count as one donor\'s.' })
  phone?: string | null;
}

@InputType({ description: 'A new pledge.' })
export class PledgeInput {
  @Field(() => ID, { description: 'The project to give to.' })
  projectId: string;

  @Field(() => SafeInt, { description: `Fen, ${LIMITS.amountFen.min} (¥1) to ${LIMITS.amountFen.max} (¥10 million).` })
  amount: number;

  @Field(() => ID, { description: 'Chosen by the client: the same key from the same donor is the same pledge, however often it is sent.' })
  idempotencyKey: string;

  @Field(() => PaymentMethod, { description: 'How it is paid.' })
  payment: PaymentMethod;

  @Field(() => ID, { nullable: true, description: 'The unit that this gift counts for; the viewer belongs to it.' })
  onBehalfOfId?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether the person\'s name stays hidden; a unit named in onBehalfOfId is shown all the same.' })
  anonymous?: boolean | null;

  @Field(() => String, { nullable: true, description: `Words to the project, up to ${LIMITS.message.max} characters.` })
  message?: string | null;

  @Field(() => GuestInput, { nullable: true, description: 'Who gives, when signed out.' })
  guest?: GuestInput | null;
}

@InputType({ description: 'A transfer that arrived.' })
export class ConfirmPaymentInput {
  @Field(() => ID, { description: 'The pledge it pays.' })
  pledgeId: string;

  @Field(() => SafeInt, { description: 'What arrived, in fen; equals the pledge unless `acceptOtherAmount` is true.' })
  amount: number;

  @Field(() => String, { description: `The bank's reference of the transfer, 1 to ${LIMITS.bankReference.max} characters.` })
  bankReference: string;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether the pledge becomes what arrived, where that differs from what was promised.' })
  acceptOtherAmount?: boolean | null;

  @Field(() => String, { nullable: true, description: `Why a bank reference that was used before names this payment as well, 1 to ${LIMITS.referenceReason.max} characters; without it such a reference is refused with CONFLICT.` })
  referenceReason?: string | null;

  @Field(() => Day, {
    nullable: true,
    description:
      `The day on which it reached the bank, at the latest today; without it, now. At the earliest ${PAID_BEFORE_PLEDGE_DAYS} days before the pledge, and within the books of the special account. ` +
      'The year of the gift, deadlines and lapsing go by this day.',
  })
  paidOn?: string | null;
}

export const PledgeConnection = connectionOf(Pledge, 'Pledge');
