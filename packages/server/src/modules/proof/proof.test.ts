import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statSync, writeFileSync } from 'node:fs';
import { runChecks } from '../../checks.js';
import type { Tx } from '../../db/database.js';
import { testServices, type TestServices } from '#testing';
import { fundAccounts, postEntry, SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import { ledgerLog, LogFollower, loadSigningKey, TreeHead } from './index.js';
import { proofChecks } from './proof.checks.js';
import { canonicalLeaf } from './leaf.js';
import { proveConsistency, proveDocument } from './proof.queries.js';
import { isSignedBy, SigningKey } from './tree-head.js';

const FUND = '01234567-89ab-7cde-8f01-23456789abcd';
const key = new SigningKey(Buffer.alloc(32, 7));

let services: TestServices;
beforeEach(async () => {
  services = await testServices();
});
afterEach(() => services.close());

const newFollower = () => new LogFollower(services, key, ledgerLog);
const gift =
  (number: number, amountFen = 100) =>
  (tx: Tx) =>
    postEntry(tx, {
      kind: 'GIFT_RECEIVED',
      sourceKey: `gift:${number}`,
      document: `HC-2026-${String(number).padStart(6, '0')}`,
      lines: [
        { account: SPECIAL_BANK_ACCOUNT, amountFen },
        { account: fundAccounts(FUND).received, amountFen: -amountFen },
      ],
    });
const give = (number: number) => services.db.transact(gift(number));
const heads = () => services.db.read.find(TreeHead, { order: { size: 'ASC' } });
const sizes = async () => (await heads()).map(({ size }) => size);
const sources = async () =>
  (
    await services.db.read.query<{ source_key: string }[]>(
      'SELECT e.source_key FROM proof_leaves l JOIN journal_entries e ON e.id = l.entry_id ORDER BY l.position',
    )
  ).map(({ source_key }) => source_key);
const violations = async () => (await runChecks(services, proofChecks)).flatMap(({ rows }) => rows);

describe('a leaf', () => {
  it('has exactly the bytes that docs/proof.md defines', () => {
    const entry = {
      id: '019aa8d2-4f00-7abc-8def-0123456789ab',
      kind: 'GIFT_RECEIVED',
      sourceKey: 'pledge:019aa8d2-4e00-7abc-8def-0123456789ab:paid',
      document: 'HC-2026-000001',
      postedAt: new Date('2026-11-22T01:43:27.000Z'),
      reversesId: null,
      lines: [
        { account: 'bank:special', amountFen: 10_000 },
        { account: `fund:${FUND}:received`, amountFen: -10_000 },
      ],
    };
    expect(canonicalLeaf({ ...entry, day: null })).toBe(
      '{"v":1,"id":"019aa8d2-4f00-7abc-8def-0123456789ab","kind":"GIFT_RECEIVED","sourceKey":"pledge:019aa8d2-4e00-7abc-8def-0123456789ab:paid","document":"HC-2026-000001","postedAt":"2026-11-22T01:43:27.000Z","reversesId":null,"lines":[["bank:special",10000],["fund:01234567-89ab-7cde-8f01-23456789abcd:received",-10000]]}',
    );
    expect(canonicalLeaf({ ...entry, day: '2026-11-20' })).toBe(
      '{"v":2,"id":"019aa8d2-4f00-7abc-8def-0123456789ab","kind":"GIFT_RECEIVED","sourceKey":"pledge:019aa8d2-4e00-7abc-8def-0123456789ab:paid","document":"HC-2026-000001","postedAt":"2026-11-22T01:43:27.000Z","day":"2026-11-20","reversesId":null,"lines":[["bank:special",10000],["fund:01234567-89ab-7cde-8f01-23456789abcd:received",-10000]]}',
    );
  });
});

describe('the follower', () => {
  it('adds new entries, signs one head for them, and writes nothing without new entries', async () => {
    const follower = newFollower();
    await follower.follow();
    expect(await sizes()).toEqual([]);
    for (const number of [1, 2, 3]) await give(number);
    await follower.follow();
    await follower.follow();
    await give(4);
    await follower.follow();
    expect(await sizes()).toEqual([3, 4]);
    expect(await sources()).toEqual(['gift:1', 'gift:2', 'gift:3', 'gift:4']);
    expect((await heads()).every((head) => isSignedBy(key.publicKey, ledgerLog.title, head))).toBe(true);
    expect(await violations()).toEqual([]);
  });

  it('finds an entry that commits after others with later ids', async () => {
    const follower = newFollower();
    // The entry takes its time, and with the time its id, long before it is committed.
    const moment = services.clock.now();
    const postAsOf = (number: number, msAgo: number) =>
      services.db.transact((tx) =>
        gift(number)({
          ...tx,
          now: new Date(moment.getTime() - msAgo),
          dialect: tx.dialect,
          manager: tx.manager,
        } as Tx),
      );
    await give(1);
    await follower.follow();
    await postAsOf(2, 3_000);
    await postAsOf(3, 3_600_000);
    await follower.follow();
    expect(await sources()).toEqual(['gift:1', 'gift:2', 'gift:3']);
    await follower.follow();
    expect(await sources()).toHaveLength(3);
    expect(await violations()).toEqual([]);
  });

  it('adds each entry once, with heads that never disagree, when several run at once', async () => {
    const followers = [newFollower(), newFollower(), newFollower()];
    for (let number = 1; number <= 40; number += 4) {
      await Promise.all([
        ...[0, 1, 2, 3].map((offset) => give(number + offset)),
        ...followers.map((follower) => follower.follow()),
      ]);
    }
    await Promise.all(followers.map((follower) => follower.follow()));
    expect((await sources()).sort()).toEqual(Array.from({ length: 40 }, (_, index) => `gift:${index + 1}`).sort());
    expect((await sizes()).at(-1)).toBe(40);
    expect(await violations()).toEqual([]);
  });

  it('adds a long ledger in batches, and continues after a failed run', async () => {
    for (let start = 0; start < 2_500; start += 500)
      await services.db.transact(async (tx) => {
        for (let number = start; number < start + 500; number += 1) await gift(number)(tx);
      });
    const broken = new LogFollower(
      services,
      Object.assign(Object.create(key), {
        sign() {
          throw new Error('no key');
        },
      }),
      ledgerLog,
    );
    await expect(broken.follow()).rejects.toThrow('no key');
    expect(await sources()).toEqual([]);
    await newFollower().follow();
    expect(await sizes()).toEqual([1_000, 2_000, 2_500]);
    expect(await violations()).toEqual([]);
  });

  it('continues with another key, and heads of the old key stay valid', async () => {
    await give(1);
    await newFollower().follow();
    await give(2);
    await new LogFollower(services, new SigningKey(Buffer.alloc(32, 8)), ledgerLog).follow();
    await give(3);
    await newFollower().follow();
    expect(new Set((await heads()).map(({ keyId }) => keyId)).size).toBe(2);
    expect(await violations()).toEqual([]);
  });

  it('is not misled by an entry from the future', async () => {
    const follower = newFollower();
    services.clock.advance(86_400_000);
    await give(1);
    await follower.follow();
    services.clock.advance(-86_400_000);
    await give(2);
    await follower.follow();
    expect(await sources()).toEqual(['gift:1', 'gift:2']);
    expect((await heads()).map(({ signedAt }) => signedAt.getTime())).toEqual(
      [...(await heads())].map(({ signedAt }) => signedAt.getTime()).sort(),
    );
    expect(await violations()).toEqual([]);
  });
});

describe('a proof', () => {
  it('covers a document and the entry that reverses it', async () => {
    const follower = newFollower();
    for (const number of [1, 2, 3]) await give(number);
    await follower.follow();
    const {
      entries: [first],
    } = (await proveDocument(services.db.read, 'HC-2026-000002'))!;
    const { id } = JSON.parse(first!.leaf) as { id: string };
    await services.db.transact((tx) =>
      postEntry(tx, {
        kind: 'GIFT_REFUNDED',
        sourceKey: 'gift:2:refunded',
        reversesId: id,
        lines: [
          { account: SPECIAL_BANK_ACCOUNT, amountFen: -100 },
          { account: fundAccounts(FUND).refunded, amountFen: 100 },
        ],
      }),
    );
    expect(
      (await proveDocument(services.db.read, 'HC-2026-000002'))!.entries.map(({ position, path }) => [
        position,
        path.length,
      ]),
    ).toEqual([
      [1, 2],
      [null, 0],
    ]);
    await follower.follow();
    expect(
      (await proveDocument(services.db.read, 'HC-2026-000002'))!.entries.map(({ position, path }) => [
        position,
        path.length,
      ]),
    ).toEqual([
      [1, 2],
      [3, 2],
    ]);
    expect(await proveDocument(services.db.read, 'HC-2026-000009')).toBeNull();
    expect(await proveConsistency(ledgerLog, services.db.read, 3, 4)).toHaveLength(3);
  });
});

describe('the check over every row', () => {
  const tamper = async (...statements: string[]) => {
    const triggers = await services.db.read.query<{ name: string }[]>(
      "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    );
    await services.db.transact(async (tx) => {
      await tx.manager.query('PRAGMA defer_foreign_keys = ON');
      for (const { name } of triggers) await tx.manager.query(`DROP TRIGGER ${name}`);
      for (const statement of statements) await tx.manager.query(statement);
    });
  };
  beforeEach(async () => {
    const follower = newFollower();
    for (let number = 1; number <= 20; number += 1) {
      await give(number);
      if (number % 5 === 0) await follower.follow();
    }
    if ((await violations()).length > 0) throw new Error('the ledger should be sound before it is tampered with');
  });
  const entryAt = (position: number) => `(SELECT entry_id FROM proof_leaves WHERE position = ${position})`;

  it.each<[string, string[], object[]]>([
    [
      'both lines of an entry',
      [`UPDATE postings SET amount_fen = amount_fen * 2 WHERE entry_id = ${entryAt(7)}`],
      [{ position: 7, fault: 'the entry is not what it was when it was taken in' }],
    ],
    [
      'the document of an entry',
      [`UPDATE journal_entries SET document = 'HC-2026-000099' WHERE id = ${entryAt(0)}`],
      [{ position: 0, fault: 'the entry is not what it was when it was taken in' }],
    ],
    [
      'the moment of an entry',
      [`UPDATE journal_entries SET posted_at = '2020-01-01 00:00:00.000' WHERE id = ${entryAt(19)}`],
      [{ position: 19, fault: 'the entry is not what it was when it was taken in' }],
    ],
    [
      'the day of an entry',
      [`UPDATE journal_entries SET deed_day = '2020-01-01' WHERE id = ${entryAt(19)}`],
      [{ position: 19, fault: 'the entry is not what it was when it was taken in' }],
    ],
    [
      'the moment of an entry into none',
      [`UPDATE journal_entries SET posted_at = 'once' WHERE id = ${entryAt(19)}`],
      [{ position: 19, fault: 'the entry is not what it was when it was taken in' }],
    ],
    [
      "a text into somebody's name",
      [`UPDATE journal_entries SET source_key = 'pledge:陈小红' WHERE id = ${entryAt(3)}`],
      [{ position: 3, fault: 'the entry holds a text that is not of our own words and numbers: pledge:陈小红' }],
    ],
    [
      'the places of two leaves',
      [
        `UPDATE proof_leaves SET position = 100 WHERE position = 2`,
        `UPDATE proof_leaves SET position = 2 WHERE position = 3`,
        `UPDATE proof_leaves SET position = 3 WHERE position = 100`,
      ],
      [
        { size: 5, fault: 'the entries up to here are not those that were signed', soundUpTo: 0 },
        { level: 4, node: 0, from: 0, to: 15 },
      ],
    ],
    [
      'a stored hash',
      [`UPDATE proof_leaves SET hash = '${'0'.repeat(64)}' WHERE position = 6`],
      [
        { position: 6, fault: 'the entry is not what it was when it was taken in' },
        { size: 10, fault: 'the entries up to here are not those that were signed', soundUpTo: 5 },
        { level: 4, node: 0 },
      ],
    ],
    [
      'a node',
      [`UPDATE proof_nodes SET hash = '${'0'.repeat(64)}'`],
      [
        {
          level: 4,
          node: 0,
          from: 0,
          to: 15,
          fault: 'the stored hash over these positions is not that of their leaves',
        },
      ],
    ],
    [
      'the root of a head',
      [`UPDATE proof_heads SET root = '${'0'.repeat(64)}' WHERE size = 10`],
      [{ size: 10, fault: 'the signature of this head is not that of its key' }],
    ],
    [
      'the last leaf away',
      ['DELETE FROM proof_leaves WHERE position = 19'],
      [
        { position: 19, fault: 'the leaf at this position is missing' },
        { size: 20, leaves: 19, signed: 20 },
      ],
    ],
    [
      'a leaf in the middle away',
      ['DELETE FROM proof_leaves WHERE position = 9'],
      [
        { position: 9, fault: 'the leaf at this position is missing' },
        { size: 20, leaves: 19, signed: 20 },
      ],
    ],
    ['the newest head away', ['DELETE FROM proof_heads WHERE size = 20'], [{ size: 20, leaves: 20, signed: 15 }]],
  ])('finds a change of %s', async (_what, statements, expected) => {
    await tamper(...statements);
    expect(await violations()).toEqual(expected.map((row) => expect.objectContaining(row)));
  });

  it('names the range when the stored hash was changed together with the entry', async () => {
    const [row] = await services.db.read.query<{ id: string; document: string }[]>(
      `SELECT id, document FROM journal_entries WHERE id = ${entryAt(12)}`,
    );
    await tamper(`UPDATE postings SET amount_fen = amount_fen * 2 WHERE entry_id = '${row!.id}'`);
    const { leaf } = (await proveDocument(services.db.read, row!.document))!.entries[0]!;
    const { leafHash } = await import('./merkle-tree.js');
    await tamper(`UPDATE proof_leaves SET hash = '${leafHash(leaf).toString('hex')}' WHERE position = 12`);
    expect(await violations()).toEqual([
      expect.objectContaining({
        size: 15,
        soundUpTo: 10,
        fault: 'the entries up to here are not those that were signed',
      }),
      expect.objectContaining({
        from: 0,
        to: 15,
        fault: 'the stored hash over these positions is not that of their leaves',
      }),
    ]);
  });

  it('finds an entry that the follower left out', async () => {
    services.clock.advance(3_600_000 * 2);
    await tamper(
      'DELETE FROM proof_leaves WHERE position = 19',
      'DELETE FROM proof_heads WHERE size = 20',
      'UPDATE proof_tree SET size = 19',
    );
    await give(21);
    // This follower appends one entry and never looks for older ones.
    const [{ id } = { id: '' }] = await services.db.read.query<{ id: string }[]>(
      "SELECT id FROM journal_entries WHERE source_key = 'gift:21'",
    );
    const blind = newFollower() as unknown as { append(ids: string[]): Promise<void> };
    await blind.append([id]);
    expect(await violations()).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'GIFT_RECEIVED' })]));
  });
});

describe('the signing key', () => {
  it('is created once in the data folder, readable by its owner only', () => {
    const made = loadSigningKey(services.env);
    expect(statSync(services.env.proofKeyFile).mode & 0o777).toBe(0o600);
    expect(loadSigningKey(services.env).publicKey).toBe(made.publicKey);
  });

  it('is the key of the setting when there is one', () => {
    expect(loadSigningKey({ ...services.env, proofSigningKey: Buffer.alloc(32, 7) }).publicKey).toBe(key.publicKey);
  });

  it('is never replaced silently', () => {
    writeFileSync(services.env.proofKeyFile, 'half a k');
    expect(() => loadSigningKey(services.env)).toThrow(/does not hold the 32 bytes/);
  });

  it('creates the signatures of RFC 8032', () => {
    // Test 1 of section 7.1 of the RFC: the public key of that secret.
    expect(
      Buffer.from(
        new SigningKey(Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'))
          .publicKey,
        'base64',
      ).toString('hex'),
    ).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
  });
});
