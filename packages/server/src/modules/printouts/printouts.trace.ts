import type { TraceKind } from '../trace/index.js';
import { recordInvoices, seeInvoices } from './printouts.permissions.js';

export const invoiceRecorded: TraceKind = {
  name: 'INVOICE_RECORDED',
  label: ['登记了捐赠票据号', 'Recorded the number of an official invoice'],
  subject: 'receipt',
  permission: recordInvoices,
};

export const invoiceTitleSet: TraceKind = {
  name: 'INVOICE_TITLE_SET',
  label: ['填写了捐赠票据抬头', 'Stated to whom official invoices are made out'],
  subject: 'unit',
};

export const invoiceListDownloaded: TraceKind = {
  name: 'INVOICE_LIST_DOWNLOADED',
  label: ['下载了待开票据清单', 'Downloaded the list of official invoices to issue'],
  subject: null,
  permission: seeInvoices,
};

export const paperOpened: TraceKind = {
  name: 'PAPER_OPENED',
  label: ['打开了捐赠凭证、拨付单或年度明细', 'Opened a paper of a gift, a payment or a year'],
  subject: null,
};

export const printoutsTraceKinds: readonly TraceKind[] = [
  invoiceRecorded,
  invoiceTitleSet,
  invoiceListDownloaded,
  paperOpened,
];
