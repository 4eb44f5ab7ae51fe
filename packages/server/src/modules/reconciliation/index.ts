/** The bank's statements of the special account: read, matched to pledges and entries, and what nobody could match. */
export { reconciliationChecks } from './reconciliation.checks.js';
export { BankEntryResolver, MatchReasonResolver, StatementLineResolver, StatementResolver, SuspenseReturnResolver } from './reconciliation.resolver.js';
export { Statement, StatementLayout, StatementLine, StatementLink, SuspenseMove, SuspenseReturn } from './statement.entities.js';
export { statementWorkerOf } from './statement-worker.js';
export { importStatement, receiveStatement, suspendStatement } from './statements.service.js';
export { statementRoutes } from './statements.http.js';
