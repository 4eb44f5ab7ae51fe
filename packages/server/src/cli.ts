import 'reflect-metadata';
import { resolve } from 'node:path';
import { printSchema, lexicographicSortSchema } from 'graphql';
import { readIdentity, restoreBackup, writeBackup, writeBackupKey, type BackupSummary } from './backup/backup.js';
import { runChecks } from './checks.js';
import { PlatformRole, type Services } from './context.js';
import { dataKeysOf } from './data-keys.js';
import { DatabaseClock } from './db/database-clock.js';
import { Database } from './db/database.js';
import { refreshSearchColumns } from './db/search-columns.js';
import { entities, migrations, modules, sealedColumns, searchColumns } from './modules.js';
import { refreshSearchEntries } from './modules/search/index.js';
import { printLimits } from './print-limits.js';
import { printPermissions } from './print-permissions.js';
import { printPersonalData } from './print-personal-data.js';
import { printQueues } from './print-queues.js';
import { parseEnv } from './env.js';
import { asTask } from './jobs/current-task.js';
import { LiveHub } from './live/hub.js';
import { createLog } from './log.js';
import { createMailer } from './mail.js';
import { grantRole, restoreByOperator, verifyByOperator } from './modules/identity/index.js';
import { refreshSealedColumns } from './sealed-columns.js';
import { createSchema } from './schema.js';

const USAGE = `usage:
  cli check-data            proves every invariant over the whole database; exits 1 with the offending rows
  cli grant EMAIL ROLE      gives an account a platform role: ${Object.values(PlatformRole).join(', ')}
  cli verify-email EMAIL…   counts addresses as verified, because you know their holders
  cli restore-account EMAIL restores a suspended account, where no second administrator is left to do it
  cli backup FILE           writes an encrypted backup of database and uploads for BACKUP_RECIPIENTS
  cli backup-key FILE       makes the key that reads backups, and prints its recipient
  cli restore FILE KEY      restores a backup into an empty database, with the key in the file KEY, and checks it
  cli reseal                seals all personal data and secrets at rest with the first of DATA_KEYS
  cli print-schema          prints the GraphQL schema`;

/** Opens the services without the web server, for work beside a running server. */
async function openServices(): Promise<Services> {
  const env = parseEnv(process.env);
  const log = createLog(env.logLevel);
  const clock = new DatabaseClock();
  const db = await Database.open({ url: env.databaseUrl, file: env.sqliteFile, entities, migrations, clock });
  await db.migrate();
  await refreshSearchColumns(db, searchColumns, log);
  await refreshSearchEntries(db, log);
  return {
    env,
    db,
    clock,
    live: new LiveHub(log),
    mailer: createMailer(env),
    // No command sends text messages.
    texter: null,
    log,
  };
}

async function withServices<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const services = await openServices();
  try {
    return await work(services);
  } finally {
    services.live.close();
    await services.db.close();
  }
}

/** Prints the result of every check. Returns whether all hold. */
async function checkData(services: Services): Promise<boolean> {
  const results = await runChecks(services);
  for (const { name, rows } of results) {
    console.log(`${rows.length === 0 ? 'holds ' : 'BROKEN'}  ${name}`);
    for (const row of rows.slice(0, 20)) console.log(`          ${JSON.stringify(row)}`);
    if (rows.length > 20) console.log(`          … and ${rows.length - 20} more rows`);
  }
  return results.every(({ rows }) => rows.length === 0);
}

/** Prints what a backup holds. The heads are to be compared with those that were kept elsewhere. */
function say({ at, rows, files, heads }: BackupSummary): void {
  console.log(`backup of ${at}: ${rows} rows, ${files} files`);
  for (const [log, head] of Object.entries(heads))
    console.log(head === null ? `${log}: no head yet` : `${log}: size ${head.size}, root ${head.root}`);
}

async function main([command, ...args]: string[]): Promise<number> {
  switch (command) {
    case 'check-data':
      return (await withServices(checkData)) ? 0 : 1;
    case 'grant': {
      const [email, role] = args;
      if (email === undefined || !Object.values<string | undefined>(PlatformRole).includes(role)) break;
      await withServices((services) => grantRole(services, email, role as PlatformRole));
      console.log(`${email} is now ${role}`);
      return 0;
    }
    case 'verify-email':
      if (args.length === 0) break;
      await withServices((services) => verifyByOperator(services, args));
      console.log(`${args.join(', ')}: verified`);
      return 0;
    case 'restore-account': {
      const [email] = args;
      if (email === undefined) break;
      await withServices((services) => restoreByOperator(services, email));
      console.log(`${email}: restored`);
      return 0;
    }
    case 'backup': {
      const [file] = args;
      if (file === undefined) break;
      say(await withServices((services) => writeBackup(services, resolve(file))));
      return 0;
    }
    case 'backup-key': {
      const [file] = args;
      if (file === undefined) break;
      console.log(`BACKUP_RECIPIENTS=${await writeBackupKey(resolve(file))}`);
      return 0;
    }
    case 'restore': {
      const [file, key] = args;
      if (file === undefined || key === undefined) break;
      const identity = readIdentity(resolve(key));
      say(await restoreBackup(parseEnv(process.env), new DatabaseClock(), resolve(file), identity));
      return (await withServices(checkData)) ? 0 : 1;
    }
    case 'reseal':
      await withServices(({ db, env, log }) => refreshSealedColumns(db, dataKeysOf(env), sealedColumns, log));
      console.log(`sealed with the data key ${dataKeysOf(parseEnv(process.env))[0].id}`);
      return 0;
    case 'print-schema':
      console.log(printSchema(lexicographicSortSchema(createSchema())));
      return 0;
    case 'print-pages':
      console.log(
        JSON.stringify({
          'docs/permissions.md': `${printPermissions(modules)}\n`,
          'docs/queues.md': `${printQueues(modules)}\n`,
          'docs/personal-data.md': `${printPersonalData(modules)}\n`,
          'docs/limits.md': `${printLimits()}\n`,
        }),
      );
      return 0;
  }
  console.error(USAGE);
  return 2;
}

asTask(`cli/${process.argv[2] ?? ''}`, () => main(process.argv.slice(2))).then(
  // A reader of a pipe may be slower than this process. The exit waits until it has everything.
  (code) => process.stdout.write('', () => process.exit(code)),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
