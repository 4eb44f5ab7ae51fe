import { sqlIn } from '../../db/rows.js';
import { accountsOfFund, type AccountKind, type BankEntrySource, type EntryKind } from '../ledger/index.js';
import type { ProgrammeFund } from './programme.entities.js';

/** A programme owns one fund for each of its sources. */
export const programmeAccounts: AccountKind = { name: 'programme', ownerKind: 'PROGRAMME', isFund: true };

export const accountsOf = ({ id, programmeId }: Pick<ProgrammeFund, 'id' | 'programmeId'>) =>
  accountsOfFund(programmeAccounts, { id, ownerId: programmeId });

export const sourceOfMove = (id: string): string => `programme-move:${id}:done`;

/** The public books are those of projects and of the charity itself. A programme's own page shows its money. */
export const programmeIncome: EntryKind = { name: 'PROGRAMME_INCOME', bookLine: null };

/** One payment of the bank pays all grants of a list. */
export const programmeGrants: EntryKind = { name: 'PROGRAMME_GRANTS', bookLine: null };

export const programmeGrantReturned: EntryKind = { name: 'PROGRAMME_GRANT_RETURNED', bookLine: null };

/** Money that goes to another programme never leaves the special account. */
export const programmeAllocation: EntryKind = { name: 'PROGRAMME_ALLOCATION', bookLine: null };

export const sourceOfGrantReturn = (id: string): string => `programme-grant:${id}:returned`;

/** The bank's reference names money that arrived, the payment of a list, and a payment that came back. */
export const movesAtTheBank: BankEntrySource = {
  name: 'programme-moves',
  cluesOf: (_, { references }) => [
    {
      sql: `SELECT id, bank_reference FROM programme_moves WHERE ${sqlIn('bank_reference', references)} AND state = 'DONE'`,
      values: references,
      read: (rows) =>
        rows.map(({ id, bank_reference }) => ({
          word: String(bank_reference),
          sourceKey: sourceOfMove(String(id)),
        })),
    },
    {
      sql: `SELECT id, return_reference FROM programme_grants WHERE ${sqlIn('return_reference', references)}`,
      values: references,
      read: (rows) =>
        rows.map(({ id, return_reference }) => ({
          word: String(return_reference),
          sourceKey: sourceOfGrantReturn(String(id)),
        })),
    },
  ],
};
