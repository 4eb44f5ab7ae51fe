import { coverMigrations } from './covers.js';
import { identityMigrations } from './identity.js';
import { organizationMigrations } from './organizations.js';

/** Every migration; TypeORM runs them in the order of their numbers. */
export const migrations = [...identityMigrations, ...organizationMigrations, ...coverMigrations];
