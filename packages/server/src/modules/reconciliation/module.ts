import { defineModule } from '../../module.js';
import {
  movementEntries,
  movementReversed,
  openingBalance,
  suspenseReceived,
  suspenseReturned,
} from './bank-entry-kinds.js';
import { interestAccounts } from './movements.rules.js';
import { returnsAtTheBank } from './returns-at-the-bank.js';
import { bankMovementMigrations } from './bank-movements.migrations.js';
import { findReferencesOfLines } from './line-references.js';
import { movementBooking, movementReversal } from './movement-order.js';
import { reconciliationChecks } from './reconciliation.checks.js';
import { reconciliationJobs } from './reconciliation.jobs.js';
import { reconciliationMigrations } from './reconciliation.migrations.js';
import { BankMovementResolver, MovementWordsResolver } from './movements.resolver.js';
import { StatementResolver, StatementRowResolver } from './statements.resolver.js';
import { BankEntryResolver, MatchReasonResolver, StatementLineResolver } from './statement-lines.resolver.js';
import { SuspenseReturnResolver } from './suspense.resolver.js';
import { reconciliationSearchColumns } from './reconciliation.search.js';
import { StatementRow } from './statement-row.entity.js';
import { statementWorks } from './statement-works.js';
import { statementWorkerOf } from './statement-worker.js';
import {
  BankMovement,
  MovementWords,
  Statement,
  StatementLayout,
  StatementLine,
  StatementLink,
  SuspenseMove,
  SuspenseReturn,
} from './statement.entities.js';
import { suspenseReturn } from './suspense-order.js';
import { suspenseOrderMigrations } from './suspense-orders.migrations.js';
import { statementRoutes } from './statements.http.js';
import { STATEMENTS } from './reconciliation.topics.js';
import { keepStatements, seeStatements } from './reconciliation.permissions.js';
import { openLineQueue, suspenseQueue } from './lines.queues.js';
import { LineQueueResolver } from './line-queues.resolver.js';
import { reconciliationTraceKinds } from './reconciliation.trace.js';
import { reconciliationInventory } from './reconciliation.personal.js';

export const reconciliationModule = defineModule({
  name: 'reconciliation',
  inventory: reconciliationInventory,
  entities: [
    Statement,
    StatementLine,
    StatementLink,
    StatementRow,
    StatementLayout,
    SuspenseMove,
    SuspenseReturn,
    BankMovement,
    MovementWords,
  ],
  migrations: [...reconciliationMigrations, ...bankMovementMigrations, ...suspenseOrderMigrations],
  resolvers: [
    StatementResolver,
    StatementLineResolver,
    StatementRowResolver,
    MatchReasonResolver,
    BankEntryResolver,
    BankMovementResolver,
    MovementWordsResolver,
    SuspenseReturnResolver,
    LineQueueResolver,
  ],
  checks: reconciliationChecks,
  searchColumns: reconciliationSearchColumns,
  jobs: reconciliationJobs,
  routes: statementRoutes,
  stop: (services) => statementWorkerOf(services).stop(),
  workKinds: statementWorks,
  orderKinds: [movementBooking, movementReversal, suspenseReturn],
  referenceUses: [findReferencesOfLines],
  topics: [STATEMENTS],
  permissions: [seeStatements, keepStatements],
  accountKinds: [interestAccounts],
  entryKinds: [suspenseReceived, suspenseReturned, openingBalance, ...movementEntries, movementReversed],
  bankEntrySources: [returnsAtTheBank],
  queues: [suspenseQueue, openLineQueue],
  traceKinds: reconciliationTraceKinds,
});
