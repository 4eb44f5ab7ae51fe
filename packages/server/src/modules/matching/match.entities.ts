import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import { PaymentMethod } from '../pledges/index.js';
import { MatchCut, MatchFundState, MatchScope } from './match.enums.js';

@Entity('match_funds')
@ObjectType({ description: 'Money of a sponsor that is added to gifts of others by a stated rule.' })
export class MatchFund {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the fund.' })
  id: string;

  /** The sponsor. */
  @Column(column.id())
  organizationId: string;

  @Column(column.text())
  @Field(() => String, { description: 'The title.' })
  title: string;

  /** Whether it is filled with real money or, where the sandbox is on, with play money. Each matches gifts of its own. */
  @Column(column.text())
  @Field(() => PaymentMethod, {
    description: 'BANK_TRANSFER: real money, added to real gifts. SANDBOX: play money, added to play gifts.',
  })
  payment: PaymentMethod;

  @Column(column.integer())
  @Field(() => Int, { description: 'What is added to a gift, in hundredths of it: 100 doubles the gift.' })
  factor: number;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, { name: 'perGift', nullable: true, description: 'The most for one gift, in fen; null: none.' })
  perGiftFen: number | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, {
    name: 'perDonor',
    nullable: true,
    description: 'The most for one donor, in fen; null: none.',
  })
  perDonorFen: number | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, {
    name: 'perProject',
    nullable: true,
    description: 'The most for one project, in fen; null: none.',
  })
  perProjectFen: number | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, {
    name: 'perDay',
    nullable: true,
    description: 'The most on one day in Shanghai, in fen; null: none.',
  })
  perDayFen: number | null;

  @Column(column.time())
  @Field(() => Date, { description: 'Gifts whose money arrives from this moment on are matched.' })
  opensAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'Gifts whose money arrives before this moment are matched.' })
  closesAt: Date;

  @Column(column.text())
  @Field(() => MatchScope, { description: 'To which gifts it adds.' })
  scope: MatchScope;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The category, where the scope is one; else null.' })
  category: string | null;

  @Column(column.id({ nullable: true }))
  @Field(() => ID, { nullable: true, description: 'Id of the campaign, where the scope is one; else null.' })
  campaignId: string | null;

  @Column(column.integer())
  @Field(() => Int, { description: 'The place among several funds. The lowest adds first, the older one of equals.' })
  place: number;

  @Column(column.text())
  @Field(() => MatchFundState, { description: 'The state.' })
  state: MatchFundState;

  @Column(column.text())
  remarkCode: string;

  /** The money that has to arrive in its scope before the fund adds anything. Not together with a number of gifts. */
  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, {
    name: 'unlockAmount',
    nullable: true,
    description:
      'So much money of gifts in its scope has to arrive before it adds anything, in fen; null: no such threshold.',
  })
  unlockFen: number | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => Int, {
    nullable: true,
    description: 'So many gifts in its scope have to arrive before it adds anything; null: no such threshold.',
  })
  unlockGifts: number | null;

  /** What counts towards the threshold, until it is reached. */
  @Column(column.integer())
  @Field(() => SafeInt, {
    name: 'countedAmount',
    description: 'What arrived towards its threshold, in fen; it stands still once the fund is unlocked.',
  })
  countedFen: number;

  @Column(column.integer())
  @Field(() => Int, {
    description: 'How many gifts arrived towards its threshold; it stands still once the fund is unlocked.',
  })
  countedGifts: number;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the threshold was reached; null before, and without one.' })
  unlockedAt: Date | null;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'paidIn', description: 'What the sponsor paid in, in fen.' })
  paidInFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'given', description: 'What it added to gifts and did not get back, in fen.' })
  givenFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'returned', description: 'What went back to the sponsor after the end, in fen.' })
  returnedFen: number;

  /** The newest day on which it added to a gift, and how much it added on that day; returns do not free it. */
  @Column(column.text({ nullable: true }))
  day: string | null;

  @Column(column.integer())
  dayFen: number;

  @Column(column.id())
  foundedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was founded.' })
  foundedAt: Date;

  @Column(column.id({ nullable: true }))
  decidedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the city decided; null before.' })
  decidedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was ended; null before.' })
  endedAt: Date | null;

  @Column(column.id({ nullable: true }))
  endedById: string | null;

  /** Why it was refused or ended. */
  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why it was refused or ended; null otherwise.' })
  reason: string | null;

  /** The title in the form in which it is searched. */
  @Column(column.text({ nullable: true }))
  searchText: string | null;
}

@Entity('match_fund_projects')
export class MatchFundProject {
  @PrimaryColumn(column.key())
  fundId: string;

  @PrimaryColumn(column.key())
  projectId: string;
}

/** What a fund added to a gift. One row for each fund and payment of a gift. */
@Entity('gift_matches')
@ObjectType({ description: 'What a match fund added to a gift.' })
export class GiftMatch {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the match.' })
  id: string;

  @Column(column.id())
  pledgeId: string;

  @Column(column.id())
  fundId: string;

  @Column(column.id())
  projectId: string;

  @Column(column.id())
  donorId: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'What was added, in fen.' })
  givenFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'returned', description: 'What of it went back to the fund, in fen.' })
  returnedFen: number;

  @Column(column.text({ nullable: true }))
  @Field(() => MatchCut, { nullable: true, description: 'What made it less than the factor says; null: nothing.' })
  cut: MatchCut | null;

  /** The day in Shanghai on which it was decided, for the most of a day. */
  @Column(column.text())
  matchedOn: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was decided.' })
  createdAt: Date;
}

/** What a gift counts towards the threshold of a fund, less what went back before the threshold was reached. */
@Entity('match_counts')
export class MatchCount {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.id())
  fundId: string;

  @Column(column.id())
  pledgeId: string;

  @Column(column.integer())
  amountFen: number;
}

/** Money that a sponsor paid into a fund. */
@Entity('match_payments')
export class MatchPayment {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.id())
  fundId: string;

  @Column(column.integer())
  amountFen: number;

  @Column(column.text())
  bankReference: string;

  @Column(column.text())
  referenceKey: string;

  @Column(column.id())
  confirmedById: string;

  @Column(column.time())
  createdAt: Date;
}
