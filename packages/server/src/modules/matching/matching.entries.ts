import type { EntityManager } from 'typeorm';
import { sqlIn } from '../../db/rows.js';
import {
  accountsOfFund,
  SANDBOX_ACCOUNT,
  SPECIAL_BANK_ACCOUNT,
  type AccountKind,
  type BankEntrySource,
  type EntryKind,
  type Party,
} from '../ledger/index.js';
import { publicNameOf, Organization } from '../organizations/index.js';
import { PaymentMethod } from '../pledges/index.js';
import type { MatchFund } from './match.entities.js';

/** A sponsor may own several match funds. */
export const matchAccounts: AccountKind = { name: 'match', ownerKind: 'UNIT', isFund: true };

export const accountsOf = ({ id, organizationId }: Pick<MatchFund, 'id' | 'organizationId'>) =>
  accountsOfFund(matchAccounts, { id, ownerId: organizationId });

export const sourceOfMatch = (id: string): string => `match:${id}:given`;
export const sourceOfMatchReturn = (id: string): string => `match:${id}:returned`;
/** Where the money of a fund is: on the special account, or in the sandbox. */
export const moneyAccountOf = ({ payment }: Pick<MatchFund, 'payment'>): string =>
  payment === PaymentMethod.SANDBOX ? SANDBOX_ACCOUNT : SPECIAL_BANK_ACCOUNT;

export const sourceOfSponsorReturn = (id: string): string => `match-return:${id}:paid`;
export const sourceOfMatchPayment = (id: string): string => `match-payment:${id}:paid`;

/** The sponsor of the fund that made the match. */
async function partiesOf(manager: EntityManager, sourceKeys: readonly string[]): Promise<Map<string, Party>> {
  const keys = new Map(sourceKeys.map((key) => [key, key.split(':')[1]!]));
  const ids = [...new Set(keys.values())];
  const rows = await manager.query<{ id: string; organization_id: string }[]>(
    `SELECT m.id, f.organization_id FROM gift_matches m JOIN match_funds f ON f.id = m.fund_id WHERE ${sqlIn('m.id', ids)}`,
    ids,
  );
  const sponsors = new Map(rows.map((row) => [row.id, row.organization_id]));
  const units = new Map<string, string>();
  for (const unitId of new Set(sponsors.values())) {
    const unit = await manager.findOneByOrFail(Organization, { id: unitId });
    units.set(unitId, publicNameOf(unit));
  }
  return new Map(
    [...keys].flatMap(([key, id]): [string, Party][] => {
      const unitId = sponsors.get(id);
      return unitId === undefined ? [] : [[key, { name: units.get(unitId)!, path: `/organizations/${unitId}` }]];
    }),
  );
}

export const matchFunded: EntryKind = { name: 'MATCH_FUNDED', bookLine: null };

/** What a fund that ended did not use went back to its sponsor. */
export const matchSponsorPaid: EntryKind = { name: 'MATCH_SPONSOR_PAID', bookLine: null };

export const matchGiven: EntryKind = {
  name: 'MATCH_GIVEN',
  bookLine: {
    line: { name: 'MATCH', title: 'books.kind.MATCH', description: 'A match fund added to a gift.' },
    on: { part: 'received', side: 'CREDIT' },
    partiesOf,
  },
};

export const matchReturned: EntryKind = {
  name: 'MATCH_RETURNED',
  bookLine: {
    line: {
      name: 'MATCH_RETURN',
      title: 'books.kind.MATCH_RETURN',
      description: 'What a match fund had added went back to it, because the gift did.',
    },
    on: { part: 'received', side: 'DEBIT' },
    partiesOf,
  },
};

/** Sponsors' transfers, and what goes back to them, are known to the bank by their references. */
export const matchPaymentsAtTheBank: BankEntrySource = {
  name: 'match-payments',
  cluesOf: (_, { references }) => [
    {
      sql: `SELECT id, bank_reference FROM match_payments WHERE ${sqlIn('bank_reference', references)}`,
      values: references,
      read: (rows) =>
        rows.map(({ id, bank_reference }) => ({
          word: String(bank_reference),
          sourceKey: sourceOfMatchPayment(String(id)),
        })),
    },
    {
      sql: `SELECT id, bank_reference FROM match_returns WHERE returned_at IS NOT NULL AND ${sqlIn('bank_reference', references)}`,
      values: references,
      read: (rows) =>
        rows.map(({ id, bank_reference }) => ({
          word: String(bank_reference),
          sourceKey: sourceOfSponsorReturn(String(id)),
        })),
    },
  ],
};
