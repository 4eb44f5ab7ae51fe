/** Double-entry bookkeeping. It knows accounts, entries and funds, and no word of what the money is for. */
export { FundStatement } from './fund-statement.js';
export { ledgerChecks } from './ledger.checks.js';
export { JournalEntry, LedgerAccount, LedgerDay, Posting } from './ledger.entity.js';
export {
  BANK_CHARGES_ACCOUNT, findForeignText, fundAccounts, interestAccount, OPENING_ACCOUNT, OPENING_SOURCE, OWN_TRANSFERS_ACCOUNT, SANDBOX_ACCOUNT, SPECIAL_BANK_ACCOUNT, SUSPENSE_ACCOUNT, type Line,
} from './ledger.rules.js';
export { dayOfDeed, findEntries, fundStatementLoader, openingDay, postEntries, postEntry, readFundStatements, type NewEntry, type PostedEntry } from './ledger.service.js';
