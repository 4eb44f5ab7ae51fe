// The proof at scale: how fast entries join the tree, how fast an outsider verifies them all, how long `check:data`
// takes over them, and whether it finds the one row that was changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { root, run } from '../../scripts/lib/run.mjs';
import { createDatabase } from '../support/mysql.mjs';
import { send, startProduct } from '../support/product.mjs';

const ENTRIES_A_STATEMENT = 1_000;
const STATEMENTS_A_COMMIT = 20;
const FUND = 'fund:01234567-89ab-7cde-8f01-23456789abcd:received';
/** The ids of one hour: the millisecond first, then the number of the entry, as UUIDv7 orders them. */
const BEGIN_MS = Date.UTC(2026, 0, 1);

function idOf(index) {
  const ms = (BEGIN_MS + Math.floor(index / 10)).toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-${index.toString(16).padStart(12, '0')}`;
}
const momentOf = (index) => new Date(BEGIN_MS + Math.floor(index / 10)).toISOString().slice(0, 23).replace('T', ' ');
const range = (start, end) => Array.from({ length: end - start }, (_, offset) => start + offset);

/** Connects to the database with its own driver, past the product, as anybody with a database prompt can. */
async function connect({ databaseUrl, file }) {
  if (databaseUrl) {
    const { createConnection } = await import('mysql2/promise');
    const connection = await createConnection({ uri: databaseUrl, multipleStatements: true });
    return { query: async (sql) => (await connection.query(sql))[0], close: () => connection.end() };
  }
  const { default: Libsql } = await import('libsql');
  const connection = new Libsql(file);
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  return {
    query: async (sql) => (sql.startsWith('SELECT') ? connection.prepare(sql).all() : connection.exec(sql)),
    close: async () => connection.close(),
  };
}

/** Fills the ledger directly with `count` balanced entries; returns entries per second. */
async function fillLedger(database, count) {
  const startedAt = performance.now();
  for (let start = 0; start < count;) {
    await database.query('BEGIN');
    for (let statement = 0; statement < STATEMENTS_A_COMMIT && start < count; statement += 1) {
      const indexes = range(start, Math.min(start + ENTRIES_A_STATEMENT, count));
      await database.query(
        `INSERT INTO journal_entries (id, kind, source_key, document, posted_at, reverses_id) VALUES ${indexes.map((index) => `('${idOf(index)}', 'BENCH_POSTED', 'bench:${String(index).padStart(6, '0').slice(0, -6) || '0'}:${String(index).slice(-6)}', NULL, '${momentOf(index)}', NULL)`).join()}`,
      );
      await database.query(
        `INSERT INTO postings (entry_id, line, account_code, amount_fen) VALUES ${indexes.map((index) => `('${idOf(index)}', 1, 'bank:sandbox', 100), ('${idOf(index)}', 2, '${FUND}', -100)`).join()}`,
      );
      start += indexes.length;
    }
    await database.query('COMMIT');
  }
  await database.query(
    `INSERT INTO ledger_accounts (code, kind, owner_kind, owner_id, fund_id, part, balance_fen) VALUES ('bank:sandbox', 'bank', NULL, NULL, NULL, NULL, ${count * 100}), ('${FUND}', 'fund', 'PROJECT', '${FUND.split(':')[1]}', '${FUND.split(':')[1]}', 'received', ${-count * 100})`,
  );
  return count / ((performance.now() - startedAt) / 1_000);
}

/** Waits until all entries are leaves; returns entries per second between the first and the last head. */
async function waitForTree(url, database, count) {
  while ((await send(url, '{ treeHead { size } }', {})).data.treeHead?.size !== count) await sleep(200);
  const [first, last] = await Promise.all(
    ['ASC', 'DESC'].map(
      async (order) =>
        (await database.query(`SELECT size, signed_at FROM proof_heads ORDER BY size ${order} LIMIT 1`))[0],
    ),
  );
  const moment = ({ signed_at }) =>
    signed_at instanceof Date ? signed_at.getTime() : Date.parse(`${signed_at.replace(' ', 'T')}Z`);
  return (Number(last.size) - Number(first.size)) / ((moment(last) - moment(first)) / 1_000);
}

async function download(url, file) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
}

async function timed(work) {
  const startedAt = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - startedAt) / 1_000 };
}

export async function measure({ database: kind, entries, human }) {
  const folder = mkdtempSync(join(tmpdir(), 'hc-bench-proof-'));
  const mariadb = kind === 'mariadb' ? await startMariadb({ size: 'server' }) : undefined;
  let product;
  let database;
  try {
    const databaseUrl = mariadb === undefined ? '' : (await createDatabase(mariadb.urlOf('{database}'))).url;
    const env = { DATA_DIR: folder, DATABASE_URL: databaseUrl };
    // The first start makes the tables. The ledger is filled while nothing else writes.
    await (await startProduct({ env })).stop();
    database = await connect({ databaseUrl, file: join(folder, 'hongchuang.sqlite') });
    human(`proof on ${kind}: ${entries.toLocaleString('en')} entries`);
    const raw = await fillLedger(database, entries);
    product = await startProduct({ env });
    const append = await waitForTree(product.url, database, entries);
    const ledger = join(folder, 'ledger.ndjson');
    const heads = join(folder, 'heads.ndjson');
    await download(`${product.url}/exports/tree-heads.ndjson?size=${entries}`, heads);
    await download(`${product.url}/exports/ledger.ndjson?size=${entries}`, ledger);
    const {
      data: {
        proofKeys: [{ publicKey }],
      },
    } = await send(product.url, '{ proofKeys { publicKey } }', {});
    await product.stop();
    product = undefined;

    const hashing = await timed(async () => {
      const hash = createHash('sha256');
      await pipeline(createReadStream(ledger), hash);
    });
    const verifying = await timed(() =>
      execFileSync(process.execPath, [
        join(root, 'packages/verifier/verify.mjs'),
        'ledger',
        ledger,
        heads,
        '--key',
        publicKey,
      ]),
    );
    const checkData = () =>
      timed(() =>
        run(process.execPath, ['packages/server/dist/cli.js', 'check-data'], {
          env: { ...env, NODE_ENV: 'development', LOG_LEVEL: 'warn' },
          timeoutMs: 3_600_000,
        }),
      );
    const checking = await checkData();
    if (checking.result.code !== 0)
      throw new Error(`The ledger is sound, but check:data says otherwise:\n${checking.result.output}`);
    human(`  check:data took ${checking.seconds.toFixed(1)} s`);

    // One row is changed and the balances are adjusted to fit, so that only the proof can find the change.
    const victim = idOf(Math.floor(entries * 0.618));
    await database.query('DROP TRIGGER postings_no_update');
    await database.query(`UPDATE postings SET amount_fen = amount_fen * 2 WHERE entry_id = '${victim}'`);
    await database.query(
      `UPDATE ledger_accounts SET balance_fen = balance_fen + CASE WHEN code = 'bank:sandbox' THEN 100 ELSE -100 END`,
    );
    const tampered = await checkData();
    const broken = tampered.result.output.split('\n').filter((line) => line.startsWith('BROKEN'));
    if (tampered.result.code !== 1 || broken.length !== 1 || !tampered.result.output.includes(victim))
      throw new Error(
        `One row was changed (${victim}), but check:data does not name it alone:\n${tampered.result.output}`,
      );
    human(`  one changed row was named in ${tampered.seconds.toFixed(1)} s`);

    const perSecond = ({ seconds }) => entries / seconds;
    const row = (bench, value, unit, baseline, baselineValue) => ({
      bench,
      database: kind,
      value: Math.round(value * 10) / 10,
      unit,
      baseline,
      baselineValue: Math.round(baselineValue * 10) / 10,
      ratio: Number((value / baselineValue).toFixed(4)),
    });
    return [
      row('proof-append', append, 'entries/s', 'rows of the entries inserted directly', raw),
      row('proof-verify', perSecond(verifying), 'entries/s', 'SHA-256 over the same file', perSecond(hashing)),
      row('check-data', perSecond(checking), 'entries/s', 'offline verifier', perSecond(verifying)),
      row('check-data', checking.seconds, 's', 'offline verifier', verifying.seconds),
    ];
  } finally {
    await database?.close();
    await product?.stop();
    await mariadb?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
