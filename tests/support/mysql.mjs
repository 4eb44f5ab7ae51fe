import { escape, escapeId } from 'mysql2';
import { createConnection } from 'mysql2/promise';
import { randomBytes } from 'node:crypto';

/**
 * Creates a new, empty database on the MariaDB server of `template`: mysql://… with {database} in place of the name.
 * @param {string} template
 */
export async function createDatabase(template) {
  const name = `hc_${randomBytes(6).toString('hex')}`;
  const statement = async (/** @type {string} */ sql) => {
    // The account owns every database named hc_…, so it may create one without a connection to any.
    const connection = await createConnection({ uri: template.replace('{database}', '') });
    try {
      await connection.query(sql);
    } finally {
      await connection.end();
    }
  };
  await statement(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return { url: template.replace('{database}', name), drop: () => statement(`DROP DATABASE IF EXISTS ${name}`) };
}

/**
 * Reads a database as the statements that make it again: tables with their rows, then triggers.
 * @param {string} url
 * @returns {Promise<string[]>}
 */
export async function readTables(url) {
  const connection = await createConnection({
    uri: url,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
  });
  const rowsOf = async (/** @type {string} */ sql) => /** @type {any[]} */ ((await connection.query(sql))[0]);
  try {
    const statements = ['SET foreign_key_checks = 0'];
    for (const { name } of await rowsOf(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY 1",
    )) {
      const [definition] = await rowsOf(`SHOW CREATE TABLE ${escapeId(name)}`);
      statements.push(definition['Create Table']);
      const columns = (await rowsOf(`SHOW COLUMNS FROM ${escapeId(name)}`))
        .filter(({ Extra }) => !/GENERATED/i.test(Extra))
        .map(({ Field }) => Field);
      const rows = await rowsOf(
        `SELECT ${columns.map((column) => escapeId(column)).join(', ')} FROM ${escapeId(name)}`,
      );
      if (rows.length > 0)
        statements.push(
          `INSERT INTO ${escapeId(name)} (${columns.map((column) => escapeId(column)).join(', ')}) VALUES ${rows
            .map((row) => `(${columns.map((column) => escape(row[column])).join(', ')})`)
            .join(', ')}`,
        );
    }
    for (const { Trigger } of await rowsOf('SHOW TRIGGERS')) {
      const [definition] = await rowsOf(`SHOW CREATE TRIGGER ${escapeId(Trigger)}`);
      statements.push(definition['SQL Original Statement']);
    }
    return statements;
  } finally {
    await connection.end();
  }
}

/**
 * Runs all statements on one connection, as one message.
 * @param {string} url
 * @param {readonly string[]} statements
 */
export async function runTogether(url, statements) {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    await connection.query(statements.join(';\n'));
  } finally {
    await connection.end();
  }
}
