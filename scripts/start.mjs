// `npm start`: from a clone with only Node and npm to a running product.
import './lib/node-version.mjs';
import { prepare, stopWith } from './lib/prepare.mjs';
import { foreground } from './lib/run.mjs';

await prepare().catch(stopWith);
process.exit(await foreground(['--enable-source-maps', 'packages/server/dist/main.js']));
