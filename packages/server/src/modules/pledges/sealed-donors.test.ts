import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, temporaryFolder } from '#testing';
import type { Database } from '../../db/database.js';
import { blindIndexes, keyIdOf, open, type DataKey, type DataKeys } from '../../lib/sealed.js';
import { donorPhone } from './sealed-donors.js';
import { placeOf, refreshSealedColumns } from '../../sealed-columns.js';

const folder = temporaryFolder();
let db: Database;
beforeAll(async () => {
  db = await openTestDatabase(folder.path);
});
afterAll(async () => {
  await db.close();
  folder.remove();
});

const log = pino({ level: 'silent' });
const place = placeOf(donorPhone);
const key = (id: string, byte: number): DataKey => ({ id, secret: Buffer.alloc(32, byte) });
const [old, present] = [key('2025', 1), key('2026', 2)];
const run = (sql: string) => db.transact((tx) => tx.manager.query(sql));
const rows = () =>
  db.read.query<{ id: string; guest_phone: string | null; phone_sealed: string; guest_key: string | null }[]>(
    'SELECT id, guest_phone, phone_sealed, guest_key FROM donors WHERE guest_name IS NOT NULL ORDER BY id',
  );
const refresh = (keys: DataKeys) => refreshSealedColumns(db, keys, [donorPhone], log);

describe('telephone numbers of an earlier version', () => {
  it('are sealed at the start, a thousand of them too, and found by their keyed digest', async () => {
    for (let n = 0; n < 450; n += 1)
      await run(
        `INSERT INTO donors (id, guest_name, guest_phone, guest_key) VALUES ('${String(n).padStart(4, '0')}', '访客', '1380000${n}', 'plain digest ${n}')`,
      );
    await refresh([old]);
    const sealed = await rows();
    expect(sealed).toHaveLength(450);
    for (const [n, { guest_phone, phone_sealed, guest_key }] of sealed.entries()) {
      expect(guest_phone).toBeNull();
      expect(open([old], phone_sealed, place)).toBe(`1380000${n}`);
      expect(guest_key).toBe(blindIndexes([old], JSON.stringify(['访客', `1380000${n}`]), place)[0]);
    }
  });

  it('are sealed anew with another key, after which the old one can go', async () => {
    await refresh([present, old]);
    const before = await rows();
    expect(new Set(before.map(({ phone_sealed }) => keyIdOf(phone_sealed)))).toEqual(new Set(['2026']));
    expect(open([present], before[7]!.phone_sealed, place)).toBe('13800007');
    expect(before[7]!.guest_key).toBe(blindIndexes([present], JSON.stringify(['访客', '13800007']), place)[0]);
    await refresh([present]);
    expect(await rows(), 'nothing is left to do').toEqual(before);
  });

  it('lose their digest when a node of the new version has met the same guest already', async () => {
    await run(
      "INSERT INTO donors (id, guest_name, guest_phone, guest_key) VALUES ('twice', '访客', '13800007', 'plain digest')",
    );
    await refresh([present]);
    const [twice] = (await rows()).filter(({ id }) => id === 'twice');
    expect(twice).toMatchObject({ guest_phone: null, guest_key: null });
    expect(open([present], twice!.phone_sealed, place)).toBe('13800007');
  });

  it('stop the start when their key is missing, instead of being lost', async () => {
    await expect(refresh([key('2027', 3)])).rejects.toThrow('the data key 2026 is not in DATA_KEYS');
  });
});
