import type { Inventory } from './personal-data.js';

/** The tables that belong to no module. */
export const baseInventory: Inventory = {
  harmless: {
    recorded_keys: { id: 'DIGEST', content_hash: 'DIGEST' },
    job_leases: { job: 'WORD' },
    limit_counts: { limit_key: 'DIGEST' },
    search_versions: { search_column: 'WORD' },
    topic_versions: { topic: 'WORD' },
  },
};
