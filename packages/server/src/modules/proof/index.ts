/** The proof: every journal entry is a leaf of a Merkle tree whose heads are signed and published. */
export { LedgerFollower } from './ledger-follower.js';
export { proofChecks } from './proof.checks.js';
export { ProofKey, ProofLeaf, ProofNode, TreeHead } from './proof.entities.js';
export { proofJobs } from './proof.jobs.js';
export { proofRoutes } from './proof.export.js';
export { ProofResolver } from './proof.resolver.js';
export { loadSigningKey } from './signing-key.js';
