import { defineModule } from '../../module.js';
import { proofChecks } from './proof.checks.js';
import { ProofKey, ProofLeaf, ProofNode, TreeHead } from './proof.entities.js';
import { proofRoutes } from './proof.export.js';
import { proofJobs } from './proof.jobs.js';
import { proofMigrations } from './proof.migrations.js';
import { ProofResolver } from './proof.resolver.js';
import { proofInventory } from './proof.personal.js';

export const proofModule = defineModule({
  name: 'proof',
  inventory: proofInventory,
  entities: [ProofKey, ProofLeaf, ProofNode, TreeHead],
  migrations: proofMigrations,
  resolvers: [ProofResolver],
  checks: proofChecks,
  jobs: proofJobs,
  routes: proofRoutes,
});
