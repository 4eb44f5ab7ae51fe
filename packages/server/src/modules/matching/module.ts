import { defineModule } from '../../module.js';
import { GiftMatch, MatchCount, MatchFund, MatchFundProject, MatchPayment } from './match.entities.js';
import { MatchReturn } from './match-return.entity.js';
import { matchReturn } from './match-return.order.js';
import { MatchReturnResolver, OrderMatchReturnResolver } from './match-returns.resolver.js';
import { matchingChecks } from './matching.checks.js';
import {
  matchAccounts,
  matchFunded,
  matchGiven,
  matchPaymentsAtTheBank,
  matchReturned,
  matchSponsorPaid,
} from './matching.entries.js';
import { matchFollower } from './matching.follower.js';
import { matchingMessages } from './matching.messages.js';
import { matchingMigrations } from './matching.migrations.js';
import { matchFundDecidedNotice } from './matching.notices.js';
import { decideMatchFunds, fillMatchFunds, seeMatchFunds } from './matching.permissions.js';
import { matchingInventory } from './matching.personal.js';
import { matchFundQueue } from './matching.queues.js';
import {
  GiftMatchResolver,
  MatchFundResolver,
  PledgeMatchingResolver,
  ProjectMatchingResolver,
} from './matching.resolver.js';
import { matchingSearchColumns } from './matching.search.js';
import { findReferencesOfMatchPayments } from './matching.service.js';
import { matchFundTopic } from './matching.topics.js';
import { matchingTraceKinds } from './matching.trace.js';

export const matchingModule = defineModule({
  name: 'matching',
  inventory: matchingInventory,
  entities: [MatchFund, MatchFundProject, GiftMatch, MatchCount, MatchPayment, MatchReturn],
  migrations: matchingMigrations,
  resolvers: [
    MatchFundResolver,
    GiftMatchResolver,
    ProjectMatchingResolver,
    PledgeMatchingResolver,
    MatchReturnResolver,
    OrderMatchReturnResolver,
  ],
  messages: matchingMessages,
  checks: matchingChecks,
  topics: [matchFundTopic],
  permissions: [seeMatchFunds, decideMatchFunds, fillMatchFunds],
  orderKinds: [matchReturn],
  queues: [matchFundQueue],
  noticeKinds: [matchFundDecidedNotice],
  searchColumns: matchingSearchColumns,
  accountKinds: [matchAccounts],
  entryKinds: [matchFunded, matchSponsorPaid, matchGiven, matchReturned],
  bankEntrySources: [matchPaymentsAtTheBank],
  giftFollowers: [matchFollower],
  referenceUses: [findReferencesOfMatchPayments],
  traceKinds: matchingTraceKinds,
});
