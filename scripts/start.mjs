// `npm start`: from a clone with only Node and npm to a running product.
// package.json says `exec node …`. Without `exec`, npm's signals end the shell between npm and this process, and the
// server goes on unnoticed. A shell without `exec`, as on Windows, runs the second half of that line.
import './lib/node-version.mjs';
import { prepare, stopWith } from './lib/prepare.mjs';
import { foreground } from './lib/run.mjs';
import { DEMO_ARGS } from './lib/server-process.mjs';

await prepare().catch(stopWith);
process.exit(await foreground(DEMO_ARGS));
