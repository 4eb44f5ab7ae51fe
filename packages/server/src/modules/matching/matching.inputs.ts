import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { SafeInt } from '../../scalars.js';
import { PaymentMethod } from '../pledges/index.js';
import { GiftMatch, MatchFund } from './match.entities.js';
import { MatchScope } from './match.enums.js';
import { LIMITS } from './match.rules.js';

export const MatchFundConnection = connectionOf(MatchFund, 'MatchFund');
export const GiftMatchConnection = connectionOf(GiftMatch, 'GiftMatch');

const CAP = `in fen, ${LIMITS.capFen.min} to ${LIMITS.capFen.max}; null for no such limit.`;

@InputType({ description: 'A match fund to found.' })
export class FoundMatchFundInput {
  @Field(() => ID, { description: 'Id of the unit that gives the money. Its owners found funds.' })
  organizationId: string;

  @Field(() => String, { description: `The title, 1 to ${LIMITS.title.max} characters.` })
  title: string;

  @Field(() => PaymentMethod, {
    description:
      'BANK_TRANSFER, or SANDBOX for play money where the sandbox is on. It is added to gifts of the same kind.',
  })
  payment: PaymentMethod;

  @Field(() => Int, {
    description: `What is added, in hundredths of a gift, ${LIMITS.factor.min} to ${LIMITS.factor.max}.`,
  })
  factor: number;

  @Field(() => SafeInt, { nullable: true, description: `The most for one gift, ${CAP}` })
  perGift?: number | null;

  @Field(() => SafeInt, { nullable: true, description: `The most for one donor, ${CAP}` })
  perDonor?: number | null;

  @Field(() => SafeInt, { nullable: true, description: `The most for one project, ${CAP}` })
  perProject?: number | null;

  @Field(() => SafeInt, { nullable: true, description: `The most on one day in Shanghai, ${CAP}` })
  perDay?: number | null;

  @Field(() => Date, { description: 'Gifts whose money arrives from this moment on are matched.' })
  opensAt: Date;

  @Field(() => Date, {
    description: `Gifts whose money arrives before this moment are matched: after \`opensAt\`, at most ${LIMITS.days} days.`,
  })
  closesAt: Date;

  @Field(() => MatchScope, { description: 'To which gifts it adds.' })
  scope: MatchScope;

  @Field(() => [ID], {
    nullable: true,
    description: `Ids of 1 to ${LIMITS.projects.max} public projects, where the scope is PROJECTS.`,
  })
  projectIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Id of a published campaign, where the scope is CAMPAIGN.' })
  campaignId?: string | null;

  @Field(() => String, { nullable: true, description: 'The category, where the scope is CATEGORY.' })
  category?: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: `The fund adds nothing until gifts in its scope sum to this amount, in fen, ${LIMITS.capFen.min} to ${LIMITS.capFen.max}; null for no such threshold.`,
  })
  unlockAmount?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `The fund adds nothing until this number of gifts has arrived in its scope, ${LIMITS.unlockGifts.min} to ${LIMITS.unlockGifts.max}; null for no such threshold. Not together with \`unlockAmount\`.`,
  })
  unlockGifts?: number | null;

  @Field(() => Int, {
    description: `The place among several funds, ${LIMITS.place.min} to ${LIMITS.place.max}. The lowest adds first.`,
  })
  place: number;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: "A sponsor's transfer into a match fund." })
export class ConfirmMatchPaymentInput {
  @Field(() => ID, { description: 'Id of the fund.' })
  fundId: string;

  @Field(() => SafeInt, { description: `The amount that arrived, in fen, ${CAP.slice(8, CAP.indexOf(';'))}.` })
  amount: number;

  @Field(() => String, {
    description: `The bank's reference of the transfer, 1 to ${LIMITS.bankReference.max} characters.`,
  })
  bankReference: string;
}

@ObjectType({ description: 'What a match fund would add to a gift now. It can change until the money arrives.' })
export class MatchPreview {
  @Field(() => MatchFund, { description: 'The fund.' })
  fund: MatchFund;

  @Field(() => SafeInt, {
    description: 'What it would add, in fen, if the donor has used nothing of its most for a donor.',
  })
  amount: number;
}
