import { createApp } from './app.js';
import { parseEnv } from './env.js';

/** Starts the server from the environment and stops it gracefully. Nothing else starts anything. */
async function main(): Promise<void> {
  const env = parseEnv(process.env);
  const app = await createApp({ env });
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

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
