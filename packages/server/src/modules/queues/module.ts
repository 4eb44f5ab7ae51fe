import { defineModule } from '../../module.js';
import { deputyNamed } from './deputies.notices.js';
import { DeputyResolver, ViewerDeputiesResolver } from './deputies.resolver.js';
import { QueueDeputy } from './deputy.entity.js';
import { QueueClaim, QueueDigest } from './queue.entities.js';
import { queueChecks } from './queues.checks.js';
import { queueJobs } from './queues.jobs.js';
import { queueMigrations } from './queues.migrations.js';
import { workWaits } from './queues.notices.js';
import { QueueResolver } from './queues.resolver.js';
import { CLAIMS } from './queues.topics.js';
import { queuesInventory } from './queues.personal.js';

export const queuesModule = defineModule({
  name: 'queues',
  inventory: queuesInventory,
  entities: [QueueClaim, QueueDigest, QueueDeputy],
  migrations: queueMigrations,
  resolvers: [QueueResolver, DeputyResolver, ViewerDeputiesResolver],
  checks: queueChecks,
  jobs: queueJobs,
  noticeKinds: [workWaits, deputyNamed],
  topics: [CLAIMS],
});
