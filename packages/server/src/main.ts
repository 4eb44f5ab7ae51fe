import { createApp } from './app.js';
import { DEMO_ACCOUNTS } from './demo/accounts.js';
import { loadDemoIfEmpty, refuseDemoIn } from './demo/load.js';
import { parseEnv } from './env.js';

/** Starts the server from the environment and stops it gracefully. Nothing else starts anything. */
async function main(): Promise<void> {
  const env = parseEnv(process.env);
  const demo = env.demo ? await loadDemoIfEmpty(env, (line) => console.log(line)) : null;
  if (demo === 'incomplete') console.warn('The demo in this database is incomplete: loading it was interrupted. Empty the database and start again to have all of it.');
  const app = await createApp({ env });
  if (env.production) await refuseDemoIn(app.db);
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    app.log.info({ signal }, 'stopping: finishing what was accepted');
    await app.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  const { url } = await app.listen();
  console.log(`\nHongchuang 红创 is at ${url}\n`);
  if (env.demo) console.log(describeAccounts());
}

/** The demo accounts as a table, for whoever has just started the demo. */
function describeAccounts(): string {
  const width = Math.max(...DEMO_ACCOUNTS.map(({ email }) => email.length));
  const rows = DEMO_ACCOUNTS.map(({ email, password, name }) => `  ${email.padEnd(width)}  ${password}  ${name}`);
  return `Demo accounts:\n${rows.join('\n')}\n`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
