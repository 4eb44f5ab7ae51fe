/** The bank's statements of the special account: read, matched to pledges and entries, and what nobody could match. */
export { findReferencesOfLines } from './line-references.js';
export { reconciliationChecks } from './reconciliation.checks.js';
export { BankEntryResolver, BankMovementResolver, MovementWordsResolver, MatchReasonResolver, StatementLineResolver, StatementResolver, SuspenseReturnResolver, StatementRowResolver } from './reconciliation.resolver.js';
export { movementByIdLoader } from './reconciliation.queries.js';
export { movementOfSource, MOVEMENT_REVERSED } from './movements.rules.js';
export { InterestPurpose, MovementKind } from './statement.enums.js';
export { BankMovement, MovementWords, Statement, StatementLayout, StatementLine, StatementLink, SuspenseMove, SuspenseReturn } from './statement.entities.js';
export { reconciliationSearchColumns } from './reconciliation.search.js';
export { reconciliationJobs } from './reconciliation.jobs.js';
export { StatementRow } from './statement-row.entity.js';
export { statementWorkerOf } from './statement-worker.js';
export { importStatement, receiveStatement, suspendStatement } from './statements.service.js';
export { statementRoutes } from './statements.http.js';
