import 'reflect-metadata';
import { printSchema, lexicographicSortSchema } from 'graphql';
import { runChecks } from './checks.js';
import { PlatformRole, type Services } from './context.js';
import { DatabaseClock } from './db/database-clock.js';
import { Database } from './db/database.js';
import { refreshSearchColumns } from './db/search-columns.js';
import { migrations } from './db/migrations/index.js';
import { DEMO_ACCOUNTS } from './demo/accounts.js';
import { loadDemoIfEmpty } from './demo/load.js';
import { entities } from './entities.js';
import { parseEnv } from './env.js';
import { LiveHub } from './live/hub.js';
import { createLog } from './log.js';
import { createMailer } from './mail.js';
import { refuseWhileLate } from './modules/disclosure/index.js';
import { findReferencesOfLines } from './modules/reconciliation/index.js';
import { grantRole } from './modules/identity/index.js';
import { refuseWhileGivingBack } from './modules/refunds/index.js';
import { createSchema } from './schema.js';
import { searchColumns } from './search-columns.js';

const USAGE = `usage:
  cli check-data            proves every invariant over the whole database; exits 1 with the offending rows
  cli seed                  loads the demo into an empty database
  cli grant EMAIL ROLE      gives an account a platform role: ${Object.values(PlatformRole).join(', ')}
  cli print-schema          prints the GraphQL schema`;

/** The services without the web server: for work beside a running one. */
async function openServices(): Promise<Services> {
  const env = parseEnv(process.env);
  const log = createLog(env.logLevel);
  const clock = new DatabaseClock();
  const db = await Database.open({ url: env.databaseUrl, file: env.sqliteFile, entities, migrations, clock });
  await db.migrate();
  await refreshSearchColumns(db, searchColumns, log);
  return { env, db, clock, live: new LiveHub(log), mailer: createMailer(env), log, submissionRefusals: [refuseWhileLate], referenceUses: [findReferencesOfLines], returnRefusals: [refuseWhileGivingBack] };
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

/** Prints the result of every check; true when all hold. */
async function checkData(services: Services): Promise<boolean> {
  const results = await runChecks(services);
  for (const { name, rows } of results) {
    console.log(`${rows.length === 0 ? 'holds ' : 'BROKEN'}  ${name}`);
    for (const row of rows.slice(0, 20)) console.log(`          ${JSON.stringify(row)}`);
    if (rows.length > 20) console.log(`          … and ${rows.length - 20} more rows`);
  }
  return results.every(({ rows }) => rows.length === 0);
}

/** Loads the demo, into an empty database and nowhere else. */
async function seed(): Promise<number> {
  const state = await loadDemoIfEmpty(parseEnv(process.env), (line) => console.log(line));
  if (state === 'empty') {
    console.log(`Sign in as ${DEMO_ACCOUNTS.map(({ email }) => email).join(', ')}; the password of each is ${DEMO_ACCOUNTS[0]!.password}.`);
    return 0;
  }
  const why = state === 'incomplete' ? 'holds a demo whose loading was interrupted' : 'has accounts already';
  console.error(`The database ${why}: the demo is loaded into an empty one only. Nothing was changed.`);
  return 1;
}

async function main([command, ...args]: string[]): Promise<number> {
  switch (command) {
    case 'check-data':
      return (await withServices(checkData)) ? 0 : 1;
    case 'seed':
      return seed();
    case 'grant': {
      const [email, role] = args;
      if (email === undefined || !Object.values<string | undefined>(PlatformRole).includes(role)) break;
      await withServices((services) => grantRole(services, email, role as PlatformRole));
      console.log(`${email} is now ${role}`);
      return 0;
    }
    case 'print-schema':
      console.log(printSchema(lexicographicSortSchema(createSchema())));
      return 0;
  }
  console.error(USAGE);
  return 2;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
