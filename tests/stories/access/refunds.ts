import type { TestApp } from '../../support/app.ts';
import { MEMBERS, EDITORS, hiddenFrom, queryRow, byId, type AccessTable, type World } from '../../support/access.ts';
import { confirmedTransfer, endedProject, fundedProject, preparedRefund, projectAt } from '../../support/town.ts';

const ofRefund = (selection: string) => `query R($id: ID!) { it: project(id: $id) { refunds { ${selection} } } }`;
const refundedId = ({ refunded }: World) => ({ id: refunded.id });

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'cancelProject',
      target: async (t) => ({ id: (await projectAt(app, t, 'DRAFT')).id, reason: '不办了' }),
      allowed: EDITORS,
      refused: hiddenFrom(MEMBERS),
    },
    {
      mutation: 'cancelProject',
      as: 'of a public project',
      target: async (t) => ({ id: (await projectAt(app, t, 'PUBLIC_NOTICE')).id, reason: '不办了' }),
      allowed: EDITORS,
    },
    {
      mutation: 'cancelProject',
      as: 'with gifts',
      target: async (t) => ({ id: (await fundedProject(app, t)).id, reason: '不办了' }),
      allowed: EDITORS,
    },
    {
      mutation: 'stopProject',
      target: async (t) => ({ id: (await fundedProject(app, t)).id, reason: '不办了' }),
      allowed: ['reviewer'],
    },
    {
      mutation: 'prepareRefund',
      target: async (t) => ({ input: { projectId: (await endedProject(app, t)).id, reason: '原路退回' } }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'prepareReversal',
      target: async (t) => ({ input: { pledgeId: (await confirmedTransfer(app, t)).id, reason: '认错了人' } }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'approveRefund',
      as: 'of the treasurer',
      target: async (t) => ({ id: (await preparedRefund(app, t)).id }),
      allowed: ['admin'],
    },
    {
      mutation: 'withdrawRefund',
      target: async (t) => ({ id: (await preparedRefund(app, t)).id }),
      allowed: ['treasurer', 'admin'],
    },
  ],
  seeing: {
    refundOrder: queryRow(
      'query R($id: ID!) { it: refundOrder(id: $id) { reason } }',
      ['treasurer', 'admin'],
      byId(({ refund }) => refund),
      'nothing',
    ),
    refundOrders: queryRow('{ it: refundOrders { totalCount } }', ['treasurer', 'admin']),
    refundsDue: queryRow('{ it: refundsDue { totalCount } }', ['treasurer', 'admin']),
  },
  queues: {
    'refunds-due': { sees: ['treasurer', 'admin'], works: ['treasurer', 'admin'] },
  },
  topics: {
    refunds: ['treasurer', 'admin'],
  },
  secret: {
    'RefundOrder.items': {
      query: ofRefund('items { totalCount }'),
      variables: refundedId,
      seen: ({ it }) => it.refunds[0].items !== null,
      by: ['treasurer', 'admin'],
    },
    'RefundOrder.order': {
      query: ofRefund('order { preparedBy signedBy steps { by } }'),
      variables: refundedId,
      seen: ({ it }) => it.refunds[0].order !== null,
      by: ['treasurer', 'admin'],
    },
    'RefundOrder.payouts': {
      query: ofRefund('payouts { bank { count } }'),
      variables: refundedId,
      seen: ({ it }) => it.refunds[0].payouts !== null,
      by: ['treasurer', 'admin'],
    },
    'RefundOrder.downloads': {
      query: ofRefund('downloads { by }'),
      variables: refundedId,
      seen: ({ it }) => it.refunds[0].downloads !== null,
      by: ['treasurer', 'admin'],
    },
    'RefundOrder.preparedBy': {
      query: ofRefund('preparedBy'),
      variables: refundedId,
      seen: ({ it }) => it.refunds[0].preparedBy !== null,
      by: ['treasurer', 'admin'],
    },
    'RefundOrder.approvedBy': {
      query: ofRefund('approvedBy'),
      variables: refundedId,
      seen: ({ it }) => it.refunds[0].approvedBy !== null,
      by: ['treasurer', 'admin'],
    },
  },
  open: {
    RefundOrder: [
      'approvedAt',
      'bankReference',
      'cause',
      'giftCount',
      'id',
      'preparedAt',
      'project',
      'reason',
      'status',
      'total',
      'viewerActions',
      'withdrawnAt',
    ],
  },
});
