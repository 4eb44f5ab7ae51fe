// How many lines of a bank statement a second are read, checked, stored, matched to pledges and confirmed, each with
// its receipt and its entry in the ledger. The baseline is the same lines written by the driver alone, in multi-row
// statements of 500: the least that a database needs. Meanwhile another client sends trivial queries; `wait` is the
// time of the slowest answer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as orderedId } from 'uuid';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { createDatabase } from '../support/mysql.mjs';
import { send, signUp, startProduct } from '../support/product.mjs';
import { statementFile, statementLines } from '../support/statement-file.mjs';
import { median, openProject } from './city.mjs';

const LINES = 10_000;
const PLEDGES_AT_ONCE = 64;
const ROWS_A_STATEMENT = 500;
const PAUSE_MS = 5;

/** Makes pledges that wait for a transfer of ¥1 each; returns their remark codes. */
async function promise(url, cookie, projectId, count) {
  const codes = [];
  for (let start = 0; start < count; start += PLEDGES_AT_ONCE) {
    const batch = Array.from({ length: Math.min(PLEDGES_AT_ONCE, count - start) }, () =>
      send(
        url,
        'mutation P($input: PledgeInput!) { pledge(input: $input) { remarkCode } }',
        { input: { projectId, amount: 100, idempotencyKey: orderedId(), payment: 'BANK_TRANSFER' } },
        cookie,
      ),
    );
    codes.push(...(await Promise.all(batch)).map(({ data }) => data.pledge.remarkCode));
  }
  return codes;
}

/**
 * Sends a trivial query again and again until `work` is done; returns the result of `work` and the milliseconds of the
 * slowest answer.
 */
async function measureOtherRequests(url, work) {
  let working = true;
  let slowest = 0;
  const others = (async () => {
    while (working) {
      const askedAt = performance.now();
      await send(url, '{ __typename }', {});
      slowest = Math.max(slowest, performance.now() - askedAt);
      await sleep(PAUSE_MS);
    }
  })();
  try {
    return { ...(await work()), slowest };
  } finally {
    working = false;
    await others;
  }
}

async function waitUntilReady(url, cookie, id) {
  for (;;) {
    const {
      data: { statement },
    } = await send(
      url,
      'query S($id: ID!) { statement(id: $id) { state newLines faults { row message } } }',
      { id },
      cookie,
    );
    if (statement.state === 'READY') return statement;
    if (statement.state === 'REFUSED')
      throw new Error(`The statement was refused: ${JSON.stringify(statement.faults)}`);
    await sleep(50);
  }
}

/** Uploads, imports and confirms; returns the seconds of reading and matching, and the seconds of confirming. */
async function importAndConfirm(url, cookie, file, lines) {
  const startedAt = performance.now();
  const response = await fetch(`${url}/uploads/statements?name=bench.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', 'x-requested-with': 'hongchuang', cookie },
    body: file,
  });
  if (response.status !== 201) throw new Error(`The upload was refused: ${await response.text()}`);
  const { id } = await response.json();
  const {
    data: {
      statement: { columns },
    },
  } = await send(url, 'query S($id: ID!) { statement(id: $id) { columns } }', { id }, cookie);
  await send(
    url,
    'mutation I($input: ImportStatementInput!) { importStatement(input: $input) { id } }',
    { input: { id, columns } },
    cookie,
  );
  const stored = await waitUntilReady(url, cookie, id);
  const storedAt = performance.now();
  await send(url, 'mutation C($id: ID!) { confirmStatement(id: $id, minConfidence: 90) { id } }', { id }, cookie);
  await waitUntilReady(url, cookie, id);
  const confirmedAt = performance.now();
  const {
    data: {
      statement: {
        counts: { settled },
      },
    },
  } = await send(url, 'query C($id: ID!) { statement(id: $id) { counts { settled { count } } } }', { id }, cookie);
  // The speed of an import that lost a line counts for nothing.
  if (stored.newLines !== lines || settled.count !== lines)
    throw new Error(`Of ${lines} lines ${stored.newLines} were stored and ${settled.count} confirmed.`);
  return { store: (storedAt - startedAt) / 1_000, confirm: (confirmedAt - storedAt) / 1_000 };
}

const COLUMNS = [
  'id',
  'statement_id',
  'row_number_in_file',
  'line_key',
  'booked_at',
  'amount_fen',
  'balance_fen',
  'name',
  'account',
  'remark',
  'serial',
  'status',
  'suspense_fen',
  'pledge_id',
  'confidence',
  'reasons',
];
const TABLE =
  'id VARCHAR(36) PRIMARY KEY, statement_id VARCHAR(36), row_number_in_file BIGINT, line_key VARCHAR(64) UNIQUE, booked_at VARCHAR(23), amount_fen BIGINT, balance_fen BIGINT, name VARCHAR(200), account VARCHAR(64), remark VARCHAR(500), serial VARCHAR(64), status VARCHAR(20), suspense_fen BIGINT, pledge_id VARCHAR(36), confidence BIGINT, reasons VARCHAR(500)';

async function connect(databaseUrl, folder) {
  if (databaseUrl) {
    const { createConnection } = await import('mysql2/promise');
    const connection = await createConnection({ uri: databaseUrl });
    return { run: (sql, values = []) => connection.query(sql, values), close: () => connection.end() };
  }
  const { default: Libsql } = await import('libsql');
  const connection = new Libsql(join(folder, 'raw.sqlite'));
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  return {
    run: async (sql, values = []) =>
      values.length === 0 ? connection.exec(sql) : connection.prepare(sql).run(...values),
    close: async () => connection.close(),
  };
}

/** Writes the same lines with the driver alone; returns seconds. */
async function insertRaw(databaseUrl, lines) {
  const folder = mkdtempSync(join(tmpdir(), 'hc-raw-'));
  const { run, close } = await connect(databaseUrl, folder);
  try {
    await run('DROP TABLE IF EXISTS raw_lines');
    await run(`CREATE TABLE raw_lines (${TABLE})`);
    const rows = [...statementLines(lines)].map(({ at, fen, balance, name, account, text, serial }, index) => [
      orderedId(),
      'statement',
      index,
      `${serial}-key`,
      `${at}.000`,
      fen,
      balance,
      name,
      account,
      text,
      serial,
      'OPEN',
      0,
      null,
      100,
      '[{"kind":"CODE"},{"kind":"AMOUNT"}]',
    ]);
    const startedAt = performance.now();
    for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
      const batch = rows.slice(start, start + ROWS_A_STATEMENT);
      await run(databaseUrl ? 'START TRANSACTION' : 'BEGIN IMMEDIATE');
      await run(
        `INSERT INTO raw_lines (${COLUMNS.join(', ')}) VALUES ${batch.map(() => `(${COLUMNS.map(() => '?').join(', ')})`).join(', ')}`,
        batch.flat(),
      );
      await run('COMMIT');
    }
    return (performance.now() - startedAt) / 1_000;
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function measure({ database, rounds, lines = LINES, human, nodeOptions = [] }) {
  const mariadb = database === 'mariadb' ? await startMariadb({ size: 'server' }) : undefined;
  let product;
  try {
    product = await startProduct({ mariadb, nodeOptions, env: { PUBLIC_NOTICE_DAYS: '0' } });
    const { url } = product;
    const { town, projectId } = await openProject(product);
    const { treasurer } = town.cookies;
    const donor = await signUp(url, 'donor@example.test', '捐赠人');
    const raw = mariadb === undefined ? null : (await createDatabase(mariadb.urlOf('{database}'))).url;
    human(`statement-import on ${database}: ${lines} lines, ${rounds} alternating rounds`);
    const values = [];
    const baselines = [];
    const waits = [];
    for (let round = 1; round <= rounds; round += 1) {
      const codes = await promise(url, donor, projectId, lines);
      const baseline = lines / (await insertRaw(raw, lines));
      const file = statementFile(lines, codes, 100, `R${round}T${Date.now().toString(36)}`);
      const { store, confirm, slowest } = await measureOtherRequests(url, () =>
        importAndConfirm(url, treasurer, file, lines),
      );
      values.push(lines / (store + confirm));
      baselines.push(baseline);
      waits.push(slowest);
      human(
        `  round ${round}: ${(lines / store).toFixed(0).padStart(6)} lines/s stored and matched, ${(lines / confirm).toFixed(0).padStart(6)} confirmed; ${baseline.toFixed(0).padStart(7)} rows/s by the driver alone; others waited ${slowest.toFixed(0)} ms at most`,
      );
    }
    const value = Math.round(median(values));
    const baselineValue = Math.round(median(baselines));
    return {
      bench: 'statement-import',
      database,
      value,
      unit: 'lines/s',
      baseline: 'multi-row insert',
      baselineValue,
      ratio: Number((value / baselineValue).toFixed(4)),
      lines,
      wait: Math.round(Math.max(...waits)),
    };
  } finally {
    await product?.stop();
    await mariadb?.stop();
  }
}
