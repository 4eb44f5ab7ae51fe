/** The daily bills of payment providers, compared with our payments and refunds. */
export { paymentBillsModule } from './module.js';
