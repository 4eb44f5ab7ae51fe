import { createConnection } from 'mysql2/promise';
import { randomBytes } from 'node:crypto';

/**
 * A new, empty database on the MariaDB server that `template` leads to: mysql://… with {database} in place of the name.
 * @param {string} template
 */
export async function createDatabase(template) {
  const name = `hc_${randomBytes(6).toString('hex')}`;
  const statement = async (/** @type {string} */ sql) => {
    // Every database named hc_… is this account's own, so it may create one without being connected to any.
    const connection = await createConnection({ uri: template.replace('{database}', '') });
    try { await connection.query(sql); } finally { await connection.end(); }
  };
  await statement(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return { url: template.replace('{database}', name), drop: () => statement(`DROP DATABASE IF EXISTS ${name}`) };
}
