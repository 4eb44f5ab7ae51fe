import type { TestApp } from '../../support/app.ts';
import { EDITORS, hiddenFrom, queryRow, type AccessTable } from '../../support/access.ts';
import { committedList, correction, draftList, draftRow } from '../../support/collected-lists.ts';
import { projectAt, type Town } from '../../support/town.ts';

export default (app: TestApp): AccessTable => {
  const draft = (town: Town) => draftList(town.owner.client, town.organization.id);
  const project = async (town: Town) => (await projectAt(app, town, 'FUNDRAISING')).id;
  const refused = hiddenFrom(EDITORS);
  return {
    doing: [
      {
        mutation: 'commitCollectedList',
        target: async (town) => ({ id: await draft(town), version: 0, projectId: await project(town) }),
        allowed: EDITORS,
        refused,
      },
      {
        mutation: 'correctCollectedListRow',
        target: async (town) => correction((await draftRow(town.owner.client, town.organization.id)).rowId),
        allowed: EDITORS,
        refused,
      },
      {
        mutation: 'leaveOutCollectedListRow',
        target: async (town) => ({
          id: (await draftRow(town.owner.client, town.organization.id)).rowId,
          version: 0,
        }),
        allowed: EDITORS,
        refused,
      },
      {
        mutation: 'discardCollectedList',
        target: async (town) => ({ id: await draft(town) }),
        allowed: EDITORS,
        refused,
      },
      {
        mutation: 'withdrawCollectedList',
        target: async (town) => ({
          id: (await committedList(town.owner.client, town.organization.id, await project(town))).id,
        }),
        allowed: EDITORS,
        refused,
      },
    ],
    traces: {
      commitCollectedList: ['COLLECTED_LIST_COMMITTED'],
      correctCollectedListRow: 'decides nothing',
      leaveOutCollectedListRow: 'decides nothing',
      discardCollectedList: ['COLLECTED_LIST_REMOVED'],
      withdrawCollectedList: ['COLLECTED_LIST_WITHDRAWN'],
    },
    seeing: {
      collectedList: queryRow(
        '{ it: campaigns { totalCount } collectedList(id: "01975a00-0000-7000-8000-000000000000") { id } }',
      ),
      collectedLists: queryRow(
        'query Lists($id: ID!) { it: collectedLists(organizationId: $id) { totalCount } }',
        EDITORS,
        ({ town }) => ({ id: town.organization.id }),
      ),
    },
  };
};
