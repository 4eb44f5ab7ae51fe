import { defineModule } from '../../module.js';
import { fileChecks } from './files.checks.js';
import { fileRoutes } from './files.http.js';
import { fileJobs } from './files.jobs.js';
import { fileMigrations } from './files.migrations.js';
import { FileResolver } from './files.resolver.js';
import { FileContent, StoredFile } from './stored-file.entity.js';
import { filesTraceKinds } from './files.trace.js';
import { filesInventory } from './files.personal.js';

export const filesModule = defineModule({
  name: 'files',
  inventory: filesInventory,
  entities: [StoredFile, FileContent],
  migrations: fileMigrations,
  resolvers: [FileResolver],
  checks: fileChecks,
  jobs: fileJobs,
  routes: fileRoutes,
  traceKinds: filesTraceKinds,
});
