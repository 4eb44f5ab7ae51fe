/**
 * The bank's statements of the special account: their import, matching to pledges and entries, and suspense for the
 * rest.
 */
export { reconciliationModule } from './module.js';
export { findReferencesOfLines } from './line-references.js';
export { movementByIdLoader } from './reconciliation.queries.js';
export { movementOfSource } from './movements.rules.js';
export { InterestPurpose, MovementKind } from './statement.enums.js';
export {
  BankMovement,
  MovementWords,
  Statement,
  StatementLayout,
  StatementLine,
  StatementLink,
  SuspenseMove,
  SuspenseReturn,
} from './statement.entities.js';
export { StatementRow } from './statement-row.entity.js';
export { statementWorkerOf } from './statement-worker.js';
export { importStatement, receiveStatement, suspendStatement } from './statements.service.js';
export { cleanCell, closeWords, FEN_IN_YUAN, namedUnit, readMoment, readMoney } from './cells.rules.js';
export { cellText, openTable } from './statement-table.js';
