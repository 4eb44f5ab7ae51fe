// Reads the rows of a product's database past the product, so that a test can compare them with what the product
// returns.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param {{ databaseUrl: string, folder: string }} product one of product.mjs
 * @returns {Promise<{ all(sql: string, values?: unknown[]): Promise<any[]>, run(sql: string, values?: unknown[]): Promise<void>, close(): Promise<void> }>}
 */
export async function openRows({ databaseUrl, folder }) {
  if (databaseUrl === '') {
    const { default: Libsql } = await import('libsql');
    const connection = new Libsql(join(folder, 'hongchuang.sqlite'));
    // The server may be writing at this moment.
    connection.exec('PRAGMA busy_timeout = 5000');
    return {
      all: async (sql, values = []) => connection.prepare(sql).all(...values),
      run: async (sql, values = []) => void connection.prepare(sql).run(...values),
      close: async () => void connection.close(),
    };
  }
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ uri: databaseUrl });
  return {
    all: async (sql, values = []) => /** @type {any[]} */ ((await connection.query(sql, values))[0]),
    run: async (sql, values = []) => void (await connection.query(sql, values)),
    close: () => connection.end(),
  };
}

/** Returns the rows that `sql` finds in the database of `product`. */
export async function query(product, sql) {
  const rows = await openRows(product);
  try {
    return await rows.all(sql);
  } finally {
    await rows.close();
  }
}

/**
 * Waits until every journal entry is a leaf of the proof's tree. Before that the invariants would report the newest
 * entries as missing.
 */
export async function untilFollowed(product, patienceMs) {
  for (const deadline = Date.now() + patienceMs; ;) {
    const [{ missing }] = await query(
      product,
      'SELECT (SELECT COUNT(*) FROM journal_entries) - (SELECT COUNT(*) FROM proof_leaves) AS missing',
    );
    if (Number(missing) === 0) return;
    if (Date.now() > deadline)
      throw new Error(`${missing} journal entries did not become leaves within ${patienceMs / 1000} s.`);
    await sleep(200);
  }
}
