// The rows of gifts without the product: one connection writes them in multi-row transactions of 500 gifts, as fast as
// the driver can. The product adds GraphQL, the rules and the answers to this cost. Reads one JSON line { databaseUrl,
// file, seconds } and prints one.
import { randomUUID } from 'node:crypto';
import { v7 as orderedId } from 'uuid';

const GIFTS_PER_TRANSACTION = 500;
const { databaseUrl, file, seconds } = JSON.parse(process.argv[2]);

/**
 * Returns a connection that runs SQL with values, and the names of the tables that it may fill. The tables are copies,
 * because the books of the real ones must stay correct.
 */
async function connectMysql() {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ uri: databaseUrl, multipleStatements: true, timezone: 'Z' });
  for (const table of TABLES) await connection.query(`CREATE TABLE IF NOT EXISTS raw_${table} LIKE ${table}`);
  return {
    run: (statements) =>
      connection.query(
        statements.map(({ sql }) => sql).join('; '),
        statements.flatMap(({ values }) => values),
      ),
    prefix: 'raw_',
    begin: 'START TRANSACTION',
    close: () => connection.end(),
  };
}

async function connectSqlite() {
  const { default: Libsql } = await import('libsql');
  const connection = new Libsql(file);
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;');
  const prepared = new Map();
  const prepare = (sql) => {
    if (!prepared.has(sql)) prepared.set(sql, connection.prepare(sql));
    return prepared.get(sql);
  };
  return {
    run: async (statements) => {
      for (const { sql, values } of statements) prepare(sql).run(...values);
    },
    prefix: '',
    begin: 'BEGIN IMMEDIATE',
    close: async () => connection.close(),
  };
}

const TABLES = ['pledges', 'journal_entries', 'postings', 'receipts'];
const { run, prefix, begin, close } = databaseUrl ? await connectMysql() : await connectSqlite();
const insert = (table, columns, rows) => ({
  sql: `INSERT INTO ${prefix}${table} (${columns.join(', ')}) VALUES ${rows.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ')}`,
  values: rows.flat(),
});
const [projectId, donorId] = [randomUUID(), randomUUID()];
/** Keeps the rows apart from those of other runs on the same tables. */
const series = Date.now().toString(36);
let number = 0;

function gifts() {
  const now = new Date().toISOString().slice(0, 23).replace('T', ' ');
  const rows = Array.from({ length: GIFTS_PER_TRANSACTION }, () => ({
    pledge: orderedId(),
    key: randomUUID(),
    entry: orderedId(),
    receipt: `${series}-${(number += 1)}`,
  }));
  return [
    { sql: begin, values: [] },
    insert(
      'pledges',
      [
        'id',
        'project_id',
        'donor_id',
        'user_id',
        'amount_fen',
        'matched_fen',
        'refunded_fen',
        'status',
        'payment',
        'anonymous',
        'donor_name',
        'remark_code',
        'donor_scope',
        'idempotency_key',
        'content_hash',
        'created_at',
        'expires_at',
        'paid_at',
        'times_paid',
      ],
      rows.map(({ pledge, key }) => [
        pledge,
        projectId,
        donorId,
        donorId,
        100,
        0,
        0,
        'PAID',
        'SANDBOX',
        0,
        '捐赠人',
        key.slice(0, 20),
        donorId,
        key,
        key,
        now,
        now,
        now,
        1,
      ]),
    ),
    insert(
      'journal_entries',
      ['id', 'kind', 'source_key', 'document', 'posted_at'],
      rows.map(({ pledge, entry, receipt }) => [entry, 'GIFT_RECEIVED', `pledge:${pledge}:paid`, receipt, now]),
    ),
    insert(
      'postings',
      ['entry_id', 'line', 'account_code', 'amount_fen'],
      rows.flatMap(({ entry }) => [
        [entry, 1, 'bank:sandbox', 100],
        [entry, 2, `fund:${projectId}:received`, -100],
      ]),
    ),
    insert(
      'receipts',
      ['number', 'pledge_id', 'amount_fen', 'issued_at', 'project_title', 'project_slug'],
      rows.map(({ pledge, receipt }) => [receipt, pledge, 100, now, '测量用的项目', 'measure']),
    ),
    { sql: 'COMMIT', values: [] },
  ];
}

const startedAt = performance.now();
while (performance.now() - startedAt < seconds * 1000) await run(gifts());
const perSecond = number / ((performance.now() - startedAt) / 1000);
await close();
console.log(JSON.stringify({ perSecond }));
