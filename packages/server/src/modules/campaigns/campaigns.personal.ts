import type { Inventory } from '../../personal-data.js';

/** Which columns hold personal data, and why the others do not. */
export const campaignsInventory: Inventory = {
  harmless: {
    campaigns: {
      kind: 'WORD',
      title: 'PUBLIC_TEXT',
      theme: 'PUBLIC_TEXT',
      rules: 'PUBLIC_TEXT',
      return_reason: 'STAFF_TEXT',
      end_reason: 'PUBLIC_TEXT',
      search_text: 'PUBLIC_TEXT',
    },
    campaign_years: { source: 'PUBLIC_TEXT' },
    campaign_sums: { kind: 'WORD', subject_id: 'NUMBER' },
    campaign_hours: { hour: 'DAY' },
    campaign_donors: { donor_category: 'WORD', day: 'DAY', unit_id: 'NUMBER' },
  },
};
