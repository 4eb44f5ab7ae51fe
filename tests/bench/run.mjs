// `pnpm bench [name …] [--json] [--rounds 5] [--seconds 3] [--database sqlite|mariadb] [--entries 1000000] [--lines 10000] [--subscribers 10000]`
// A number alone says more about the machine than about us, so each one comes beside a baseline of the same run.
import '../../scripts/lib/node-version.mjs';
import { parseArgs } from 'node:util';
import { buildServer, install, stopWith } from '../../scripts/lib/prepare.mjs';
import { warn } from '../../scripts/lib/say.mjs';
import { findMariadb } from '../../scripts/lib/system.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' }, database: { type: 'string' }, lines: { type: 'string', default: '10000' }, subscribers: { type: 'string', default: '10000' }, entries: { type: 'string', default: '1000000' } },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const entries = Number(options.entries);
const lines = Number(options.lines);
const subscribers = Number(options.subscribers);
if (!(Number.isInteger(rounds) && rounds >= 1 && Number.isInteger(entries) && entries >= 2_000 && Number.isInteger(lines) && lines >= 1 && Number.isInteger(subscribers) && subscribers >= 1 && seconds > 0)) { console.error('--rounds, --lines and --subscribers take a whole number from 1, --entries one from 2000, --seconds a number above 0.'); process.exit(1); }

const benches = {
  'pledge-http': () => import('./pledge-http.mjs'),
  'fan-out': () => import('./fan-out.mjs'),
  'statement-import': () => import('./statement-import.mjs'),
  proof: () => import('./proof.mjs'),
};
const names = positionals.length > 0 ? positionals : Object.keys(benches);
for (const name of names) if (!(name in benches)) { console.error(`No benchmark is called ${name}. There are: ${Object.keys(benches).join(', ')}.`); process.exit(1); }
const databases = options.database ? [options.database] : ['sqlite', 'mariadb'];

// With --json, stdout carries results only; everything a person may want to read goes to stderr.
const human = (text) => (options.json ? console.error(text) : console.log(text));
if (options.json) console.log = (...words) => console.error(...words);

await install().then(buildServer).catch(stopWith);
for (const name of names) {
  const { measure } = await benches[name]();
  for (const database of databases) {
    if (database === 'mariadb' && !findMariadb()) { warn('No MariaDB server here: its half is left out.'); continue; }
    for (const result of [await measure({ database, rounds, seconds, entries, lines, subscribers, human }).catch(stopWith)].flat()) {
      if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
      else human(`${result.bench} on ${result.database}: ${Math.round(result.value)} ${result.unit}; ${result.baseline} ${Math.round(result.baselineValue)}; ratio ${result.ratio.toFixed(3)}`);
    }
  }
}
