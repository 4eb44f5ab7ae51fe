import type { Inventory } from '../../personal-data.js';

export const proofInventory: Inventory = {
  harmless: {
    proof_heads: { root: 'DIGEST', key_id: 'DIGEST', signature: 'DIGEST' },
    proof_keys: { key_id: 'DIGEST', public_key: 'DIGEST' },
    proof_leaves: { hash: 'DIGEST' },
    proof_nodes: { hash: 'DIGEST' },
  },
};
