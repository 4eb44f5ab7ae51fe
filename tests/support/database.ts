import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';

export type DatabaseKind = 'sqlite' | 'mariadb';

declare module 'vitest' {
  interface ProvidedContext {
    /** Which database the stories of this project run on. */
    database: DatabaseKind;
    /** mysql://… of the MariaDB server that the run started; {database} stands for the name. Only where a project starts one. */
    mariadbUrl: string;
  }
}

export interface FreshDatabase {
  kind: DatabaseKind;
  /** The settings that make the server use it. */
  env: { DATABASE_URL: string; DATA_DIR: string };
  drop(): Promise<void>;
}

/** An empty database and data folder that nobody else uses. */
export async function freshDatabase(kind: DatabaseKind = inject('database') ?? 'sqlite'): Promise<FreshDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'hc-test-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  if (kind === 'sqlite') return { kind, env: { DATABASE_URL: '', DATA_DIR: folder }, drop: async () => removeFolder() };

  const template = inject('mariadbUrl');
  if (!template) throw new Error('This test asks for MariaDB, but its vitest project starts none: add tests/support/mariadb.setup.ts to its globalSetup.');
  const name = `hc_${randomBytes(6).toString('hex')}`;
  const statement = async (sql: string) => {
    // Every database named hc_… is this account's own, so it may create one without being connected to any.
    const connection = await createConnection({ uri: template.replace('{database}', '') });
    try { await connection.query(sql); } finally { await connection.end(); }
  };
  await statement(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return {
    kind,
    env: { DATABASE_URL: template.replace('{database}', name), DATA_DIR: folder },
    async drop() {
      await statement(`DROP DATABASE IF EXISTS ${name}`);
      removeFolder();
    },
  };
}
