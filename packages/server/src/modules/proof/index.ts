/** The proof: every journal entry is a leaf of a Merkle tree whose heads are signed and published. */
export { proofModule } from './module.js';
export { ledgerLog } from './ledger-log.js';
export { LogFollower } from './log-follower.js';
export { treeChecks } from './proof.checks.js';
export { ProofKey, ProofLeaf, ProofNode, TreeHead } from './proof.entities.js';
export { findNewestHead, proveConsistency } from './proof.queries.js';
export { headLines, leafLines, streamLines } from './proof.export.js';
export type { LogLeaf, SignedLog } from './signed-log.js';
export { idsForQueries } from './signed-log.js';
export { loadSigningKey } from './signing-key.js';
export { isSignedBy, isTextSignedBy, type SigningKey } from './tree-head.js';
export { treeTables } from './tree-tables.js';
