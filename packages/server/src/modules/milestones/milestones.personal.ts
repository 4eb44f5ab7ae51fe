import type { Inventory } from '../../personal-data.js';

export const milestonesInventory: Inventory = {
  harmless: {
    milestone_reports: { report: 'PUBLIC_TEXT', evidence: 'PUBLIC_TEXT', comment: 'STAFF_TEXT' },
    releases: { bank_reference: 'NUMBER' },
  },
};
