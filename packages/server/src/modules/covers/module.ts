import { defineModule } from '../../module.js';
import { Cover } from './cover.entity.js';
import { coverRoutes } from './covers.http.js';
import { coverJobs } from './covers.jobs.js';
import { coverMigrations } from './covers.migrations.js';
import { CoverResolver } from './covers.resolver.js';
import { coversInventory } from './covers.personal.js';

export const coversModule = defineModule({
  name: 'covers',
  inventory: coversInventory,
  entities: [Cover],
  migrations: coverMigrations,
  resolvers: [CoverResolver],
  jobs: coverJobs,
  routes: coverRoutes,
  // The module of organisations is upstream of this one, so this module names the column.
  picturePlaces: [{ table: 'organizations', column: 'about' }],
});
