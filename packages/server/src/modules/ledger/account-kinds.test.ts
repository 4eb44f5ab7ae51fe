import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { testServices, type TestServices } from '#testing';
import { accountKinds, accountsOfFund, readAccountCode } from './account-kinds.js';
import { fundAccounts, LedgerAccount, postEntry, SPECIAL_BANK_ACCOUNT } from './index.js';
import { ledgerChecks } from './ledger.checks.js';

const PROJECT = '01234567-89ab-7cde-8f01-23456789abcd';
const UNIT = '11234567-89ab-7cde-8f01-23456789abcd';
const MATCH_FUND = '21234567-89ab-7cde-8f01-23456789abcd';
const match = { name: 'sample', ownerKind: 'UNIT', isFund: true };
accountKinds.add(match);
const matchAccounts = accountsOfFund(match, { id: MATCH_FUND, ownerId: UNIT });

let services: TestServices;
const broken = async () =>
  (await runChecks(services, ledgerChecks)).filter(({ rows }) => rows.length > 0).map(({ name }) => name);
const columns = () =>
  services.db.read.find(LedgerAccount, {
    select: { code: true, kind: true, ownerKind: true, ownerId: true, fundId: true, part: true },
    order: { code: 'ASC' },
  });

beforeAll(async () => {
  services = await testServices();
});
afterAll(() => services.close());

describe('the code of an account', () => {
  const nothing = { ownerKind: null, ownerId: null, fundId: null, part: null };
  it.each<[string, object]>([
    ['bank:special', { kind: 'bank', ...nothing }],
    ['interest:administration', { kind: 'interest', ...nothing }],
    [`interest:${PROJECT}`, { kind: 'interest', ...nothing, ownerKind: 'PROJECT', ownerId: PROJECT }],
    [
      `fund:${PROJECT}:released`,
      { kind: 'fund', ownerKind: 'PROJECT', ownerId: PROJECT, fundId: PROJECT, part: 'released' },
    ],
    [
      `sample:${UNIT}:${MATCH_FUND}:received`,
      { kind: 'sample', ownerKind: 'UNIT', ownerId: UNIT, fundId: MATCH_FUND, part: 'received' },
    ],
  ])('%s determines its columns', (code, said) => expect(readAccountCode(code)).toEqual(said));

  it.each([
    'donor:special',
    'fund:special',
    `fund:${PROJECT}`,
    `fund:${PROJECT}:${UNIT}:${MATCH_FUND}:received`,
    `bank:${PROJECT}`,
  ])('%s is a fault', (code) =>
    expect(() => readAccountCode(code)).toThrow(/no account of the kind|is not listed by any module/),
  );
});

describe('funds', () => {
  it('of another kind and owner match a gift by a separate entry', async () => {
    const post = (kind: string, sourceKey: string, amountFen: number, to: string, from: string) =>
      services.db.transact((tx) =>
        postEntry(tx, {
          kind,
          sourceKey,
          lines: [
            { account: to, amountFen },
            { account: from, amountFen: -amountFen },
          ],
        }),
      );
    await post('TEST', 'test:endowed', 1_000, SPECIAL_BANK_ACCOUNT, matchAccounts.received);
    await post('TEST', 'test:gift', 600, SPECIAL_BANK_ACCOUNT, fundAccounts(PROJECT).received);
    await post('TEST', 'test:match', 300, matchAccounts.released, fundAccounts(PROJECT).received);
    expect(await columns()).toMatchObject([
      { code: SPECIAL_BANK_ACCOUNT, kind: 'bank', ownerId: null, part: null },
      { code: fundAccounts(PROJECT).received, kind: 'fund', ownerKind: 'PROJECT', ownerId: PROJECT, part: 'received' },
      { code: matchAccounts.received, kind: 'sample', ownerKind: 'UNIT', ownerId: UNIT, fundId: MATCH_FUND },
      { code: matchAccounts.released, kind: 'sample', ownerKind: 'UNIT', ownerId: UNIT, fundId: MATCH_FUND },
    ]);
    expect(await broken()).toEqual([]);
  });

  it('that pay out more than they received are found by a check, whatever their kind', async () => {
    await services.db.transact((tx) =>
      postEntry(tx, {
        kind: 'TEST',
        sourceKey: 'test:too-much',
        lines: [
          { account: matchAccounts.released, amountFen: 701 },
          { account: SPECIAL_BANK_ACCOUNT, amountFen: -701 },
        ],
      }),
    );
    expect(await broken()).toEqual(['no fund has paid out more than it received']);
  });
});

it.each([
  ["UPDATE ledger_accounts SET owner_id = 'x' WHERE kind = 'sample'"],
  ["UPDATE ledger_accounts SET part = 'refunded' WHERE kind = 'fund'"],
  ["UPDATE ledger_accounts SET owner_kind = 'UNIT' WHERE kind = 'fund'"],
  ["UPDATE ledger_accounts SET owner_kind = NULL, owner_id = NULL, fund_id = NULL, part = NULL WHERE kind = 'fund'"],
  ["UPDATE ledger_accounts SET kind = 'suspense' WHERE kind = 'bank'"],
])('%s is found', async (damage) => {
  const other = await testServices();
  try {
    await other.db.transact((tx) =>
      postEntry(tx, {
        kind: 'TEST',
        sourceKey: 'test:one',
        lines: [
          { account: SPECIAL_BANK_ACCOUNT, amountFen: 2 },
          { account: fundAccounts(PROJECT).received, amountFen: -1 },
          { account: matchAccounts.received, amountFen: -1 },
        ],
      }),
    );
    other.damage([damage]);
    expect((await runChecks(other, ledgerChecks)).filter(({ rows }) => rows.length > 0)).toMatchObject([
      { name: 'the columns of every account say what its code says' },
    ]);
  } finally {
    await other.close();
  }
});

it('accounts that are older than the columns get them from their codes', async () => {
  const old = await testServices();
  try {
    const rows = (sql: string) => old.db.read.query<object[]>(sql);
    while ((await rows("SELECT 1 FROM pragma_table_info('ledger_accounts') WHERE name = 'kind'")).length > 0)
      await old.db.undoLastMigration();
    const codes = ['bank:special', `fund:${PROJECT}:received`, 'interest:administration', `interest:${PROJECT}`];
    for (const code of codes)
      await old.db.transact(async (tx) => {
        await tx.manager.query('INSERT INTO ledger_accounts (code, balance_fen) VALUES (?, 0)', [code]);
      });
    await old.db.migrate();
    const found = await old.db.read.find(LedgerAccount);
    expect(found).toHaveLength(codes.length);
    for (const { code, balanceFen, ...said } of found)
      expect({ code, balanceFen, ...said }).toEqual({ code, balanceFen: 0, ...readAccountCode(code) });
  } finally {
    await old.close();
  }
});
