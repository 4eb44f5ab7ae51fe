import { defineModule } from '../../module.js';
import { removeOldResults } from './results.service.js';
import { Lane } from './work-kinds.js';
import { WorkResult, WorkResultPart } from './work-result.entities.js';
import { Work } from './work.entities.js';
import { workRunnerOf } from './work-runner.js';
import { worksChecks } from './works.checks.js';
import { workRoutes } from './works.http.js';
import { worksMigrations } from './works.migrations.js';
import { cancelWorks, seeWorks } from './works.permissions.js';
import { WorkResolver, WorkResultResolver } from './works.resolver.js';
import { OWN_WORKS } from './works.topics.js';
import { worksInventory } from './works.personal.js';

const JOBS: Record<Lane, string> = { [Lane.SHARED]: 'works', [Lane.FILES]: 'works-of-files' };

export const worksModule = defineModule({
  name: 'works',
  inventory: worksInventory,
  entities: [Work, WorkResult, WorkResultPart],
  migrations: worksMigrations,
  resolvers: [WorkResolver, WorkResultResolver],
  topics: [OWN_WORKS],
  permissions: [seeWorks, cancelWorks],
  checks: worksChecks,
  routes: workRoutes,
  jobs: (services) => [
    // Every node does works, because the files of some are on the disk of one node. Each lane has a job of its own, so
    // that a file does not wait for an import.
    ...Object.values(Lane).map((lane) => ({
      name: JOBS[lane],
      everyMs: 1_000,
      timeoutMs: 3_600_000,
      onEveryNode: true,
      isLong: true,
      run: (signal: AbortSignal) => workRunnerOf(services, lane).run(signal),
    })),
    {
      name: 'remove-old-results',
      everyMs: 60_000,
      timeoutMs: 60_000,
      run: (signal) => removeOldResults(services, signal),
    },
  ],
  stop: async (services) => {
    await Promise.all(Object.values(Lane).map((lane) => workRunnerOf(services, lane).stop()));
  },
});
