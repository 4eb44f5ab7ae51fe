import type { Inventory } from '../../personal-data.js';

export const auditInventory: Inventory = {
  harmless: {
    trace_alerts: { pattern: 'WORD', alert_key: 'NUMBER' },
    joint_heads: {
      ledger_root: 'DIGEST',
      trace_root: 'DIGEST',
      key_id: 'DIGEST',
      signature: 'DIGEST',
    },
    trace_heads: { root: 'DIGEST', key_id: 'DIGEST', signature: 'DIGEST' },
    trace_leaves: { hash: 'DIGEST' },
    trace_nodes: { hash: 'DIGEST' },
  },
};
