import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { newId } from '../../lib/ids.js';
import { testServices, type TestServices } from '#testing';
import { isSignedBy, ledgerLog, loadSigningKey, LogFollower, proveConsistency } from '../proof/index.js';
import { PLATFORM, recordAll, traceKinds } from '../trace/index.js';
import { auditChecks } from './audit.checks.js';
import { auditMigrations } from './audit.migrations.js';
import { findPattern, PATTERNS } from './patterns.js';
import { TraceHead, traceLog } from './trace-log.js';

let services: TestServices;
beforeEach(async () => {
  services = await testServices();
});
afterEach(() => services.close());

interface Said {
  kind: string;
  actor?: string;
  person?: string;
}

const act = (...acts: Said[]) =>
  services.db.transact(async (tx) => {
    for (const { kind, actor, person } of acts) {
      const by = actor === undefined ? PLATFORM : { viewer: { userId: actor } };
      recordAll(tx, traceKinds.get(kind), [[by, { subject: newId(), person }]]);
    }
  });
const follow = () => new LogFollower(services, loadSigningKey(services.env), traceLog).follow();
const violations = async () => (await runChecks(services, auditChecks)).flatMap(({ rows }) => rows);

describe('the tree of the trace', () => {
  it('takes every entry in and signs heads that no head of the ledger can stand for', async () => {
    await act({ kind: 'SIGNED_IN' }, { kind: 'SIGNED_OUT' });
    await follow();
    await act({ kind: 'SIGNED_IN' });
    await follow();
    const heads = await services.db.read.find(TraceHead, { order: { size: 'ASC' } });
    expect(heads.map(({ size }) => size)).toEqual([2, 3]);
    const { publicKey } = loadSigningKey(services.env);
    for (const head of heads) {
      expect(isSignedBy(publicKey, traceLog.title, head)).toBe(true);
      expect(isSignedBy(publicKey, ledgerLog.title, head)).toBe(false);
    }
    expect(await proveConsistency(traceLog, services.db.read, 2, 3)).toHaveLength(1);
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['who did it', "UPDATE trace_entries SET actor_id = 'somebody else'", 'not what it was'],
    ['when it was', "UPDATE trace_entries SET at = '2020-01-01 00:00:00.000'", 'not what it was'],
    ['its facts into no JSON', "UPDATE trace_entries SET after_facts = 'none'", 'not what it was'],
    ['its facts into a name', `UPDATE trace_entries SET after_facts = '{"name":"陈小红"}'`, 'not of our own words'],
    ['the entry away', 'DELETE FROM trace_entries', 'gone'],
  ])('finds who changed %s', async (_what, statement, fault) => {
    await act({ kind: 'SIGNED_IN' });
    await follow();
    services.damage(['DROP TRIGGER trace_entries_no_update', 'DROP TRIGGER trace_entries_no_delete', statement]);
    expect(await violations()).toEqual(
      expect.arrayContaining([expect.objectContaining({ position: 0, fault: expect.stringContaining(fault) })]),
    );
  });
});

describe('the checks of the trace', () => {
  it('find a role that nobody gave on record', async () => {
    const userId = newId();
    await act({ kind: 'SIGNED_IN' });
    services.damage([
      `INSERT INTO users (id, name, search_text, created_at) VALUES ('${userId}', 'x', 'x', '2026-01-01 00:00:00.000')`,
      `INSERT INTO role_grants (user_id, role, scope_kind, scope_id) VALUES ('${userId}', 'TREASURER', 'CITY', '')`,
    ]);
    expect(await violations()).toEqual([expect.objectContaining({ user_id: userId, role: 'TREASURER' })]);
  });

  it('know roles from before the trace once the migration has run, however often it runs', async () => {
    const userId = newId();
    services.damage([
      `INSERT INTO users (id, name, search_text, created_at) VALUES ('${userId}', 'x', 'x', '2026-01-01 00:00:00.000')`,
      `INSERT INTO role_grants (user_id, role, scope_kind, scope_id) VALUES ('${userId}', 'TREASURER', 'CITY', ''), ('${userId}', 'REVIEWER', 'CITY', '')`,
    ]);
    expect(await violations()).toHaveLength(2);
    const Migration = auditMigrations.at(-1)!;
    for (let run = 0; run < 2; run += 1) {
      const statements: string[] = [];
      const runner = { connection: { options: { type: 'sqlite' } }, query: (sql: string) => statements.push(sql) };
      await new Migration().up(runner as never);
      services.damage(statements);
    }
    await follow();
    expect(await violations()).toEqual([]);
  });

  it('find a step of an order that nobody took on record', async () => {
    await act({ kind: 'SIGNED_IN' });
    const later = services.clock.now().toISOString().slice(0, 23).replace('T', ' ');
    services.damage([
      `INSERT INTO order_steps (order_id, position, kind, actor_id, at) VALUES ('${newId()}', 1, 'SIGNED', '${newId()}', '${later}')`,
    ]);
    expect(await violations()).toEqual([expect.objectContaining({ kind: 'SIGNED' })]);
  });
});

describe('patterns', () => {
  const MINUTE = 60_000;
  const [somebody, other] = ['a1', 'b2'].map((id) => `019aa8d2-4f00-7abc-8def-0123456789${id}`) as [string, string];
  const find = (name: string) =>
    findPattern(
      services.db.read,
      PATTERNS.find((pattern) => pattern.name === name)!,
      services.clock.now(),
    );
  const failures = (count: number, person: string) =>
    act(...Array.from({ length: count }, () => ({ kind: 'SIGN_IN_FAILED', person })));

  it('are many failures of one account within fifteen minutes', async () => {
    await failures(4, somebody);
    await failures(4, other);
    expect(await find('MANY_FAILURES')).toEqual([]);
    services.clock.advance(10 * MINUTE);
    await failures(1, somebody);
    expect(await find('MANY_FAILURES')).toMatchObject([{ personId: somebody, entries: 5 }]);
    services.clock.advance(10 * MINUTE);
    expect(await find('MANY_FAILURES')).toEqual([]);
  });

  describe('of two accounts at one place', () => {
    const at = async (kind: string, actor: string, address = '203.0.113.7', userAgent = 'Firefox/140.0 (Android)') =>
      services.db.transact(async (tx) => {
        const by = { viewer: { userId: actor }, env: services.env, address, userAgent };
        recordAll(tx, traceKinds.get(kind), [[by as never, { subject: newId() }]]);
      });
    const play = async (...steps: (() => Promise<void>)[]) => {
      for (const step of steps) {
        await step();
        services.clock.advance(MINUTE);
      }
      return find('TWO_ACCOUNTS');
    };

    it('are an act of one, a sign-in of the other, and an act of the other that controls the first', async () => {
      expect(
        await play(
          () => at('ORDER_PREPARED', somebody),
          () => at('SIGNED_IN', other),
          () => at('ORDER_SIGNED', other),
        ),
      ).toMatchObject([{ personId: other, entries: 3 }]);
    });

    it.each<[string, (() => Promise<void>)[]]>([
      [
        'the other was signed in before',
        [() => at('SIGNED_IN', other), () => at('ORDER_PREPARED', somebody), () => at('ORDER_SIGNED', other)],
      ],
      [
        'it is one account',
        [() => at('ORDER_PREPARED', somebody), () => at('SIGNED_IN', somebody), () => at('ORDER_SIGNED', somebody)],
      ],
      [
        'they are in two places',
        [
          () => at('ORDER_PREPARED', somebody),
          () => at('SIGNED_IN', other, '203.0.113.8'),
          () => at('ORDER_SIGNED', other, '203.0.113.8'),
        ],
      ],
      [
        'they use different browsers',
        [
          () => at('ORDER_PREPARED', somebody, '203.0.113.7', 'Chrome/130.0 (Windows)'),
          () => at('SIGNED_IN', other),
          () => at('ORDER_SIGNED', other),
        ],
      ],
      [
        'half an hour passed',
        [
          () => at('ORDER_PREPARED', somebody),
          async () => services.clock.advance(30 * MINUTE),
          () => at('SIGNED_IN', other),
          () => at('ORDER_SIGNED', other),
        ],
      ],
    ])('are nothing when %s', async (_why, steps) => {
      expect(await play(...steps)).toEqual([]);
    });
  });

  it.each([
    ['gave a role', { kind: 'ROLE_GIVEN', actor: somebody, person: other }],
    ['was given a role', { kind: 'ROLE_GIVEN', actor: other, person: somebody }],
  ])('are money moved within an hour by who %s', async (_who, grant) => {
    await act(grant);
    services.clock.advance(59 * MINUTE);
    expect(await find('ROLE_THEN_MONEY')).toEqual([]);
    await act({ kind: 'ORDER_PREPARED', actor: somebody });
    expect(await find('ROLE_THEN_MONEY')).toMatchObject([{ personId: somebody, entries: 2 }]);
  });

  it('are not money before the role, after more than an hour, or by others', async () => {
    await act({ kind: 'ORDER_SIGNED', actor: somebody });
    services.clock.advance(MINUTE);
    await act({ kind: 'ROLE_GIVEN', actor: somebody, person: somebody });
    services.clock.advance(61 * MINUTE);
    await act({ kind: 'ORDER_SIGNED', actor: somebody }, { kind: 'ORDER_SIGNED', actor: other });
    expect(await find('ROLE_THEN_MONEY')).toEqual([]);
  });

  it('are sixty looks at personal data within ten minutes', async () => {
    const look = { kind: 'PERSONAL_DATA_SEEN', actor: somebody };
    await act(...Array.from({ length: 59 }, () => look), { ...look, actor: other });
    expect(await find('MANY_LOOKS')).toEqual([]);
    await act(look);
    expect(await find('MANY_LOOKS')).toMatchObject([{ personId: somebody, entries: 60 }]);
  });
});
