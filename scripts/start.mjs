// `npm start`: from a clone with only Node and npm to a running product.
// package.json says `exec node …`: without it, npm's signals end the shell between npm and this process, and the server
// lives on unseen. A shell that knows no exec, as on Windows, goes on to the second half of that line.
import './lib/node-version.mjs';
import { prepare, stopWith } from './lib/prepare.mjs';
import { foreground } from './lib/run.mjs';
import { SERVER_ARGS } from './lib/server-process.mjs';

await prepare().catch(stopWith);
process.exit(await foreground(SERVER_ARGS));
