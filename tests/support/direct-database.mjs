// A database through its own driver, past the product, as anybody with a database prompt can use it. It serves tests
// that need many rows.

const ROWS_A_STATEMENT = 1_000;

/**
 * @typedef {object} DirectDatabase
 * @property {'mysql' | 'sqlite'} dialect
 * @property {(sql: string, values?: readonly unknown[]) => Promise<any[]>} query
 * @property {(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]) => Promise<void>} insert
 * @property {() => Promise<void>} close
 */

/**
 * Connects to the database. With `trusted` the database checks no keys and references, and a power cut may lose
 * everything. Without `trusted` a million gifts take an hour.
 * @param {{ databaseUrl: string, file: string, trusted?: boolean }} where
 * @returns {Promise<DirectDatabase>}
 */
export const connectDirectly = ({ databaseUrl, file, trusted = false }) =>
  databaseUrl ? connectMysql(databaseUrl, trusted) : connectSqlite(file, trusted);

/** @param {string} databaseUrl @param {boolean} trusted @returns {Promise<DirectDatabase>} */
async function connectMysql(databaseUrl, trusted) {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ uri: databaseUrl, multipleStatements: true, timezone: 'Z' });
  if (trusted) await connection.query('SET unique_checks = 0; SET foreign_key_checks = 0');
  return {
    dialect: 'mysql',
    query: async (sql, values) => /** @type {any[]} */ ((await connection.query(sql, values))[0]),
    async insert(table, columns, rows) {
      for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
        await connection.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`, [
          rows.slice(start, start + ROWS_A_STATEMENT),
        ]);
      }
    },
    close: () => connection.end(),
  };
}

/** @param {string} file @param {boolean} trusted @returns {Promise<DirectDatabase>} */
async function connectSqlite(file, trusted) {
  const { default: Libsql } = await import('libsql');
  const connection = new Libsql(file);
  connection.exec(
    `PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; PRAGMA synchronous = ${trusted ? 'OFF; PRAGMA cache_size = -500000' : 'FULL'}; PRAGMA foreign_keys = ${trusted ? 'OFF' : 'ON'}`,
  );
  /** @type {Map<string, { run(...values: readonly unknown[]): unknown, all(...values: readonly unknown[]): any[] }>} */
  const prepared = new Map();
  const prepare = (/** @type {string} */ sql) => {
    if (!prepared.has(sql)) prepared.set(sql, connection.prepare(sql));
    return /** @type {NonNullable<ReturnType<typeof prepared.get>>} */ (prepared.get(sql));
  };
  return {
    dialect: 'sqlite',
    async query(sql, values = []) {
      if (/^\s*(SELECT|EXPLAIN|PRAGMA)/i.test(sql)) return connection.prepare(sql).all(...values);
      if (values.length === 0) connection.exec(sql);
      else connection.prepare(sql).run(...values);
      return [];
    },
    async insert(table, columns, rows) {
      const statement = prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const row of rows) statement.run(...row);
    },
    close: async () => connection.close(),
  };
}
