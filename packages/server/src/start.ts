import { createApp } from './app.js';
import type { Env } from './env.js';
import { refuseDemoIn } from './refuse-demo.js';

/** Starts a server with the settings of `env`. A signal to the process stops it gracefully. */
export async function start(env: Env): Promise<void> {
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
}

/** Ends a process that cannot start, with the reason for the person at the console. */
export function endWith(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
