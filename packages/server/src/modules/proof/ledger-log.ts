import { findForeignText } from '../ledger/index.js';
import { canonicalLeaf, readEntries } from './leaf.js';
import { ProofLeaf, ProofNode, TreeHead } from './proof.entities.js';
import type { LogLeaf, SignedLog } from './signed-log.js';

/** The journal: its entries are the leaves that docs/proof.md describes. */
export const ledgerLog: SignedLog = {
  tables: 'proof',
  rows: 'journal_entries',
  Leaf: ProofLeaf,
  Node: ProofNode,
  Head: TreeHead,
  title: 'hongchuang tree head v1',
  async readLeaves(manager, ids) {
    const leaves = new Map<string, LogLeaf>();
    for (const [id, entry] of await readEntries(manager, ids)) {
      const text = Number.isNaN(entry.postedAt.getTime()) ? null : canonicalLeaf(entry);
      leaves.set(id, { text, foreign: findForeignText(entry) });
    }
    return leaves;
  },
};
