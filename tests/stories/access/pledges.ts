import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../support/app.ts';
import { MEMBERS, ROLES, SIGNED_IN, queryRow, byId, type AccessTable, type World } from '../../support/access.ts';
import { give, pledgeInput } from '../../support/city.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { projectAt, promise, type Town } from '../../support/town.ts';

const ofGift = (selection: string) =>
  `query G($id: ID!) { project(id: $id) { pledges(first: 1) { edges { node { ${selection} } } } } }`;
const giftOf = (data: any) => data.project.pledges.edges[0].node;
/** The gift of 12,321 fen, for which 20,000 were promised. */
const ofOtherAmount = (selection: string) =>
  `query G($id: ID!) { project(id: $id) { pledges(first: 20) { edges { node { amount ${selection} } } } } }`;
const otherAmountOf = (data: any) => data.project.pledges.edges.find(({ node }: any) => node.amount === 12_321).node;
const ofPledge = (selection: string) => `query P($id: ID!) { it: pledge(id: $id) { ${selection} } }`;
const openId = ({ projects }: World) => ({ id: projects.FUNDRAISING.id });

/** The number of a receipt whose donor has closed the account. */
async function receiptOfClosed(app: TestApp, town: Town): Promise<string> {
  const leaver = await app.signUp({ name: '离开的人' });
  const { receipt } = await give(leaver.client, (await projectAt(app, town, 'FUNDRAISING')).id);
  await leaver.client.must(MUTATIONS.closeAccount, { password: leaver.password });
  return receipt!.number;
}
let closed: Promise<string> | undefined;

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'pledge',
      target: async (t) => ({ input: pledgeInput((await projectAt(app, t, 'FUNDRAISING')).id) }),
      allowed: SIGNED_IN,
    },
    {
      mutation: 'pledge',
      as: 'as a guest',
      target: async (t) => ({
        input: pledgeInput((await projectAt(app, t, 'FUNDRAISING')).id, { guest: { name: '访客' } }),
      }),
      allowed: ['signed out'],
      otherwise: 'BAD_USER_INPUT',
    },
    {
      mutation: 'pledge',
      as: 'on behalf of a unit',
      target: async (t) => ({
        input: pledgeInput((await projectAt(app, t, 'FUNDRAISING')).id, { onBehalfOfId: t.organization.id }),
      }),
      allowed: MEMBERS,
    },
    {
      mutation: 'pledge',
      as: 'as a guest on behalf of a unit',
      target: async (t) => ({
        input: pledgeInput((await projectAt(app, t, 'FUNDRAISING')).id, {
          guest: { name: '访客' },
          onBehalfOfId: t.organization.id,
        }),
      }),
      allowed: [],
      otherwise: 'BAD_USER_INPUT',
    },
    {
      mutation: 'pledge',
      as: 'on behalf of a unit that is not verified',
      target: async (t) => ({
        input: pledgeInput((await projectAt(app, t, 'FUNDRAISING')).id, { onBehalfOfId: t.hidden.id }),
      }),
      allowed: [],
      refused: { auditor: 'FORBIDDEN', rival: 'INVALID_STATE', admin: 'FORBIDDEN' },
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'pledge',
      as: 'to a project that is not public',
      target: async (t) => ({ input: pledgeInput((await projectAt(app, t, 'DRAFT')).id) }),
      allowed: [],
      refused: { member: 'INVALID_STATE', editor: 'INVALID_STATE', owner: 'INVALID_STATE', insider: 'INVALID_STATE' },
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'hideGiftWords',
      target: async (t) => {
        const { id } = await projectAt(app, t, 'FUNDRAISING');
        const pledge = await give(t.donor.client, id, { message: '加油' });
        return { input: { pledgeId: pledge.id, what: ['NAME', 'MESSAGE'], cause: 'AT_REQUEST', reason: '本人来电' } };
      },
      allowed: ['admin', 'reviewer', 'insider'],
    },
    {
      mutation: 'readDonorPhone',
      target: async (t) => {
        const { id } = await projectAt(app, t, 'FUNDRAISING');
        const pledge = await give(app.anonymous(), id, { guest: { name: '访客', phone: '13912344321' } });
        return { pledgeId: pledge.id, reason: '核对汇款' };
      },
      allowed: ['treasurer'],
    },
    {
      mutation: 'readKeptName',
      target: async (t) => ({ number: await (closed ??= receiptOfClosed(app, t)), reason: '审计' }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'endPledge',
      target: async (t) => ({
        id: (await promise(t.donor, (await projectAt(app, t, 'FUNDRAISING')).id)).id,
        reason: '联系不上认捐人',
      }),
      allowed: ['treasurer', 'admin', 'reviewer', 'insider'],
    },
    {
      mutation: 'cancelPledge',
      target: async (t) => ({ id: (await promise(t.donor, (await projectAt(app, t, 'FUNDRAISING')).id)).id }),
      allowed: ['donor'],
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'cancelPledge',
      as: 'of a paid gift',
      allowed: [],
      refused: { donor: 'INVALID_STATE' },
      target: async (t) => ({
        id: (
          await t.donor.client.must(MUTATIONS.pledge, {
            input: pledgeInput((await projectAt(app, t, 'FUNDRAISING')).id),
          })
        ).pledge.id,
      }),
    },
    {
      mutation: 'confirmPayment',
      target: async (t) => ({
        input: {
          pledgeId: (await promise(t.donor, (await projectAt(app, t, 'FUNDRAISING')).id)).id,
          amount: 10_000,
          bankReference: randomUUID(),
        },
      }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'confirmPayments',
      target: async (t) => ({
        inputs: [
          {
            pledgeId: (await promise(t.donor, (await projectAt(app, t, 'FUNDRAISING')).id)).id,
            amount: 10_000,
            bankReference: randomUUID(),
          },
        ],
      }),
      allowed: ['treasurer'],
    },
  ],
  seeing: {
    confirmedPayments: queryRow('{ it: confirmedPayments(search: "HC") { totalCount } }', ['treasurer']),
    newestPledges: queryRow('{ it: newestPledges { totalCount } }'),
    paymentQueue: queryRow('{ it: paymentQueue { totalCount edges { node { id } } } }', ['treasurer']),
    transfersBulk: queryRow(
      'query T($pledgeIds: [ID!]!) { it: transfersBulk(pledgeIds: $pledgeIds) { leftIds } }',
      ['treasurer'],
      ({ transfer }) => ({ pledgeIds: [transfer.id] }),
    ),
    pledge: queryRow(
      'query P($id: ID!) { it: pledge(id: $id) { remarkCode } }',
      ['donor', 'treasurer'],
      byId(({ transfer }) => transfer.id),
      'nothing',
    ),
    receipt: queryRow('query R($number: String!) { it: receipt(number: $number) { amount } }', ROLES, ({ gift }) => ({
      number: gift.receipt.number,
    })),
  },
  queues: {
    transfers: { sees: ['treasurer'], works: ['treasurer'] },
  },
  topics: {
    receipts: ['treasurer'],
  },
  secret: {
    'Pledge.payerName': {
      query: ofGift('payerName'),
      variables: openId,
      seen: (data) => giftOf(data).payerName !== null,
      by: ['donor', 'treasurer'],
    },
    'Pledge.remarkCode': {
      query: ofGift('remarkCode'),
      variables: openId,
      seen: (data) => giftOf(data).remarkCode !== null,
      by: ['donor', 'treasurer'],
    },
    'Pledge.expiresAt': {
      query: ofGift('expiresAt'),
      variables: openId,
      seen: (data) => giftOf(data).expiresAt !== null,
      by: ['donor', 'treasurer'],
    },
    'Pledge.promisedAmount': {
      query: ofOtherAmount('promisedAmount'),
      variables: openId,
      seen: (data) => otherAmountOf(data).promisedAmount === 20_000,
      by: ['donor', 'treasurer'],
    },
    'Pledge.bankReference': {
      query: ofOtherAmount('bankReference'),
      variables: openId,
      seen: (data) => otherAmountOf(data).bankReference !== null,
      by: ['treasurer'],
    },
    'Pledge.referenceReason': {
      query: ofOtherAmount('referenceReason'),
      variables: openId,
      seen: (data) => otherAmountOf(data).referenceReason === '一笔汇款付两笔认捐',
      by: ['treasurer'],
    },
    'Pledge.endReason': {
      query: ofPledge('endReason'),
      variables: ({ ended }) => ({ id: ended.id }),
      seen: ({ it }) => it !== null && it.endReason === '联系不上认捐人',
      by: ['donor', 'treasurer'],
    },
    'Pledge.keepsPlaceUntil': {
      query: ofPledge('keepsPlaceUntil'),
      variables: ({ transfer }) => ({ id: transfer.id }),
      seen: ({ it }) => it !== null && it.keepsPlaceUntil !== null,
      by: ['donor', 'treasurer'],
    },
    'Pledge.displayName': {
      query: ofGift('displayName'),
      variables: openId,
      seen: (data) => giftOf(data).displayName !== '爱心人士',
      by: [],
    },
    'Pledge.handledBy': {
      query: 'query R($id: ID!) { project(id: $id) { pledges(first: 50) { edges { node { handledBy } } } } }',
      variables: openId,
      seen: (data) => data.project.pledges.edges.some(({ node }: any) => node.handledBy !== null),
      by: [],
    },
    'Receipt.invoiceRecords': {
      query: 'query R($number: String!) { it: receipt(number: $number) { invoiceRecords { invoiceNumber } } }',
      variables: ({ gift }) => ({ number: gift.receipt.number }),
      seen: ({ it }) => it.invoiceRecords !== null,
      by: ['treasurer'],
    },
    'Receipt.donorName': {
      query: 'query R($number: String!) { it: receipt(number: $number) { donorName } }',
      variables: ({ gift }) => ({ number: gift.receipt.number }),
      seen: ({ it }) => it.donorName !== '爱心人士',
      by: ['donor', 'treasurer'],
    },
    'Receipt.handledBy': {
      query: 'query R($number: String!) { it: receipt(number: $number) { handledBy } }',
      variables: ({ ofUnit }) => ({ number: ofUnit.receipt.number }),
      seen: ({ it }) => it.handledBy !== null,
      by: ['member', 'treasurer'],
    },
  },
  open: {
    Pledge: [
      'tombstones',
      'amount',
      'createdAt',
      'id',
      'matchedAmount',
      'message',
      'onBehalfOf',
      'onBehalfOfName',
      'paidAt',
      'payment',
      'project',
      'receipt',
      'refundedAmount',
      'refunds',
      'status',
      'uses',
    ],
    Receipt: [
      'amount',
      'implementerName',
      'invoiceNumber',
      'issuedAt',
      'number',
      'onBehalfOfCode',
      'onBehalfOfName',
      'paidOn',
      'project',
      'projectId',
      'projectSlug',
      'projectTitle',
      'replacedBy',
      'uses',
      'voidReason',
      'voidedAt',
    ],
  },
});
