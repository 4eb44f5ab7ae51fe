/**
 * Papers as PDF: receipts, certificates and annual statements; and the numbers of official invoices, which the papers
 * show.
 */
export { drawable, loadFace, runsOf, type Face, type FontFile } from './font.js';
export { COLOURS, mm, Paper, type Style } from './paper.js';
export { qrCode } from './qr-code.js';
export { printoutsModule } from './module.js';
export { InvoiceRecord, OfficialInvoice } from './invoice.entities.js';
export { recordInvoiceNumber } from './invoices.service.js';
