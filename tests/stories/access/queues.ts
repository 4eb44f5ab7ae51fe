import type { TestApp } from '../../support/app.ts';
import { shanghaiDay } from '@hongchuang/server/lib/days.ts';
import { byId, queryRow, REVIEWERS, SIGNED_IN, type AccessTable } from '../../support/access.ts';
import { endedProject, projectAt, promise } from '../../support/town.ts';

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'claimItem',
      as: 'of the reviewers',
      target: async (t) => ({ queue: 'projects', id: (await projectAt(app, t, 'SUBMITTED')).id }),
      allowed: REVIEWERS,
    },
    {
      mutation: 'claimItem',
      as: 'of the treasurers and administrators',
      target: async (t) => ({ queue: 'refunds-due', id: (await endedProject(app, t)).id }),
      allowed: ['treasurer', 'admin'],
    },
    {
      mutation: 'claimItem',
      as: 'of the administrators',
      target: (t) => ({ queue: 'units', id: t.hidden.id }),
      allowed: ['admin'],
    },
    {
      mutation: 'releaseItem',
      target: async (t) => ({
        queue: 'transfers',
        id: (await promise(t.donor, (await projectAt(app, t, 'FUNDRAISING')).id)).id,
      }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'nameDeputy',
      // The second treasurer works on the queues of the treasurer and, with the orders, on those of the administrator.
      target: (t) => {
        const today = shanghaiDay(app.clock.now());
        return { input: { email: t.preparer.email, from: today, until: today } };
      },
      allowed: ['treasurer', 'admin'],
      refused: { reviewer: 'BAD_USER_INPUT', insider: 'BAD_USER_INPUT' },
    },
    { mutation: 'endDeputy', target: () => ({}), allowed: SIGNED_IN },
  ],
  seeing: {
    queues: queryRow('{ it: queues { name count } }'),
    queue: queryRow('{ it: queue(name: "projects") { count } }', REVIEWERS),
    'queue of treasurers': queryRow('{ it: queue(name: "transfers") { count total } }', ['treasurer']),
    'queue of treasurers and administrators': queryRow('{ it: queue(name: "releases") { count } }', [
      'treasurer',
      'admin',
    ]),
    'queue of administrators': queryRow('{ it: queue(name: "units") { count } }', ['admin']),
    queueItems: queryRow(
      'query I($id: ID!) { it: queueItems(queue: "projects", ids: [$id]) { id lookedAtBy { name } } }',
      REVIEWERS,
      byId(({ projects }) => projects.SUBMITTED.id),
    ),
  },
  topics: {
    'queue:claims': [...REVIEWERS, 'treasurer', 'admin'],
  },
});
