import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { Day, SafeInt } from '../../scalars.js';
import { DonorCategory, PaymentMethod, PledgeStatus } from './pledge.enums.js';
import type { Promiser } from './promise.rules.js';

/** Who gives: a person with an account, or a guest. Personal data, so it has no public type. */
@Entity('donors')
export class Donor {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.id({ nullable: true }))
  userId: string | null;

  @Column(column.text({ nullable: true }))
  guestName: string | null;

  /** The telephone number, sealed (`donorPhone`). */
  @Column(column.text({ nullable: true }))
  phoneSealed: string | null;

  /** When the job of retention looks at the number next. Null without a number. */
  @Column(column.time({ nullable: true }))
  phoneCheckAt: Date | null;

  /** Keyed digest of name and phone, so that a returning guest counts as one donor. Null without a phone. */
  @Column(column.text({ nullable: true }))
  guestKey: string | null;
}

@Entity('pledges')
@ObjectType({ description: 'A promise of an amount to a project, paid or awaiting payment.' })
export class Pledge {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the pledge.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.id())
  donorId: string;

  /** The donor's account; null for guests. */
  @Column(column.id({ nullable: true }))
  userId: string | null;

  /** Whether a guest left a mail address for news of this gift. The address may have been removed since. */
  @Column(column.flag())
  guestMail: boolean;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'The amount of the gift, in fen.' })
  amountFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, {
    name: 'matchedAmount',
    description: 'What match funds added to the gift and did not get back, in fen.',
  })
  matchedFen: number;

  /** How much of the gift was given back to the donor. */
  @Column(column.integer())
  @Field(() => SafeInt, { name: 'refundedAmount', description: 'The amount that was given back, in fen.' })
  refundedFen: number;

  @Column(column.text())
  @Field(() => PledgeStatus, { description: 'The state of the pledge.' })
  status: PledgeStatus;

  @Column(column.text())
  @Field(() => PaymentMethod, { description: 'The way of payment.' })
  payment: PaymentMethod;

  @Column(column.flag())
  anonymous: boolean;

  /** The donor's name when the pledge was made. */
  @Column(column.text())
  donorName: string;

  /** The name in the form that searches compare. */
  @Column(column.text({ nullable: true }))
  donorSearch: string;

  @Column(column.id({ nullable: true }))
  onBehalfOfId: string | null;

  /** The public name of that unit when the gift was paid; null until then. */
  @Column(column.text({ nullable: true }))
  onBehalfOfName: string | null;

  /** The campaign for which the gift counts; null for none. */
  @Column(column.id({ nullable: true }))
  campaignId: string | null;

  /** What the donor is, for the figures of the campaign; null without one. Never shown for one person. */
  @Column(column.text({ nullable: true }))
  donorCategory: DonorCategory | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: 'A message to the project; null when there is none. It is public after the payment.',
  })
  message: string | null;

  /** The donor quotes it in the transfer, so that the treasurer can tell whose money it is. */
  @Column(column.text())
  remarkCode: string;

  /** The scope in which idempotency keys are unique: an account, or all guests together. */
  @Column(column.text())
  donorScope: string;

  @Column(column.text())
  idempotencyKey: string;

  /** Digest of what was asked for. The same key with other content is refused. */
  @Column(column.text())
  contentHash: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the pledge was made.' })
  createdAt: Date;

  /** When a pending transfer lapses. */
  @Column(column.time())
  expiresAt: Date;

  /** The kind of promiser, by what was known at the time of the promise. Null for gifts that were paid at once. */
  @Column(column.text({ nullable: true }))
  promisedBy: Promiser | null;

  /** How much of the project's room the unpaid promise keeps: all of its amount, or nothing. */
  @Column(column.integer())
  heldFen: number;

  /** Until when the promise keeps its place. */
  @Column(column.time({ nullable: true }))
  heldUntil: Date | null;

  /** When staff ended the unpaid promise. The columns after this one say who did it and why. */
  @Column(column.time({ nullable: true }))
  endedAt: Date | null;

  @Column(column.id({ nullable: true }))
  endedById: string | null;

  @Column(column.text({ nullable: true }))
  endReason: string | null;

  /**
   * When the money reached the bank, whenever that was recorded: the bank's own time, or the beginning of the day when
   * only the day is known.
   */
  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description:
      "When the money reached the bank; null before. It is the moment in the bank's statement, or midnight in Shanghai when only the day is known. The receipt says when the payment was confirmed.",
  })
  paidAt: Date | null;

  /** How often the money was booked in. It is more than once when a confirmation was taken back. */
  @Column(column.integer())
  timesPaid: number;

  /** The promised amount when another amount arrived; null when the two are equal. */
  @Column(column.integer({ nullable: true }))
  promisedFen: number | null;

  @Column(column.text({ nullable: true }))
  bankReference: string | null;

  /** The bank reference in the form in which references are compared. */
  @Column(column.text({ nullable: true }))
  referenceKey: string | null;

  /** Why its bank reference also names another payment; null when it does not. */
  @Column(column.text({ nullable: true }))
  referenceReason: string | null;

  /** Whether its own donor confirmed it, before that was forbidden. */
  @Column(column.flag())
  selfConfirmed: boolean;

  /** Who confirmed the transfer. */
  @Column(column.id({ nullable: true }))
  confirmedById: string | null;

  @Field(() => String, {
    description: 'The donor\'s name as the donor chose to show it: "爱心人士" for anonymous donors.',
  })
  get displayName(): string {
    return this.anonymous ? ANONYMOUS_NAME : this.donorName;
  }

  @Field(() => String, {
    nullable: true,
    description:
      'The person who handled the gift for the unit. Null when that person chose not to be named in public, and for gifts that count for no unit.',
  })
  get handledBy(): string | null {
    return this.onBehalfOfId === null || this.anonymous ? null : this.donorName;
  }
}

/** How an anonymous donor is shown, in any language. */
export const ANONYMOUS_NAME = '爱心人士';

@Entity('receipts')
@ObjectType({ description: 'The numbered proof of a paid gift. A person who has the number can check it.' })
export class Receipt {
  @PrimaryColumn(column.textKey())
  @Field(() => String, { description: 'The number, such as HC-2026-000001. The numbers of a year have no gaps.' })
  number: string;

  @Column(column.id())
  pledgeId: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'The amount of the gift, in fen.' })
  amountFen: number;

  @Column(column.time())
  @Field(() => Date, { description: 'When the receipt was issued. Its number belongs to the series of this year.' })
  issuedAt: Date;

  @Column(column.text())
  @Field(() => Day, {
    description: 'The day on which the gift reached the bank. The gift counts for this day and its year.',
  })
  paidOn: string;

  @Column(column.text())
  @Field(() => String, { description: 'Title of the project when the gift was made.' })
  projectTitle: string;

  /** The title in the form that searches compare. */
  @Column(column.longText({ nullable: true }))
  searchText: string;

  @Column(column.text())
  @Field(() => String, { description: "The project's name in addresses of web pages." })
  projectSlug: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: "The unit's name at the time of payment, when the gift counts for a unit; otherwise null.",
  })
  onBehalfOfName: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description:
      "The unit's unified social credit code at the time of payment. Null when the gift counts for no unit, when the unit has no code, and on receipts from before receipts named it.",
  })
  onBehalfOfCode: string | null;

  /**
   * Whether the unit is the donor on this paper. Receipts of units' gifts from before named the person as the donor and
   * the unit beside, and still do.
   */
  @Column(column.flag())
  isMadeOutToUnit: boolean;

  @Column(column.text())
  @Field(() => String, { description: 'The name of the unit that runs the project, at the time of payment.' })
  implementerName: string;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description:
      'When the receipt became void, because the gift was given back or its payment had been confirmed by mistake; otherwise null. A void receipt keeps its number.',
  })
  voidedAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why the receipt is void; null while it is valid.' })
  voidReason: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: 'The number of the receipt that replaces this one; null when there is none.',
  })
  replacedBy: string | null;
}

/**
 * The name on the receipts of somebody who has closed the account. The rules for accounting records demand that it is
 * kept, so it is kept apart and sealed.
 */
@Entity('kept_donor_names')
export class KeptDonorName {
  @PrimaryColumn(column.key())
  pledgeId: string;

  @Column(column.text())
  nameSealed: string;

  @Column(column.time())
  keptUntil: Date;
}
