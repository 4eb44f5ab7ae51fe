import type { TestApp } from '../../support/app.ts';
import { EDITORS, REVIEWERS, queryRow, type AccessTable } from '../../support/access.ts';
import { owingProject, publishedReport, reportInput } from '../../support/town.ts';

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'publishDisclosureReport',
      target: async (t) => ({ input: reportInput((await owingProject(app, t)).id) }),
      allowed: EDITORS,
    },
    {
      mutation: 'correctDisclosureReport',
      target: async (t) => ({ input: { reportId: (await publishedReport(app, t)).id, text: '是三十一户' } }),
      allowed: EDITORS,
    },
  ],
  seeing: {
    disclosureQueue: queryRow('{ it: disclosureQueue { totalCount edges { node { id } } } }', REVIEWERS),
  },
  queues: {
    'late-reports': { sees: REVIEWERS, works: REVIEWERS },
  },
});
