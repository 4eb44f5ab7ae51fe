import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, temporaryFolder, testEnv } from '#testing';
import type { Database } from '../../db/database.js';
import type { DataKey, DataKeys } from '../../lib/sealed.js';
import { refreshSealedColumns } from '../../sealed-columns.js';
import { maskNumber, groupNumber, numberIdOf, openNumber, payeeNumber, readAccountNumber } from './payee-numbers.js';

describe('an account number', () => {
  it.each([
    ['6222021234567890123', '6222021234567890123'],
    [' 6222 0212-3456 7890 123 ', '6222021234567890123'],
    ['６２２２０２１２３４５６７８９０', '6222021234567890'],
    ['12345678', '12345678'],
    ['1'.repeat(32), '1'.repeat(32)],
  ])('%j is stored as %j', (typed, stored) => {
    expect(readAccountNumber('number', typed)).toBe(stored);
  });

  it.each(['', '-', '1234567', '1'.repeat(33), '6222 0212 345A', '6222.0212.3456', '١٢٣٤٥٦٧٨', '1234567\u200b'])(
    '%j is refused',
    (typed) => {
      expect(() => readAccountNumber('number', typed)).toThrow(expect.objectContaining({ key: 'payee.number' }));
    },
  );

  it('is shown by its end, or in groups of four', () => {
    expect(maskNumber('6222021234567890123')).toBe('**** 0123');
    expect(groupNumber('6222021234567890123')).toBe('6222 0212 3456 7890 123');
    expect(groupNumber('12345678')).toBe('1234 5678');
  });
});

describe('the row of a number', () => {
  const folder = temporaryFolder();
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase(folder.path);
  });
  afterAll(async () => {
    await db.close();
    folder.remove();
  });
  const key = (id: string, byte: number): DataKey => ({ id, secret: Buffer.alloc(32, byte) });
  const [old, present] = [key('2025', 1), key('2026', 2)];
  const envOf = (dataKeys: DataKeys) => ({ env: { ...testEnv(folder.path), dataKeys } });
  const idOf = (keys: DataKeys, number: string) => db.transact((tx) => numberIdOf(envOf(keys), tx, number));
  const sealed = async () =>
    (await db.read.query<{ number_sealed: string }[]>('SELECT number_sealed FROM payee_numbers ORDER BY id')).map(
      ({ number_sealed }) => number_sealed,
    );

  it('is one for each number, and stays the same after the data keys have changed', async () => {
    const [first, other] = [await idOf([old], '44201234567890123'), await idOf([old], '44201234567890124')];
    expect(first).not.toBe(other);
    expect(await idOf([old], '44201234567890123')).toBe(first);
    expect(await idOf([present, old], '44201234567890123'), 'before the rows are sealed anew').toBe(first);
    await refreshSealedColumns(db, [present, old], [payeeNumber], pino({ level: 'silent' }));
    expect(await idOf([present], '44201234567890123'), 'without the old key').toBe(first);
    const rows = await sealed();
    expect(rows).toHaveLength(2);
    expect(openNumber(envOf([present]), rows[0]!)).toBe('44201234567890123');
    expect(rows.join(' ')).not.toContain('4420');
  });
});
