import type { TestApp } from '../../support/app.ts';
import { MEMBERS, EDITORS, REVIEWERS, queryRow, type AccessTable } from '../../support/access.ts';
import { fundedProject, preparedRelease, reportedStage } from '../../support/town.ts';

const RELEASES_BULK = 'query R($ids: [ID!]!) { releasesBulk(ids: $ids) { version } }';

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'submitMilestone',
      target: async (t) => ({
        input: { milestoneId: (await fundedProject(app, t)).milestones[0]!.id, report: '做完了', evidenceUrls: [] },
      }),
      allowed: EDITORS,
    },
    {
      mutation: 'reviewMilestone',
      target: async (t) => ({ input: { milestoneId: (await reportedStage(app, t)).id, accepted: true } }),
      allowed: ['reviewer'],
    },
    {
      mutation: 'releaseMilestone',
      target: async (t) => ({ id: (await reportedStage(app, t, true)).id }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'releaseMilestone',
      as: 'that another treasurer prepared',
      target: async (t) => ({ id: (await preparedRelease(app, t)).id }),
      allowed: ['treasurer', 'admin'],
    },
    {
      mutation: 'releaseMilestones',
      target: async (t) => {
        const ids = [(await reportedStage(app, t, true)).id];
        const { releasesBulk } = await t.treasurer.client.must(RELEASES_BULK, { ids });
        return { ids, version: releasesBulk.version };
      },
      allowed: ['treasurer'],
    },
    {
      mutation: 'withdrawRelease',
      target: async (t) => ({ id: (await preparedRelease(app, t)).id }),
      allowed: ['treasurer', 'admin'],
    },
  ],
  seeing: {
    milestoneQueue: queryRow('{ it: milestoneQueue { totalCount edges { node { id } } } }', REVIEWERS),
    releaseCounts: queryRow('{ it: releaseCounts { payable } }', ['treasurer', 'admin']),
    'releaseQueue in a state': queryRow('{ it: releaseQueue(state: PAYABLE) { totalCount } }', ['treasurer', 'admin']),
    releasesBulk: queryRow(
      'query R($ids: [ID!]!) { it: releasesBulk(ids: $ids) { version } }',
      ['treasurer', 'admin'],
      ({ prepared }) => ({ ids: [prepared.id] }),
    ),
    releaseQueue: queryRow('{ it: releaseQueue { totalCount edges { node { id } } } }', ['treasurer', 'admin']),
  },
  queues: {
    stages: { sees: REVIEWERS, works: REVIEWERS },
    releases: { sees: ['treasurer', 'admin'], works: ['treasurer', 'admin'] },
  },
  secret: {
    'Release.order': {
      query:
        'query R($id: ID!) { it: project(id: $id) { milestones { release { order { preparedBy signedBy steps { by kind } } } } } }',
      variables: ({ prepared }) => ({ id: prepared.project.id }),
      seen: ({ it }) => it.milestones[0].release.order !== null,
      by: ['treasurer', 'admin'],
    },
    'Milestone.releaseStanding': {
      query: 'query R($id: ID!) { it: project(id: $id) { milestones { releaseStanding { state } } } }',
      variables: ({ prepared }) => ({ id: prepared.project.id }),
      seen: ({ it }) => it.milestones[0].releaseStanding !== null,
      by: ['treasurer', 'admin'],
    },
    'Milestone.reports': {
      query: 'query M($id: ID!) { it: project(id: $id) { milestones { reports { report } } } }',
      variables: ({ stage }) => ({ id: stage.project.id }),
      seen: ({ it }) => it.milestones[0].reports.length > 0,
      by: [...MEMBERS, 'reviewer', 'treasurer'],
    },
  },
  open: {
    Release: ['amount', 'bankReference', 'preparedAt', 'releasedAt'],
    Milestone: ['amount', 'dueOn', 'id', 'measurements', 'project', 'release', 'status', 'title'],
  },
});
