import { defineModule } from '../../module.js';
import { ProgrammeGrant, ProgrammeGrantSource, ProgrammeRecipient } from './grant.entities.js';
import { OrderProgrammeResolver, ProgrammeMoveResolver } from './moves.resolver.js';
import { findReferencesOfMoves } from './moves.base.js';
import { Programme, ProgrammeFund, ProgrammeMove } from './programme.entities.js';
import { programmeChecks } from './programmes.checks.js';
import {
  movesAtTheBank,
  programmeAccounts,
  programmeAllocation,
  programmeGrantReturned,
  programmeGrants,
  programmeIncome,
} from './programmes.entries.js';
import { programmeJobs } from './programmes.jobs.js';
import { programmeMessages } from './programmes.messages.js';
import { programmeMigrations } from './programmes.migrations.js';
import { MOVE_ORDERS } from './programmes.orders.js';
import { decideProgrammes, proposeProgrammes, readRecipients, seeProgrammes } from './programmes.permissions.js';
import { programmesInventory } from './programmes.personal.js';
import { programmeQueue } from './programmes.queues.js';
import { ProgrammeFundResolver, ProgrammeResolver } from './programmes.resolver.js';
import { programmeSearchColumns } from './programmes.search.js';
import { recipientPayee } from './programmes.sealed.js';
import { programmeTopic } from './programmes.topics.js';
import { programmesTraceKinds } from './programmes.trace.js';

export const programmesModule = defineModule({
  name: 'programmes',
  inventory: programmesInventory,
  entities: [Programme, ProgrammeFund, ProgrammeMove, ProgrammeRecipient, ProgrammeGrant, ProgrammeGrantSource],
  migrations: programmeMigrations,
  resolvers: [ProgrammeResolver, ProgrammeFundResolver, ProgrammeMoveResolver, OrderProgrammeResolver],
  checks: programmeChecks,
  messages: programmeMessages,
  topics: [programmeTopic],
  queues: [programmeQueue],
  searchColumns: programmeSearchColumns,
  permissions: [seeProgrammes, proposeProgrammes, decideProgrammes, readRecipients],
  sealedColumns: [recipientPayee],
  jobs: programmeJobs,
  accountKinds: [programmeAccounts],
  entryKinds: [programmeIncome, programmeGrants, programmeGrantReturned, programmeAllocation],
  bankEntrySources: [movesAtTheBank],
  referenceUses: [findReferencesOfMoves],
  orderKinds: Object.values(MOVE_ORDERS),
  traceKinds: programmesTraceKinds,
});
