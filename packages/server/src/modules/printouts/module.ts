import { defineModule } from '../../module.js';
import { InvoiceTitle } from './invoice-title.entity.js';
import { invoiceTitleMigrations } from './invoice-titles.migrations.js';
import { taxNumber } from './invoice-titles.sealed.js';
import { invoiceListRoutes } from './invoices.export.js';
import { InvoiceRecord, OfficialInvoice } from './invoice.entities.js';
import { printoutChecks } from './printouts.checks.js';
import { printoutRoutes } from './printouts.http.js';
import { printoutMigrations } from './printouts.migrations.js';
import {
  InvoiceResolver,
  InvoiceTitleResolver,
  OrganizationPapersResolver,
  ViewerStatementsResolver,
} from './printouts.resolver.js';
import { recordInvoices, seeInvoices, seePapersOfUnits } from './printouts.permissions.js';
import { statementPrint } from './statement.work.js';
import { invoiceQueue } from './invoices.queues.js';
import { printoutsTraceKinds } from './printouts.trace.js';
import { printoutsInventory } from './printouts.personal.js';

export const printoutsModule = defineModule({
  name: 'printouts',
  inventory: printoutsInventory,
  entities: [OfficialInvoice, InvoiceRecord, InvoiceTitle],
  migrations: [...printoutMigrations, ...invoiceTitleMigrations],
  resolvers: [InvoiceResolver, InvoiceTitleResolver, ViewerStatementsResolver, OrganizationPapersResolver],
  checks: printoutChecks,
  routes: (services) => ({ ...printoutRoutes(services), ...invoiceListRoutes(services) }),
  sealedColumns: [taxNumber],
  permissions: [seeInvoices, recordInvoices, seePapersOfUnits],
  queues: [invoiceQueue],
  workKinds: [statementPrint],
  traceKinds: printoutsTraceKinds,
});
