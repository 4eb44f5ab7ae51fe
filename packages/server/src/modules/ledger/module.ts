import { defineModule } from '../../module.js';
import { ownerlessAccounts } from './account-kinds.js';
import { accountMigrations } from './accounts.migrations.js';
import { ledgerChecks } from './ledger.checks.js';
import { JournalEntry, LedgerAccount, LedgerDay, Posting } from './ledger.entity.js';
import { ledgerMigrations } from './ledger.migrations.js';
import { ledgerInventory } from './ledger.personal.js';

export const ledgerModule = defineModule({
  name: 'ledger',
  inventory: ledgerInventory,
  entities: [LedgerAccount, LedgerDay, JournalEntry, Posting],
  migrations: [...ledgerMigrations, ...accountMigrations],
  checks: ledgerChecks,
  accountKinds: ownerlessAccounts,
});
