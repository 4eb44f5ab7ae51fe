import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { Day, SafeInt } from '../../scalars.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
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

  @Column(column.text({ nullable: true }))
  guestPhone: string | null;

  /** Digest of name and phone, by which a guest who comes back counts as one donor; null without a phone. */
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

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'What the donor gives, in fen.' })
  amountFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'matchedAmount', description: 'What match funds add, in fen.' })
  matchedFen: number;

  /** What was given back of both. */
  @Column(column.integer())
  @Field(() => SafeInt, { name: 'refundedAmount', description: 'What was given back of it, in fen.' })
  refundedFen: number;

  @Column(column.text())
  @Field(() => PledgeStatus, { description: 'Where it stands.' })
  status: PledgeStatus;

  @Column(column.text())
  @Field(() => PaymentMethod, { description: 'How it is paid.' })
  payment: PaymentMethod;

  @Column(column.flag())
  anonymous: boolean;

  /** The donor's name when the pledge was made. */
  @Column(column.text())
  donorName: string;

  /** The name as searches compare it. */
  @Column(column.text({ nullable: true }))
  donorSearch: string;

  @Column(column.id({ nullable: true }))
  onBehalfOfId: string | null;

  /** The public name of that unit when the gift was paid; null until then. */
  @Column(column.text({ nullable: true }))
  onBehalfOfName: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Words to the project; public once paid.' })
  message: string | null;

  /** Quoted in the transfer, so that the treasurer can tell whose money it is. */
  @Column(column.text())
  remarkCode: string;

  /** Whose idempotency keys are apart from everybody else's: an account, or all guests together. */
  @Column(column.text())
  donorScope: string;

  @Column(column.text())
  idempotencyKey: string;

  /** Digest of what was asked for: the same key with other content is refused. */
  @Column(column.text())
  contentHash: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was made.' })
  createdAt: Date;

  /** When a pending transfer lapses. */
  @Column(column.time())
  expiresAt: Date;

  /** Who promised, by what was known of them then; null for gifts that were paid at once. */
  @Column(column.text({ nullable: true }))
  promisedBy: Promiser | null;

  /** What the unpaid promise keeps of the project's room: all of its amount, or nothing. */
  @Column(column.integer())
  heldFen: number;

  /** Until when it keeps that. */
  @Column(column.time({ nullable: true }))
  heldUntil: Date | null;

  /** When staff ended the unpaid promise, who did, and why. */
  @Column(column.time({ nullable: true }))
  endedAt: Date | null;

  @Column(column.id({ nullable: true }))
  endedById: string | null;

  @Column(column.text({ nullable: true }))
  endReason: string | null;

  /** On the bank's day, whenever it was recorded: the bank's own moment, or the beginning of that day where the day alone is known. */
  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When the money reached the bank: the moment as the bank tells it, or midnight in Shanghai where only the day is known. Its receipt says when it was confirmed.',
  })
  paidAt: Date | null;

  /** How often its money was booked in: more than once where a confirmation was taken back. */
  @Column(column.integer())
  timesPaid: number;

  /** What was promised, where another amount arrived; null where the two are the same. */
  @Column(column.integer({ nullable: true }))
  promisedFen: number | null;

  @Column(column.text({ nullable: true }))
  bankReference: string | null;

  /** The bank reference as references are compared. */
  @Column(column.text({ nullable: true }))
  referenceKey: string | null;

  /** Why its bank reference names another payment as well; null where it does not. */
  @Column(column.text({ nullable: true }))
  referenceReason: string | null;

  /** Whether it was confirmed by its own donor, before that was forbidden. */
  @Column(column.flag())
  selfConfirmed: boolean;

  /** Who confirmed the transfer. */
  @Column(column.id({ nullable: true }))
  confirmedById: string | null;

  @Field(() => String, { description: 'The donor\'s name as they chose to be shown: "爱心人士" when anonymous.' })
  get displayName(): string {
    return this.anonymous ? ANONYMOUS_NAME : this.donorName;
  }
}

/** How an anonymous donor is shown, in any language. */
export const ANONYMOUS_NAME = '爱心人士';

@Entity('receipts')
@ObjectType({ description: 'Numbered proof of a paid gift. Anyone who holds the number can check it.' })
export class Receipt {
  @PrimaryColumn(column.textKey())
  @Field(() => String, { description: 'Its number, such as HC-2026-000001: gap-free within a year.' })
  number: string;

  @Column(column.id())
  pledgeId: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'The gift in fen.' })
  amountFen: number;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was issued. Its number is of the series of this year.' })
  issuedAt: Date;

  @Column(column.text())
  @Field(() => Day, { description: 'The day on which the gift reached the bank: the day, and the year, that it counts for.' })
  paidOn: string;

  @Column(column.text())
  @Field(() => String, { description: 'Title of the project when the gift was made.' })
  projectTitle: string;

  /** The title as searches compare it. */
  @Column(column.longText({ nullable: true }))
  searchText: string;

  @Column(column.text())
  @Field(() => String, { description: 'Name of the project in addresses.' })
  projectSlug: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Name of the unit that the gift counts for, when it was paid; null where it counts for none.' })
  onBehalfOfName: string | null;

  @Column(column.text())
  @Field(() => String, { description: 'Name of the unit that runs the project, when the gift was paid.' })
  implementerName: string;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it became void: the gift was given back, or its payment had been confirmed by mistake. A void receipt keeps its number.' })
  voidedAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why it is void.' })
  voidReason: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The number of the receipt that took its place.' })
  replacedBy: string | null;
}
