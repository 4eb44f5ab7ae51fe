import { In } from 'typeorm';
import type { EntryKind, Party } from '../ledger/index.js';
import { Organization, publicNameOf } from '../organizations/index.js';
import { Milestone, Project } from '../projects/index.js';
import { stageOfSource } from './milestone.rules.js';

/** The payment of a stage goes to the unit that runs the project. */
export const stageReleased: EntryKind = {
  name: 'STAGE_RELEASED',
  bookLine: {
    line: {
      name: 'RELEASE',
      title: 'books.kind.RELEASE',
      description: 'A verified stage was paid out of the fund.',
    },
    on: { part: 'released', side: 'DEBIT' },
    async partiesOf(manager, sourceKeys) {
      const ids = sourceKeys.map((key) => stageOfSource(key)).filter((id) => id !== null);
      const stages = await manager.findBy(Milestone, { id: In(ids) });
      const projects = await manager.findBy(Project, { id: In(stages.map(({ projectId }) => projectId)) });
      const units = await manager.findBy(Organization, { id: In(projects.map((project) => project.organizationId)) });
      return new Map(
        sourceKeys.flatMap((key): [string, Party][] => {
          const stage = stages.find(({ id }) => id === stageOfSource(key));
          const project = projects.find(({ id }) => id === stage?.projectId);
          const unit = units.find(({ id }) => id === project?.organizationId);
          return unit === undefined ? [] : [[key, { name: publicNameOf(unit), path: `/organizations/${unit.id}` }]];
        }),
      );
    },
  },
};
