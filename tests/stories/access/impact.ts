import type { TestApp } from '../../support/app.ts';
import { MEMBERS, EDITORS, REVIEWERS, queryRow, type AccessTable, type World } from '../../support/access.ts';
import { measure, projectAt } from '../../support/town.ts';

const openId = ({ projects }: World) => ({ id: projects.FUNDRAISING.id });

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'recordMeasurement',
      target: async (t) => ({
        input: {
          indicatorId: (await projectAt(app, t, 'FUNDRAISING')).indicators[0]!.id,
          value: 1,
          on: app.clock.now().toISOString(),
        },
      }),
      allowed: EDITORS,
    },
    {
      mutation: 'recordMeasurement',
      as: 'of a hidden project',
      target: async (t) => ({
        input: {
          indicatorId: (await projectAt(app, t, 'DRAFT')).indicators[0]!.id,
          value: 1,
          on: app.clock.now().toISOString(),
        },
      }),
      allowed: [],
      refused: { editor: 'INVALID_STATE', owner: 'INVALID_STATE', member: 'FORBIDDEN', insider: 'FORBIDDEN' },
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'verifyMeasurement',
      target: async (t) => ({ id: (await measure(app, t, await projectAt(app, t, 'FUNDRAISING'))).id, accepted: true }),
      allowed: ['reviewer'],
    },
  ],
  seeing: {
    cityTotals: queryRow('{ it: cityTotals { raised } }'),
    impactBreakdown: queryRow('{ it: impactBreakdown(by: YEAR) { key } }'),
    impactSummary: queryRow('{ it: impactSummary { raised } }'),
    measurementQueue: queryRow('{ it: measurementQueue { totalCount edges { node { id } } } }', REVIEWERS),
  },
  queues: {
    measurements: { sees: REVIEWERS, works: REVIEWERS },
  },
  secret: {
    'Indicator.measurements': {
      query: 'query M($id: ID!) { it: project(id: $id) { indicators { measurements { note } } } }',
      variables: openId,
      seen: ({ it }) => it.indicators[0].measurements.length > 0,
      by: [...MEMBERS, 'reviewer'],
    },
  },
  open: {
    Indicator: ['actual', 'id', 'kind', 'name', 'target', 'unit'],
  },
});
