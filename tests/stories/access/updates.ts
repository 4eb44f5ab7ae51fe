import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../support/app.ts';
import { EDITORS, MEMBERS, SIGNED_IN, type AccessTable } from '../../support/access.ts';
import { projectAt, type Town } from '../../support/town.ts';
import { updateDraft, publishedUpdate } from '../../support/updates.ts';

const draftOf = async (app: TestApp, t: Town) =>
  updateDraft(t.owner.client, (await projectAt(app, t, 'FUNDRAISING')).id);
const publishedOf = async (app: TestApp, t: Town) =>
  publishedUpdate(t.owner.client, (await projectAt(app, t, 'FUNDRAISING')).id);

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'saveUpdateDraft',
      target: async (t) => ({
        input: { projectId: (await projectAt(app, t, 'FUNDRAISING')).id, title: '', text: '', photos: [] },
      }),
      allowed: EDITORS,
    },
    {
      mutation: 'publishUpdate',
      target: async (t) => ({ id: (await draftOf(app, t)).id }),
      allowed: EDITORS,
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'correctUpdate',
      target: async (t) => ({
        input: { id: (await publishedOf(app, t)).id, version: 1, title: '改正', text: '改正后的正文。', photos: [] },
      }),
      allowed: EDITORS,
    },
    {
      mutation: 'discardUpdateDraft',
      target: async (t) => ({ id: (await draftOf(app, t)).id }),
      allowed: EDITORS,
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'takeDownUpdate',
      target: async (t) => ({
        id: (await publishedOf(app, t)).id,
        cause: 'PERSONAL_DATA',
        reason: '写了受助人的名字',
      }),
      allowed: ['reviewer', 'insider', 'admin'],
    },
    {
      mutation: 'takeDownUpdate',
      as: 'that does not exist',
      target: () => ({ id: randomUUID(), cause: 'FALSE', reason: '不实' }),
      allowed: [],
      refused: { admin: 'NOT_FOUND', reviewer: 'NOT_FOUND', insider: 'NOT_FOUND' },
    },
    {
      mutation: 'followProject',
      target: async (t) => ({ projectId: (await projectAt(app, t, 'FUNDRAISING')).id, follows: true }),
      allowed: SIGNED_IN,
    },
  ],
  traces: {
    saveUpdateDraft: 'only the unit sees a draft, and its publication leaves an entry',
    publishUpdate: ['UPDATE_PUBLISHED'],
    correctUpdate: ['UPDATE_CORRECTED'],
    discardUpdateDraft: 'only the unit saw the draft',
    takeDownUpdate: ['TAKEN_DOWN'],
    followProject: 'whom a person follows is no act of the house',
  },
  secret: {
    'Project.updateDrafts': {
      query: 'query D($id: ID!) { it: project(id: $id) { updateDrafts { id } } }',
      variables: ({ news }) => ({ id: news.project }),
      seen: ({ it }) => it.updateDrafts.length > 0,
      by: EDITORS,
    },
    'Project.thanks': {
      query: 'query T($id: ID!) { it: project(id: $id) { thanks { id } } }',
      variables: ({ news }) => ({ id: news.project }),
      seen: ({ it }) => it.thanks.length > 0,
      by: EDITORS,
    },
    'ProjectUpdate.earlierVersions': {
      query: 'query V($id: ID!) { it: project(id: $id) { updates { edges { node { earlierVersions { text } } } } } }',
      variables: ({ news }) => ({ id: news.project }),
      seen: ({ it }) => it.updates.edges[0].node.earlierVersions.length > 0,
      by: [...MEMBERS, 'reviewer', 'admin'],
    },
  },
  open: {
    Pledge: ['thanks'],
    Project: ['updates', 'followerCount', 'updateCount', 'viewerFollows', 'pictures'],
    ProjectUpdate: [
      'id',
      'kind',
      'title',
      'text',
      'version',
      'savedAt',
      'publishedAt',
      'editedAt',
      'photos',
      'milestone',
      'project',
      'tombstone',
    ],
  },
});
