import type { Inventory } from '../../personal-data.js';

/** The provider knows the payer; we keep numbers only. */
export const paymentsInventory: Inventory = {
  harmless: {
    online_payments: {
      method: 'WORD',
      scene: 'WORD',
      trade_no: 'NUMBER',
      status: 'WORD',
      checkout: 'NUMBER',
      open_key: 'NUMBER',
      transaction_id: 'NUMBER',
      stray_reason: 'WORD',
    },
    online_refunds: { status: 'WORD', failure: 'WORD', refund_id: 'NUMBER' },
    payment_notices: { digest: 'DIGEST' },
  },
};
