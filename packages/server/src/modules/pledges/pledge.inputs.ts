import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Bundle } from '../../bundle.js';
import { connectionOf } from '../../connection.js';
import { Day, SafeInt } from '../../scalars.js';
import { DonorCategory, PaymentMethod } from './pledge.enums.js';
import { Pledge } from './pledge.entity.js';
import { LIMITS, PAID_BEFORE_PLEDGE_DAYS } from './pledge.rules.js';

@InputType({ description: 'A donor who is not signed in.' })
export class GuestInput {
  @Field(() => String, {
    description: `The name to be shown and put on the receipt, 1 to ${LIMITS.name.max} characters.`,
  })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number; never public. Gifts with the same number count as gifts of one donor.',
  })
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Mail address for news of this gift: that it arrived, its receipt, what became of it. Never public; each letter has a link that ends them.',
  })
  email?: string | null;
}

@InputType({ description: 'A new pledge.' })
export class PledgeInput {
  @Field(() => ID, { description: 'The project to give to.' })
  projectId: string;

  @Field(() => SafeInt, { description: `Fen, ${LIMITS.amountFen.min} (¥1) to ${LIMITS.amountFen.max} (¥10 million).` })
  amount: number;

  @Field(() => ID, {
    description:
      'A key that the client chooses. The same key from the same donor is the same pledge, however often the client sends it.',
  })
  idempotencyKey: string;

  @Field(() => PaymentMethod, { description: 'The way of payment.' })
  payment: PaymentMethod;

  @Field(() => ID, { nullable: true, description: 'The unit that this gift counts for. The viewer must belong to it.' })
  onBehalfOfId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The campaign that this gift counts for. It has to be open and to call for this project.',
  })
  campaignId?: string | null;

  @Field(() => DonorCategory, {
    nullable: true,
    description: 'What the donor is, for the figures of the campaign. Only with `campaignId`; nobody is shown with it.',
  })
  donorCategory?: DonorCategory | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Whether the person's name is hidden in public. With onBehalfOfId the donor is the unit, which is shown in any case, and the person is who handled the gift.",
  })
  anonymous?: boolean | null;

  @Field(() => String, { nullable: true, description: `Words to the project, up to ${LIMITS.message.max} characters.` })
  message?: string | null;

  @Field(() => GuestInput, { nullable: true, description: 'The donor, when the request is not signed in.' })
  guest?: GuestInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The version of the privacy notice that the donor accepted with this gift (`privacyNotice`). Without it nothing is recorded: the gift is processed because the donor asks for it.',
  })
  noticeVersion?: string | null;
}

@InputType({ description: 'A transfer that has arrived.' })
export class ConfirmPaymentInput {
  @Field(() => ID, { description: 'The pledge that the transfer pays.' })
  pledgeId: string;

  @Field(() => SafeInt, {
    description: 'The amount that arrived, in fen. It must equal the pledge unless `acceptOtherAmount` is true.',
  })
  amount: number;

  @Field(() => String, {
    description: `The bank's reference of the transfer, 1 to ${LIMITS.bankReference.max} characters.`,
  })
  bankReference: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether the pledge takes the amount that arrived when it differs from the promised amount.',
  })
  acceptOtherAmount?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: `Why a bank reference that was used before names this payment as well, 1 to ${LIMITS.referenceReason.max} characters; without it such a reference is refused with CONFLICT.`,
  })
  referenceReason?: string | null;

  @Field(() => Day, {
    nullable: true,
    description:
      `The day on which it reached the bank, at the latest today; without it, now. At the earliest ${PAID_BEFORE_PLEDGE_DAYS} days before the pledge, and within the books of the special account. ` +
      'The year of the gift, deadlines and lapsing go by this day.',
  })
  paidOn?: string | null;
}

@ObjectType({ description: 'What confirming several transfers would do now.' })
export class TransfersPreview {
  @Field(() => Bundle, { description: 'Transfers that the viewer may confirm.' })
  confirmable: Bundle;

  @Field(() => Bundle, {
    description:
      'Transfers that are left to a colleague: own gifts, gifts of units for which the viewer speaks, and gifts to projects on which the viewer decided.',
  })
  leftToColleague: Bundle;

  @Field(() => [ID], { description: 'The pledges that are left to a colleague.' })
  leftIds: string[];
}

export const PledgeConnection = connectionOf(Pledge, 'Pledge');
