import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { contextFor, testServices, type TestServices } from '#testing';
import { fundAccounts, fundStatementLoader, postEntry, SPECIAL_BANK_ACCOUNT } from './index.js';
import { ledgerChecks } from './ledger.checks.js';
import { assertBalanced, assertDeedDay, assertOwnWords, changesByAccount } from './ledger.rules.js';

describe('an entry', () => {
  it.each<[string, [string, number][], RegExp]>([
    ['of one line', [['a', 100]], /at least two lines/],
    [
      'that does not sum to zero',
      [
        ['a', 100],
        ['b', -99],
      ],
      /sums to zero; this one to 1 fen/,
    ],
    [
      'with a line of nothing',
      [
        ['a', 0],
        ['b', 0],
      ],
      /a line of nothing on a/,
    ],
    [
      'of half a fen',
      [
        ['a', 0.5],
        ['b', -0.5],
      ],
      /whole, safe number/,
    ],
    [
      'beyond 2^53',
      [
        ['a', 2 ** 53],
        ['b', -(2 ** 53)],
      ],
      /whole, safe number/,
    ],
  ])('%s is a fault', (_what, lines, message) => {
    expect(() => assertBalanced(lines.map(([account, amountFen]) => ({ account, amountFen })))).toThrow(message);
  });

  it('changes each account once, in the order of their codes, and each of its days', () => {
    const [old, today] = ['2026-12-31', '2027-01-01'];
    const lines = [
      { account: 'b', amountFen: -150, day: today },
      { account: 'a', amountFen: 100, day: today },
      { account: 'a', amountFen: 30, day: old },
      { account: 'a', amountFen: 20, day: today },
    ];
    expect(changesByAccount(lines)).toEqual([
      {
        account: 'a',
        amountFen: 150,
        days: [
          [old, 30],
          [today, 120],
        ],
      },
      { account: 'b', amountFen: -150, days: [[today, -150]] },
    ]);
  });

  it.each(['2026-12-31', '2027-01-01'])('has a day that has begun: %s', (day) =>
    expect(() => assertDeedDay(day, '2027-01-01')).not.toThrow(),
  );
  it.each(['2027-01-02', '2026-02-30', '2026-1-1', ''])('of the day "%s" is a fault', (day) =>
    expect(() => assertDeedDay(day, '2027-01-01')).toThrow(/is of a day up to/),
  );
});

describe('the texts of an entry', () => {
  const id = '01234567-89ab-7cde-8f01-23456789abcd';
  const entry = {
    kind: 'GIFT_RECEIVED',
    sourceKey: `pledge:${id}:paid`,
    document: 'HC-2026-000001',
    lines: [{ account: 'bank:special' }, { account: `fund:${id}:received` }],
  };

  it.each([
    ['as gifts have them', {}],
    ['without a document', { document: undefined }],
    ['with a count', { sourceKey: `pledge:${id}:paid:2` }],
    ['with a digest', { sourceKey: `statement-line:${'0123456789abcdef'.repeat(4)}:17` }],
  ])('may be %s', (_what, texts) => expect(() => assertOwnWords({ ...entry, ...texts })).not.toThrow());

  it.each([
    ['a name in the cause', { sourceKey: 'pledge:陈小红' }],
    ['a telephone number in the cause', { sourceKey: 'pledge:13800138000' }],
    ['an address in the cause', { sourceKey: 'pledge:chen@example.test' }],
    ['a bank reference as document', { document: 'B2026112200001' }],
    ['an identity card as document', { document: '442000199001011234' }],
    ['a sentence as kind', { kind: 'gift of Chen' }],
    ['a name as account', { lines: [{ account: 'donor:陈小红' }] }],
    ['what would need escaping in JSON', { sourceKey: 'a:"' }],
  ])('may not contain %s, and the refusal does not repeat it', (_what, texts) =>
    expect(() => assertOwnWords({ ...entry, ...texts })).toThrow(
      /^an entry of the journal holds words, ids and numbers of ours only; a \d+ characters long text of a [A-Z_?]+ entry is none of them$/,
    ),
  );
});

describe('the ledger', () => {
  let services: TestServices;
  const fund = fundAccounts('01234567-89ab-7cde-8f01-23456789abcd');
  const post = (sourceKey: string, amountFen: number, from: string, to: string) =>
    services.db.transact((tx) =>
      postEntry(tx, {
        kind: 'TEST',
        sourceKey,
        lines: [
          { account: to, amountFen },
          { account: from, amountFen: -amountFen },
        ],
      }),
    );

  beforeAll(async () => {
    services = await testServices();
    await post('gift:1', 10_000, fund.received, SPECIAL_BANK_ACCOUNT);
    await post('gift:2', 5_000, fund.received, SPECIAL_BANK_ACCOUNT);
    await post('release:1', 4_000, SPECIAL_BANK_ACCOUNT, fund.released);
    await post('refund:1', 1_000, SPECIAL_BANK_ACCOUNT, fund.refunded);
  });
  afterAll(() => services.close());

  it('gives a statement of a fund: received = released + refunded + balance', async () => {
    const statement = await fundStatementLoader(contextFor(services)).load('01234567-89ab-7cde-8f01-23456789abcd');
    expect({ ...statement }).toEqual({ received: 15_000, released: 4_000, refunded: 1_000, balance: 10_000 });
    expect({ ...(await fundStatementLoader(contextFor(services)).load('unknown')) }).toEqual({
      received: 0,
      released: 0,
      refunded: 0,
      balance: 0,
    });
  });

  it('accepts each cause once', async () => {
    await expect(post('gift:1', 10_000, fund.received, SPECIAL_BANK_ACCOUNT)).rejects.toThrow(/UNIQUE/);
  });

  it.each([
    'UPDATE postings SET amount_fen = amount_fen + 1',
    'DELETE FROM postings',
    "UPDATE journal_entries SET kind = 'OTHER'",
    'DELETE FROM journal_entries',
  ])('refuses %s, even from a database prompt', async (sql) => {
    await expect(services.db.transact((tx) => tx.manager.query(sql))).rejects.toThrow(/append-only/);
  });

  it('keeps every invariant', async () => {
    expect((await runChecks(services, ledgerChecks)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  });
});
