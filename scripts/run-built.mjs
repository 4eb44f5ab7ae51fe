// `node scripts/run-built.mjs server/dist/cli.js check-data`: builds the package if necessary, and runs a program of it
// with the arguments that follow.
import './lib/node-version.mjs';
import { buildDemo, buildServer, install, stopWith } from './lib/prepare.mjs';
import { foreground } from './lib/run.mjs';

const [program, ...words] = process.argv.slice(2);
try {
  await install();
  await buildServer();
  if (program.startsWith('demo/')) await buildDemo();
} catch (error) {
  stopWith(error);
}
process.exit(await foreground(['--enable-source-maps', `packages/${program}`, ...words]));
