/** Online payments: what providers collect for pledges, and what is known of it. */
export { paymentsModule } from './module.js';
