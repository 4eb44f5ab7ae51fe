/** Papers: receipts, certificates and annual statements as PDF, and the numbers of official invoices that stand on them. */
export { InvoiceRecord, OfficialInvoice } from './invoice.entities.js';
export { recordInvoiceNumber } from './invoices.service.js';
export { printoutChecks } from './printouts.checks.js';
export { printoutRoutes } from './printouts.http.js';
export { InvoiceResolver, OrganizationPapersResolver, ViewerStatementsResolver } from './printouts.resolver.js';
