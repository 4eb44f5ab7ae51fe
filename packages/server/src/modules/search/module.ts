import { defineModule } from '../../module.js';
import { searchChecks } from './search.checks.js';
import { searchInventory } from './search.personal.js';
import { searchJobs } from './search.jobs.js';
import { searchMessages } from './search.messages.js';
import { searchMigrations } from './search.migrations.js';
import { SearchEntry, SearchRevision } from './search-entry.entity.js';
import { SearchResolver } from './search.resolver.js';

export const searchModule = defineModule({
  name: 'search',
  inventory: searchInventory,
  entities: [SearchEntry, SearchRevision],
  migrations: searchMigrations,
  resolvers: [SearchResolver],
  messages: searchMessages,
  checks: searchChecks,
  jobs: searchJobs,
});
