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

/** The bank's reference names the money that arrived. */
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
  ],
};
