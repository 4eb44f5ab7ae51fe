import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlatformRole } from '../../context.js';
import { newId } from '../../lib/ids.js';
import { definePermission } from '../../permission.js';
import { contextFor, testServices, type TestServices } from '#testing';
import { findForeignFact, storedFacts } from './facts.js';
import { agentOf, placeOf } from './place.js';
import { record, recordAll } from './record.js';
import { traceKinds, type TraceKind } from './trace-kinds.js';
import { TraceEntry, TraceReason } from './trace.entities.js';

const lampLit: TraceKind = {
  name: 'TEST_LAMP_LIT',
  label: ['点了灯', 'Lit a lamp'],
  subject: 'file',
  permission: definePermission({
    name: 'lamps.light',
    roles: [PlatformRole.TREASURER, PlatformRole.ADMIN],
    allows: 'light lamps',
  }),
};
if (traceKinds.find(lampLit.name) === null) traceKinds.add(lampLit);
const kind = traceKinds.get(lampLit.name);

describe('facts', () => {
  it.each([
    ['an amount', { amountFen: 1_800_000 }],
    ['a status', { status: 'PUBLIC_NOTICE' }],
    ['roles', { roles: ['ADMIN', 'TREASURER'] }],
    ['an id', { unit: '019aa8d2-4f00-7abc-8def-0123456789ab' }],
    ['a day and a receipt', { day: '2026-06-10', receipt: 'HC-2026-000001' }],
    ['a field', { fields: ['Account.email'] }],
    ['nothing', { parent: null, accepted: true }],
  ])('hold %s', (_what, facts) => {
    expect(findForeignFact(facts)).toBeNull();
  });

  it.each([
    ['a Chinese name', '陈小红'],
    ['a name in letters', 'Li Ming'],
    ['an address of mail', 'li.ming@example.test'],
    ['a telephone number', '13800138000'],
    ['a number of identity', '44200019900101123X'],
    ['an account of a bank', '6222 0202 0000 0000'],
    ['a password', 'a-good-Passw0rd'],
    ['a token', 'qN3_x8Zr0wKcVt2bLmE5sA'],
    ['a sentence', '因为材料不齐。'],
  ])('refuse %s, also in a list', (_what, text) => {
    expect(findForeignFact({ text })).toBe(text);
    expect(findForeignFact({ texts: ['ADMIN', text] })).toBe(text);
    expect(() => storedFacts('A_KIND', { text })).toThrow(/words, ids and numbers of ours only/);
    expect(() => storedFacts('A_KIND', { text })).not.toThrow(new RegExp(text.replace(/[^\p{L}\d]/gu, '.')));
  });

  it('have names of our own', () => {
    expect(findForeignFact({ 'Li Ming': 1 })).toBe('Li Ming');
  });
});

describe('a place', () => {
  const env = { proofSigningKey: Buffer.alloc(32, 7), proofKeyFile: '' };

  it('is the same for the same address, and tells nothing of it', () => {
    expect(placeOf(env, '203.0.113.7')).toBe(placeOf({ ...env }, '203.0.113.7'));
    expect(placeOf(env, '203.0.113.7')).toMatch(/^[0-9a-f]{16}$/);
    expect(placeOf(env, '203.0.113.8')).not.toBe(placeOf(env, '203.0.113.7'));
    expect(placeOf({ ...env, proofSigningKey: Buffer.alloc(32, 8) }, '203.0.113.7')).not.toBe(
      placeOf(env, '203.0.113.7'),
    );
  });

  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0', 'edge/windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1', 'safari/ios'],
    ['Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile MicroMessenger/8.0.50', 'wechat/android'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'firefox/linux'],
    ['curl/8.5.0', 'other/other'],
  ])('has a class of browser: %s', (userAgent, agent) => {
    expect(agentOf(userAgent)).toBe(agent);
  });
});

describe('an entry', () => {
  let services: TestServices;
  beforeEach(async () => {
    services = await testServices();
  });
  afterEach(() => services.close());

  const viewer = (...roles: PlatformRole[]) => ({
    userId: newId(),
    sessionId: newId(),
    name: '陈小红',
    roles: new Set(roles),
  });
  const entries = () => services.db.read.find(TraceEntry, { order: { id: 'ASC' } });

  it('says who did what with which role, from where, and never under which name', async () => {
    const context = contextFor(services, viewer(PlatformRole.REVIEWER, PlatformRole.ADMIN), { address: '203.0.113.7' });
    const subject = newId();
    await services.db.transact(async (tx) =>
      record(tx, context, kind, { subject, before: { lit: false }, after: { lit: true }, reason: '天黑了' }),
    );
    const [entry] = await entries();
    expect(entry).toMatchObject({
      kind: 'TEST_LAMP_LIT',
      actorId: context.viewer!.userId,
      sessionId: context.viewer!.sessionId,
      role: 'ADMIN',
      subject,
      beforeFacts: '{"lit":false}',
      afterFacts: '{"lit":true}',
      place: placeOf(services.env, '203.0.113.7'),
      requestId: context.requestId,
    });
    expect(JSON.stringify(entry)).not.toMatch(/陈小红|天黑了|203\.0\.113/);
    expect(await services.db.read.findBy(TraceReason, { entryId: entry!.id })).toMatchObject([{ reason: '天黑了' }]);
  });

  it('is written with its act or not at all', async () => {
    const act = services.db.transact(async (tx) => {
      record(tx, contextFor(services), kind, { subject: newId() });
      throw new Error('the act failed');
    });
    await expect(act).rejects.toThrow('the act failed');
    expect(await entries()).toEqual([]);
  });

  it('cannot be changed or removed afterwards; a reason can be erased and not replaced', async () => {
    await services.db.transact(async (tx) =>
      recordAll(tx, kind, [
        [{ viewer: null }, { reason: '一' }],
        [{ viewer: null }, { reason: '二' }],
      ]),
    );
    const write = (sql: string) => services.db.transact((tx) => tx.manager.query(sql));
    await expect(write("UPDATE trace_entries SET actor_id = 'somebody'")).rejects.toThrow('append-only');
    await expect(write('DELETE FROM trace_entries')).rejects.toThrow('append-only');
    await expect(write("UPDATE trace_reasons SET reason = '三'")).rejects.toThrow('append-only');
    const [first, second] = await entries();
    await services.db.transact((tx) => tx.manager.delete(TraceReason, { entryId: first!.id }));
    expect(await services.db.read.find(TraceReason)).toMatchObject([{ entryId: second!.id }]);
  });

  it('of a kind that nobody declares, or with a subject that somebody typed, is an error of the code', async () => {
    const write = (of: TraceKind, subject: string) =>
      services.db.transact(async (tx) => record(tx, { viewer: null }, of, { subject }));
    await expect(write({ ...kind, name: 'TEST_UNKNOWN' }, newId())).rejects.toThrow('not listed by any module');
    await expect(write({ ...kind }, newId())).rejects.toThrow('another trace kind');
    await expect(write(kind, 'li.ming@example.test')).rejects.toThrow('not an id of ours');
  });
});
