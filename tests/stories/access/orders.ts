import { byId, queryRow, type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  queues: {
    'to-sign': { sees: ['treasurer', 'admin'], works: ['treasurer', 'admin'] },
  },
  seeing: {
    ordersToSign: queryRow('{ it: ordersToSign { totalCount } }', ['treasurer', 'admin']),
    twoPersonOrder: queryRow(
      'query O($id: ID!) { it: twoPersonOrder(id: $id) { amount preparedBy } }',
      ['treasurer', 'admin'],
      byId(({ preparedOrder }) => preparedOrder),
      'nothing',
    ),
  },
});
