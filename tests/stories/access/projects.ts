import type { TestApp } from '../../support/app.ts';
import {
  MEMBERS,
  EDITORS,
  REVIEWERS,
  ROLES,
  SIGNED_IN,
  hiddenFrom,
  queryRow,
  byId,
  type AccessTable,
  type World,
} from '../../support/access.ts';
import { projectInput } from '../../support/city.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { projectAt } from '../../support/town.ts';

const openId = ({ projects }: World) => ({ id: projects.FUNDRAISING.id });

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'createProject',
      target: ({ organization }) => ({ input: projectInput(app, organization.id) }),
      allowed: EDITORS,
    },
    {
      mutation: 'updateProject',
      target: async (t) => ({ id: (await projectAt(app, t, 'DRAFT')).id, input: { title: '新题目' } }),
      allowed: EDITORS,
      refused: hiddenFrom(MEMBERS),
    },
    {
      mutation: 'submitProject',
      target: async (t) => ({ id: (await projectAt(app, t, 'DRAFT')).id }),
      allowed: EDITORS,
      refused: hiddenFrom(MEMBERS),
    },
    {
      mutation: 'withdrawProject',
      target: async (t) => ({ id: (await projectAt(app, t, 'SUBMITTED')).id }),
      allowed: EDITORS,
      refused: hiddenFrom([...MEMBERS, 'reviewer', 'admin']),
    },
    {
      mutation: 'reviewProject',
      target: async (t) => ({ input: { projectId: (await projectAt(app, t, 'SUBMITTED')).id, decision: 'APPROVE' } }),
      allowed: ['reviewer'],
    },
    {
      mutation: 'raiseObjection',
      target: async (t) => ({ projectId: (await projectAt(app, t, 'PUBLIC_NOTICE')).id, text: '有异议' }),
      allowed: SIGNED_IN,
    },
    {
      mutation: 'answerObjection',
      allowed: ['reviewer'],
      async target(t) {
        const { id } = await projectAt(app, t, 'PUBLIC_NOTICE');
        const { raiseObjection } = await t.donor.client.must(MUTATIONS.raiseObjection, {
          projectId: id,
          text: '有异议',
        });
        return { input: { objectionId: raiseObjection.id, answer: '已核实', outcome: 'DISMISSED' } };
      },
    },
  ],
  seeing: {
    objectionQueue: queryRow('{ it: objectionQueue { totalCount edges { node { id } } } }', REVIEWERS),
    project: queryRow(
      'query P($id: ID!) { it: project(id: $id) { title } }',
      ROLES,
      byId(({ projects }) => projects.FUNDRAISING.id),
    ),
    'project on notice': queryRow(
      'query P($id: ID!) { it: project(id: $id) { title } }',
      ROLES,
      byId(({ projects }) => projects.PUBLIC_NOTICE.id),
    ),
    'project in draft': queryRow(
      'query P($id: ID!) { it: project(id: $id) { title } }',
      MEMBERS,
      byId(({ projects }) => projects.DRAFT.id),
      'nothing',
    ),
    'project in review': queryRow(
      'query P($id: ID!) { it: project(id: $id) { title } }',
      [...MEMBERS, 'reviewer', 'admin'],
      byId(({ projects }) => projects.SUBMITTED.id),
      'nothing',
    ),
    'project sent back': queryRow(
      'query P($id: ID!) { it: project(id: $id) { title } }',
      [...MEMBERS, 'reviewer', 'admin'],
      byId(({ projects }) => projects.CHANGES_REQUESTED.id),
      'nothing',
    ),
    'project refused': queryRow(
      'query P($slug: String!) { it: project(slug: $slug) { title } }',
      [...MEMBERS, 'reviewer', 'admin'],
      ({ projects }) => ({ slug: projects.REJECTED.slug }),
      'nothing',
    ),
    projects: queryRow('{ it: projects { totalCount } }'),
    reviewQueue: queryRow('{ it: reviewQueue { totalCount edges { node { id } } } }', REVIEWERS),
  },
  queues: {
    projects: { sees: REVIEWERS, works: REVIEWERS },
    objections: { sees: REVIEWERS, works: REVIEWERS },
  },
  topics: {
    'project-steps': [...REVIEWERS, 'treasurer', 'admin'],
    project: {
      id: ({ projects }) => projects.DRAFT.id,
      sees: MEMBERS,
      otherwise: 'NOT_FOUND',
    },
  },
  secret: {
    'Project.changes': {
      query: 'query C($id: ID!) { it: project(id: $id) { changes { field } } }',
      variables: openId,
      seen: ({ it }) => it.changes.length > 0,
      by: [...MEMBERS, 'reviewer', 'admin'],
    },
    'Project.linkVisits': {
      query: 'query V($id: ID!) { it: project(id: $id) { linkVisits { source } } }',
      variables: openId,
      seen: ({ it }) => it.linkVisits.length > 0,
      by: MEMBERS,
    },
    'Project.viewerActions': {
      query: 'query A($id: ID!) { it: project(id: $id) { viewerActions } }',
      variables: openId,
      seen: ({ it }) => it.viewerActions.includes('RECORD_MEASUREMENT'),
      by: EDITORS,
    },
    'Project.viewerDuty': {
      query: 'query D($id: ID!) { it: project(id: $id) { viewerDuty } }',
      variables: openId,
      // The duty that the viewer took. Auditors take none.
      seen: ({ it }) => it.viewerDuty === 'DECIDES',
      by: ['reviewer'],
      notBy: ['auditor'],
    },
  },
  open: {
    Project: [
      'acceptsOverGoal',
      'category',
      'cover',
      'createdAt',
      'demoNote',
      'disclosure',
      'fund',
      'fundingEndsAt',
      'fundingRule',
      'giftExamples',
      'goal',
      'history',
      'id',
      'indicators',
      'milestones',
      'noticeEndsAt',
      'noticePausedAt',
      'noticeStartsAt',
      'objections',
      'organization',
      'pledges',
      'progress',
      'refundDue',
      'refunds',
      'region',
      'sharePath',
      'slug',
      'sponsors',
      'status',
      'story',
      'submittedAt',
      'summary',
      'title',
    ],
  },
});
