/** Double-entry bookkeeping: accounts, entries and funds. The module does not know what the money is for. */
export { ledgerModule } from './module.js';
export { accountKinds, accountsOfFund, readAccountCode, type AccountKind, type FundPart } from './account-kinds.js';
export { bankEntrySources, type BankEntryClue, type BankEntrySource } from './bank-entry-sources.js';
export {
  entryKinds,
  undoingKinds,
  type EntryBookLine,
  type EntryKind,
  type LineKind,
  type Party,
} from './entry-kinds.js';
export { FundStatement } from './fund-statement.js';
export { JournalEntry, LedgerAccount, LedgerDay, Posting } from './ledger.entity.js';
export {
  BANK_CHARGES_ACCOUNT,
  CLEARING_ACCOUNTS,
  findForeignText,
  FUND,
  fundAccounts,
  interestAccount,
  OPENING_ACCOUNT,
  OPENING_SOURCE,
  OWN_TRANSFERS_ACCOUNT,
  SANDBOX_ACCOUNT,
  SPECIAL_BANK_ACCOUNT,
  SUSPENSE_ACCOUNT,
  UNCLAIMED_ACCOUNT,
  type Line,
} from './ledger.rules.js';
export {
  dayOfDeed,
  findEntries,
  fundStatementLoader,
  openingDay,
  postEntries,
  postEntry,
  readFundStatements,
  type NewEntry,
  type PostedEntry,
} from './ledger.service.js';
