import type { TestApp } from '../../support/app.ts';
import {
  byId,
  MEMBERS,
  queryRow,
  REVIEWERS,
  ROLES,
  type AccessTable,
  type PrivateField,
  type Role,
} from '../../support/access.ts';
import { endedFund, matchFundInput, openFund, preparedMatchReturn, proposedFund } from '../../support/matching.ts';

const STAFF: readonly Role[] = ['reviewer', 'insider', 'treasurer', 'admin', 'auditor'];

/** Who knows of a fund of the town's unit before the city has decided. */
const KNOW: readonly Role[] = [...MEMBERS, 'reviewer', 'treasurer', 'admin', 'auditor'];

const remarkCode: PrivateField = {
  query: 'query M($id: ID!) { it: matchFund(id: $id) { remarkCode } }',
  variables: byId(({ fund }) => fund.id),
  seen: ({ it }) => it?.remarkCode != null,
  by: KNOW,
};

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'foundMatchFund',
      target: (t) => ({ input: matchFundInput(app, t, { organizationId: t.organization.id }) }),
      allowed: ['owner'],
    },
    {
      mutation: 'decideMatchFund',
      target: async (t) => ({ id: (await proposedFund(app, t)).id, accepted: true }),
      allowed: REVIEWERS,
    },
    {
      mutation: 'endMatchFund',
      target: async (t) => ({ id: (await openFund(app, t, 0)).id, reason: '活动结束' }),
      allowed: ['rival', ...REVIEWERS],
      own: ['rival'],
    },
    {
      mutation: 'confirmMatchPayment',
      target: async (t) => {
        const { id } = await openFund(app, t, 0);
        return { input: { fundId: id, amount: 100_000, bankReference: `到账 ${id}` } };
      },
      allowed: ['treasurer'],
    },
    {
      mutation: 'prepareMatchReturn',
      target: async (t) => ({ fundId: (await endedFund(app, t, 10_000)).id, reason: '活动结束，余额退回' }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'signMatchReturn',
      target: async (t) => ({ id: (await preparedMatchReturn(app, t)).id }),
      allowed: ['treasurer', 'admin'],
    },
    {
      mutation: 'withdrawMatchReturn',
      target: async (t) => ({ id: (await preparedMatchReturn(app, t)).id }),
      allowed: ['treasurer', 'admin'],
    },
  ],
  seeing: {
    matchFunds: queryRow('{ it: matchFunds { totalCount } }', ROLES),
    ownMatchFunds: queryRow('{ it: ownMatchFunds { totalCount } }'),
    matchFundQueue: queryRow('{ it: matchFundQueue { totalCount edges { node { id } } } }', STAFF),
    matchFund: queryRow(
      'query M($id: ID!) { it: matchFund(id: $id) { id } }',
      KNOW,
      byId(({ fund }) => fund.id),
      'nothing',
    ),
  },
  topics: { 'match-fund': { id: ({ fund }) => fund.id, sees: KNOW, otherwise: 'NOT_FOUND' } },
  queues: { 'match-funds': { sees: STAFF, works: REVIEWERS } },
  traces: {
    prepareMatchReturn: ['ORDER_PREPARED'],
    signMatchReturn: ['ORDER_SIGNED', 'MATCH_FUND_RETURNED'],
    withdrawMatchReturn: ['ORDER_REFUSED'],
    foundMatchFund: ['MATCH_FUND_FOUNDED'],
    decideMatchFund: ['MATCH_FUND_DECIDED'],
    endMatchFund: ['MATCH_FUND_ENDED'],
    confirmMatchPayment: ['MATCH_FUND_FILLED'],
  },
  secret: { 'MatchFund.remarkCode': remarkCode },
  open: {
    MatchFund: [
      'id',
      'title',
      'payment',
      'factor',
      'perGift',
      'perDonor',
      'perProject',
      'perDay',
      'opensAt',
      'closesAt',
      'scope',
      'category',
      'campaignId',
      'place',
      'unlockAmount',
      'unlockGifts',
      'countedAmount',
      'countedGifts',
      'unlockedAt',
      'state',
      'paidIn',
      'given',
      'returned',
      'returns',
      'left',
      'foundedAt',
      'decidedAt',
      'endedAt',
      'reason',
      'sponsor',
      'projects',
      'matches',
      'viewerActions',
    ],
    GiftMatch: ['id', 'amount', 'returned', 'cut', 'createdAt', 'fund', 'project'],
    MatchReturn: [
      'id',
      'amount',
      'reason',
      'bankReference',
      'preparedAt',
      'returnedAt',
      'withdrawnAt',
      'fund',
      'order',
      'viewerActions',
    ],
    MatchPreview: ['fund', 'amount'],
    Project: ['matchFunds', 'matchPreview'],
    Pledge: ['matches'],
  },
});
