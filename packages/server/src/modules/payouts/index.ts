/** Payment of refund orders: the accounts from which gifts came, the file for the bank, and the record of downloads. */
export { payoutsModule } from './module.js';
export { PayoutDownload } from './payout.entities.js';
