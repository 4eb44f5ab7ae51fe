import type { TestApp } from '../../support/app.ts';
import { byId, queryRow, SIGNED_IN, type AccessTable } from '../../support/access.ts';
import { cancelledWork } from '../../support/works.ts';

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'cancelWork',
      // Cancelled before: a work of the treasurer's that others may not see, and that no server ends meanwhile.
      target: async (t) => ({ id: await cancelledWork(app, t.treasurer.id) }),
      allowed: ['treasurer', 'admin'],
      own: ['treasurer'],
      refused: { auditor: 'FORBIDDEN' },
      otherwise: 'NOT_FOUND',
    },
  ],
  seeing: {
    work: {
      ...queryRow(
        'query W($id: ID!) { it: work(id: $id) { state } }',
        ['treasurer', 'admin'],
        byId(({ work }) => work),
        'nothing',
      ),
      own: ['treasurer'],
    },
    'works of oneself': queryRow('{ it: works { totalCount } }', SIGNED_IN),
    'works of everybody': queryRow('{ it: works(everybodys: true) { totalCount } }', ['admin']),
  },
  topics: {
    'viewer:works': SIGNED_IN,
  },
});
