import type { TraceKind } from '../trace/index.js';
import { keepStatements } from './reconciliation.permissions.js';

export const statementReceived: TraceKind = {
  name: 'STATEMENT_RECEIVED',
  label: ['上传了银行流水', 'Uploaded a statement of the bank'],
  subject: 'statement',
  permission: keepStatements,
};

export const statementAsked: TraceKind = {
  name: 'STATEMENT_ASKED',
  label: ['批量处理了银行流水', 'Had a whole statement dealt with'],
  subject: 'statement',
  permission: keepStatements,
};

export const statementDiscarded: TraceKind = {
  name: 'STATEMENT_DISCARDED',
  label: ['丢弃了银行流水文件', 'Threw a statement away'],
  subject: 'statement',
  permission: keepStatements,
};

export const rowsDecided: TraceKind = {
  name: 'ROWS_DECIDED',
  label: ['认定了流水文件中的行', 'Said which rows of a file are movements'],
  subject: 'statement',
  permission: keepStatements,
};

export const lineDecided: TraceKind = {
  name: 'LINE_DECIDED',
  label: ['处理了流水行', 'Decided on a line of a statement'],
  subject: 'line',
  permission: keepStatements,
};

export const openingPosted: TraceKind = {
  name: 'OPENING_POSTED',
  label: ['登记了专户期初余额', 'Entered the opening balance of the special account'],
  subject: null,
  permission: keepStatements,
};

export const reconciliationTraceKinds: readonly TraceKind[] = [
  statementReceived,
  statementAsked,
  statementDiscarded,
  rowsDecided,
  lineDecided,
  openingPosted,
];
