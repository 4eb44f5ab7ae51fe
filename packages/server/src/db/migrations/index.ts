import { identityMigrations } from './identity.js';

/** Every migration; TypeORM runs them in the order of their numbers. */
export const migrations = [...identityMigrations];
