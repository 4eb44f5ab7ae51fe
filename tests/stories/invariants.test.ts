import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { foundCity, give, openProject } from '../support/city.ts';

// The other stories trust the invariants to notice what went wrong; here somebody holds a database prompt.
describe('the invariants', () => {
  let app: TestApp;
  beforeEach(async () => { app = await startTestApp(); });
  afterEach(async () => { await app.close(); });

  const tamper = (sql: string) => app.db.transact((tx) => tx.manager.query(sql));

  it.each([
    ['a balance that is not the sum of its postings', 'UPDATE ledger_accounts SET balance_fen = balance_fen + 1', /every stored balance/],
    ['a unit without an owner', 'DELETE FROM memberships', /every unit has an owner/],
    ['a total that is not the ledger’s', 'UPDATE project_counters SET raised_fen = raised_fen + 1', /what a project raised equals/],
    ['a gift that is not in the books', "UPDATE pledges SET amount_fen = amount_fen + 1 WHERE status = 'PAID'", /every paid pledge/],
    ['a receipt that is gone', 'DELETE FROM receipts', /every paid pledge has one receipt/],
  ])('notice %s', async (_what, sql, named) => {
    const city = await foundCity(app);
    const { id } = await openProject(app, city);
    await give((await app.signUp()).client, id);
    await app.checkInvariants();
    await tamper(sql);
    await expect(app.checkInvariants()).rejects.toThrow(named);
  });
});
