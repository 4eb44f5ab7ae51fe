import { describe, expect, it } from 'vitest';
import { serializeError } from './log.js';

describe('a logged error', () => {
  it('says what happened and where, without personal values', () => {
    const driver = Object.assign(new Error("Duplicate entry 'a@b.c' for key 'email'"), {
      errno: 1062,
      code: 'ER_DUP_ENTRY',
      sql: "INSERT INTO credentials VALUES ('a@b.c')",
      sqlMessage: "Duplicate entry 'a@b.c' for key 'email'",
    });
    const error = Object.assign(new Error(driver.message, { cause: driver }), {
      name: 'QueryFailedError',
      query: 'INSERT INTO credentials VALUES (?)',
      parameters: ['a@b.c'],
      driverError: driver,
      errno: 1062,
    });
    const logged = serializeError(error);
    expect(logged).toMatchObject({
      type: 'QueryFailedError',
      message: "Duplicate entry '…' for key 'email'",
      errno: 1062,
      cause: { code: 'ER_DUP_ENTRY' },
      stack: expect.stringMatching(/^QueryFailedError: Duplicate entry '…' for key 'email'\n +at .*log\.test\.ts/),
    });
    expect(JSON.stringify(logged), 'leave out all that is not needed to find the fault').not.toMatch(/a@b\.c|INSERT/);
  });

  it.each([
    [
      "Incorrect string value: '\\xF0 secret' for column `hc`.`donors`.`guest_name` at row 1",
      "Incorrect string value: '…' for column `hc`.`donors`.`guest_name` at row 1",
    ],
    [
      "Incorrect integer value: 'it's a secret' for column 'amount_fen'",
      "Incorrect integer value: '…' for column 'amount_fen'",
    ],
    ['UNIQUE constraint failed: credentials.email', 'UNIQUE constraint failed: credentials.email'],
    ['a first line\nand "a second"', 'a first line\nand "a second"'],
  ])('keeps %j of the words %j', (message, kept) => {
    expect(serializeError(new Error(message))).toMatchObject({ message: kept });
  });

  it('can be any thrown value', () => {
    for (const thrown of [undefined, null, 'text', 7]) expect(serializeError(thrown)).toBe(thrown);
  });
});
