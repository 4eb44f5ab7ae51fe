import { baseInventory } from './base.personal.js';
import { indexMigrations } from './db/migrations/indexes.js';
import { limitMigrations } from './db/migrations/limits.js';
import { jobMigrations } from './db/migrations/jobs.js';
import { lockMigrations } from './db/migrations/locks.js';
import { orderMigrations } from './db/migrations/orders.js';
import { paperMigrations } from './db/migrations/papers.js';
import { recordedKeyMigrations } from './db/migrations/recorded-keys.js';
import { searchMigrations } from './db/migrations/search.js';
import { topicMigrations } from './db/migrations/topics.js';
import { verifiedEmailMigrations } from './db/migrations/verified-emails.js';
import { JobLease } from './jobs/job-lease.entity.js';
import { deleteOldCounts } from './limits/limiter.js';
import { ChangesResolver } from './live/changes.resolver.js';
import { defineModule } from './module.js';
import { RecordedKey } from './recorded-once.js';

/**
 * Declares what every module needs. The migrations of this module are those that change the tables of several modules.
 */
export const baseModule = defineModule({
  name: 'base',
  inventory: baseInventory,
  entities: [RecordedKey, JobLease],
  migrations: [
    ...indexMigrations,
    ...orderMigrations,
    ...recordedKeyMigrations,
    ...searchMigrations,
    ...lockMigrations,
    ...paperMigrations,
    ...jobMigrations,
    ...topicMigrations,
    ...verifiedEmailMigrations,
    ...limitMigrations,
  ],
  resolvers: [ChangesResolver],
  jobs: (services) => [
    { name: 'delete-old-counts', everyMs: 60_000, timeoutMs: 60_000, run: () => deleteOldCounts(services) },
  ],
});
