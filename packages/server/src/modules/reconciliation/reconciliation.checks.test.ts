import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { newId } from '../../lib/ids.js';
import { contextFor, newViewer, testServices, type TestServices } from '#testing';
import { PlatformRole } from '../../context.js';
import { reconciliationChecks } from './reconciliation.checks.js';
import { bookLine, reverseMovement } from './movements.service.js';
import { InterestPurpose, MovementKind } from './statement.enums.js';
import { importStatement, receiveStatement, suspendStatement } from './statements.service.js';
import { statementWorkerOf } from './statement-worker.js';
import { returnSuspense } from './suspense.service.js';

let services: TestServices;

const run = (sql: string, parameters: unknown[] = []) =>
  services.db.transact((tx) => tx.manager.query(sql, parameters));
const broken = async () =>
  (await runChecks(services, reconciliationChecks)).filter(({ rows }) => rows.length > 0).map(({ name }) => name);

beforeAll(async () => {
  services = await testServices();
  const context = contextFor(services, await newViewer(services, [PlatformRole.TREASURER]));
  const file = Buffer.from(
    '交易日期,收入金额,支出金额,余额,附言,流水号\n2026-01-05,10.00,,10.00,a,S1\n2026-01-06,20.00,,30.00,b,S2\n2026-01-07,30.00,,60.00,c,S3\n2026-01-08,,1.00,59.00,d,S4\n2026-01-09,,2.00,57.00,手续费,S5\n2026-01-10,3.00,,60.00,结息,S6\n2026-01-11,,4.00,56.00,转账,S7\n',
  );
  const { id, columns } = await receiveStatement({
    context,
    path: '',
    parameters: new URLSearchParams({ name: 'a.csv' }),
    receive: (work) => work(file),
  });
  await importStatement(context, { id, columns });
  await statementWorkerOf(services).finished();
  await suspendStatement(context, id);
  await statementWorkerOf(services).finished();
  const lineOf = async (serial: string) =>
    (await services.db.read.query<{ id: string }[]>('SELECT id FROM statement_lines WHERE serial = ?', [serial]))[0]!
      .id;
  await bookLine(context, { lineId: await lineOf('S5'), kind: MovementKind.BANK_CHARGE });
  await bookLine(context, {
    lineId: await lineOf('S6'),
    kind: MovementKind.INTEREST_RECEIVED,
    purpose: InterestPurpose.ADMINISTRATION,
  });
  await bookLine(context, { lineId: await lineOf('S7'), kind: MovementKind.BANK_CHARGE });
  await reverseMovement(context, await lineOf('S7'), '不是手续费');
  const [line] = await services.db.read.query<{ id: string }[]>("SELECT id FROM statement_lines WHERE serial = 'S1'");
  await returnSuspense(context, { lineId: line!.id, reason: '汇错了' });
});
afterAll(async () => {
  await statementWorkerOf(services).stop();
  await services.close();
});

describe('the checks of statements', () => {
  it('hold', async () => expect(await broken()).toEqual([]));

  it.each<[string, string, string, string]>([
    [
      'a line that is settled without an entry',
      "UPDATE statement_lines SET status = 'SETTLED' WHERE serial = 'S4'",
      "UPDATE statement_lines SET status = 'OPEN' WHERE serial = 'S4'",
      'a settled line',
    ],
    [
      'a line whose amount was changed',
      "UPDATE statement_lines SET amount_fen = 2100 WHERE serial = 'S2'",
      "UPDATE statement_lines SET amount_fen = 2000 WHERE serial = 'S2'",
      'a settled line',
    ],
    [
      'suspense that was changed',
      "UPDATE statement_lines SET suspense_fen = 1900 WHERE serial = 'S2'",
      "UPDATE statement_lines SET suspense_fen = 2000 WHERE serial = 'S2'",
      'what is left of a line',
    ],
    [
      'suspense that was forgotten',
      "UPDATE statement_lines SET suspense_fen = 0, status = 'SETTLED' WHERE serial = 'S2'",
      "UPDATE statement_lines SET suspense_fen = 2000, status = 'SUSPENSE' WHERE serial = 'S2'",
      'the suspense account',
    ],
    [
      'a return that is paid and has no moment',
      'UPDATE returns_to_sender SET returned_at = NULL',
      "UPDATE returns_to_sender SET returned_at = '2026-01-09 00:00:00.000'",
      'a return of suspense',
    ],
    [
      'a return of another amount',
      'UPDATE returns_to_sender SET amount_fen = 1',
      'UPDATE returns_to_sender SET amount_fen = 1000',
      'a return of suspense',
    ],
    [
      'a return whose order is gone',
      "UPDATE orders SET kind = 'ANOTHER' WHERE kind = 'SUSPENSE_RETURN'",
      "UPDATE orders SET kind = 'SUSPENSE_RETURN' WHERE kind = 'ANOTHER'",
      'a return of suspense',
    ],
    [
      'a return that is withdrawn while its order is carried out',
      "UPDATE returns_to_sender SET withdrawn_at = '2026-01-09 00:00:00.000'",
      'UPDATE returns_to_sender SET withdrawn_at = NULL',
      'a return of suspense',
    ],
    [
      'two returns of a line that wait at once',
      "INSERT INTO returns_to_sender SELECT CONCAT(n.x, SUBSTR(r.id, 2)), r.line_id, r.amount_fen, r.reason, r.bank_reference, r.prepared_at, NULL, NULL FROM returns_to_sender r, (SELECT 'x' AS x UNION SELECT 'y') n",
      "DELETE FROM returns_to_sender WHERE id LIKE 'x%' OR id LIKE 'y%'",
      'a line has one return at most',
    ],
    [
      'a reversal without an order',
      "UPDATE orders SET kind = 'ANOTHER' WHERE kind = 'BANK_MOVEMENT_REVERSAL'",
      "UPDATE orders SET kind = 'BANK_MOVEMENT_REVERSAL' WHERE kind = 'ANOTHER'",
      'a movement is reversed exactly when',
    ],
    [
      'a reversal whose reason is not that of its order',
      "UPDATE bank_movements SET reversal_reason = 'x' WHERE reversal_reason IS NOT NULL",
      "UPDATE bank_movements SET reversal_reason = '不是手续费' WHERE reversal_reason IS NOT NULL",
      'a movement is reversed exactly when',
    ],
    [
      'a movement of another amount',
      'UPDATE bank_movements SET amount_fen = -201 WHERE amount_fen = -200',
      'UPDATE bank_movements SET amount_fen = -200 WHERE amount_fen = -201',
      'a movement is in the ledger',
    ],
    [
      'a movement of another kind',
      "UPDATE bank_movements SET kind = 'OWN_TRANSFER' WHERE amount_fen = -200",
      "UPDATE bank_movements SET kind = 'BANK_CHARGE' WHERE amount_fen = -200",
      'a movement is in the ledger',
    ],
    [
      'a movement that is said not to be booked',
      'UPDATE bank_movements SET booked_at = NULL WHERE amount_fen = -200',
      'UPDATE bank_movements SET booked_at = prepared_at WHERE amount_fen = -200',
      'a movement is in the ledger',
    ],
    [
      'interest without a purpose',
      'UPDATE bank_movements SET purpose = NULL WHERE amount_fen = 300',
      "UPDATE bank_movements SET purpose = 'ADMINISTRATION' WHERE amount_fen = 300",
      'a line has one movement that stands',
    ],
    [
      'a movement whose order is gone',
      "UPDATE orders SET kind = 'ANOTHER' WHERE amount_fen = 200",
      "UPDATE orders SET kind = 'BANK_MOVEMENT' WHERE amount_fen = 200",
      'a line has one movement that stands',
    ],
    [
      'a statement that counts another number of lines',
      'UPDATE statements SET new_lines = 8',
      'UPDATE statements SET new_lines = 7',
      'a statement that was taken',
    ],
    [
      'a statement that tells one balance',
      'UPDATE statements SET opening_fen = NULL',
      'UPDATE statements SET opening_fen = 0',
      'the balances that a statement tells',
    ],
    [
      'a statement whose balances are not its lines',
      'UPDATE statements SET closing_fen = closing_fen + 1',
      'UPDATE statements SET closing_fen = closing_fen - 1',
      'the balances that a statement tells',
    ],
  ])('find %s', async (_what, breakIt, mendIt, name) => {
    await run(breakIt);
    expect(await broken()).toContainEqual(expect.stringContaining(name));
    await run(mendIt);
    expect(await broken()).toEqual([]);
  });

  it('find a lost link, a lost move of suspense, and a link to an entry of another account', async () => {
    const [link] = await services.db.read.query<{ entry_id: string; line_id: string }[]>(
      "SELECT l.* FROM statement_links l JOIN statement_lines s ON s.id = l.line_id WHERE s.serial = 'S3'",
    );
    await run('DELETE FROM statement_links WHERE entry_id = ?', [link!.entry_id]);
    expect(await broken()).toContainEqual(expect.stringContaining('a settled line'));
    await run('DELETE FROM suspense_moves WHERE entry_id = ?', [link!.entry_id]);
    expect(await broken()).toContainEqual(expect.stringContaining('an entry of suspense belongs to a line'));
    for (const table of ['statement_links', 'suspense_moves'])
      await run(`INSERT INTO ${table} (entry_id, line_id) VALUES (?, ?)`, [link!.entry_id, link!.line_id]);
    const id = newId();
    await run(
      "INSERT INTO journal_entries (id, kind, source_key, posted_at) VALUES (?, 'TEST', 'test:1', '2026-01-09 00:00:00.000')",
      [id],
    );
    await run('INSERT INTO statement_links (entry_id, line_id) VALUES (?, ?)', [id, link!.line_id]);
    expect(await broken()).toEqual([expect.stringContaining('moved money on the special account')]);
    await run('DELETE FROM statement_links WHERE entry_id = ?', [id]);
  });
});
