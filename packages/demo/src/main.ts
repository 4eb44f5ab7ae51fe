import { endWith, start } from '@hongchuang/server/start.js';
import { parseEnv } from '@hongchuang/server/env.js';
import { DEMO_ACCOUNTS } from './accounts.js';
import { loadDemoIfEmpty } from './load.js';

/**
 * Starts the server with the settings of the environment. When `DEMO` is on, it loads the demo into an empty database
 * first, and the sign-in page offers the accounts of the demo.
 */
async function main(): Promise<void> {
  const env = parseEnv(process.env);
  if (!env.demo) return start(env);
  if ((await loadDemoIfEmpty(env, (line) => console.log(line))) === 'incomplete')
    console.warn(
      'The demo in this database is incomplete: loading it was interrupted. Empty the database and start again to have all of it.',
    );
  await start({ ...env, demoAccounts: DEMO_ACCOUNTS });
  console.log(describeAccounts());
}

/** Returns the demo accounts as a table, for a person who has just started the demo. */
function describeAccounts(): string {
  const width = Math.max(...DEMO_ACCOUNTS.map(({ email }) => email.length));
  const rows = DEMO_ACCOUNTS.map(({ email, password, name }) => `  ${email.padEnd(width)}  ${password}  ${name}`);
  return `Demo accounts:\n${rows.join('\n')}\n`;
}

main().catch(endWith);
