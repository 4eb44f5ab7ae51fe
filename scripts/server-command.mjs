// `pnpm seed`, `pnpm check:data`: builds the server if need be and hands the words on to its command line.
import './lib/node-version.mjs';
import { buildServer, install, stopWith } from './lib/prepare.mjs';
import { foreground } from './lib/run.mjs';

try {
  await install();
  await buildServer();
} catch (error) { stopWith(error); }
process.exit(await foreground(['--enable-source-maps', 'packages/server/dist/cli.js', ...process.argv.slice(2)]));
