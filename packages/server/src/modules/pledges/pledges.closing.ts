import type { ClosingObstacle } from '../../closing.js';
import type { RetentionRule } from '../../retention.js';
import { countRows } from '../privacy/index.js';
import { addressRetention } from './address-retention.js';
import { phoneRetention } from './phone-retention.js';

export const openPledges: ClosingObstacle = {
  name: 'OPEN_PLEDGES',
  message: 'closing.openPledges',
  path: '/account',
  count: (manager, userId) => countRows(manager, "pledges WHERE user_id = ? AND status = 'PENDING'", [userId]),
};

export const pledgesRetention: readonly RetentionRule[] = [
  phoneRetention,
  addressRetention,
  {
    name: 'kept-names',
    removes: 'Names on the receipts of closed accounts, 30 years after the gift.',
    table: 'kept_donor_names',
    key: ['pledge_id'],
    due: 'kept_until <= ?',
    keepsMs: 0,
  },
];
