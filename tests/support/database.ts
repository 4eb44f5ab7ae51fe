import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createDatabase } from './mysql.mjs';

export type DatabaseKind = 'sqlite' | 'mariadb';

declare module 'vitest' {
  interface ProvidedContext {
    /** The database on which the stories of this project run. */
    database: DatabaseKind;
    /**
     * mysql://… of the MariaDB server that the run started; {database} stands for the name. It is set only where a
     * project starts such a server.
     */
    mariadbUrl: string;
  }
}

export interface FreshDatabase {
  kind: DatabaseKind;
  /** The settings that make the server use this database. */
  env: { DATABASE_URL: string; DATA_DIR: string };
  drop(): Promise<void>;
}

/** Creates an empty database and a data folder that nothing else uses. */
export async function freshDatabase(kind: DatabaseKind = inject('database') ?? 'sqlite'): Promise<FreshDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'hc-test-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  if (kind === 'sqlite') return { kind, env: { DATABASE_URL: '', DATA_DIR: folder }, drop: async () => removeFolder() };

  const template = inject('mariadbUrl');
  if (!template)
    throw new Error(
      'This test asks for MariaDB, but its vitest project starts none: add tests/support/mariadb.setup.ts to its globalSetup.',
    );
  const { url, drop } = await createDatabase(template);
  return {
    kind,
    env: { DATABASE_URL: url, DATA_DIR: folder },
    async drop() {
      await drop();
      removeFolder();
    },
  };
}
