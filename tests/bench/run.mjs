// `pnpm bench [name …] [--json] [--rounds 5] [--seconds 3] [--database sqlite|mariadb] [--entries 1000000] [--pledges
// 1000000] [--gifts 554300] [--lines 10000] [--subscribers 10000] [--lighthouse] [--projects 100000]` A number alone
// tells more about the machine than about the product, so each one is printed beside a baseline of the same run.
import '../../scripts/lib/node-version.mjs';
import { parseArgs } from 'node:util';
import { buildServer, install, stopWith } from '../../scripts/lib/prepare.mjs';
import { warn } from '../../scripts/lib/say.mjs';
import { findMariadb } from '../../scripts/lib/system.mjs';
import { RAISED_LIMITS_LINE } from '../support/raised-limits.mjs';

/** The counts that can be set: the usual number, and the smallest that makes sense. */
const COUNTS = {
  rounds: [5, 1],
  entries: [1_000_000, 2_000],
  pledges: [1_000_000, 200],
  gifts: [554_300, 555],
  lines: [10_000, 1],
  subscribers: [10_000, 1],
  projects: [100_000, 100],
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '3' },
    database: { type: 'string' },
    lighthouse: { type: 'boolean', default: false },
    ...Object.fromEntries(
      Object.entries(COUNTS).map(([name, [usual]]) => [name, { type: 'string', default: String(usual) }]),
    ),
  },
});
const seconds = Number(options.seconds);
const counts = Object.fromEntries(Object.keys(COUNTS).map((name) => [name, Number(options[name])]));
const wrong = Object.entries(COUNTS).find(
  ([name, [, least]]) => !(Number.isInteger(counts[name]) && counts[name] >= least),
);
if (wrong !== undefined) {
  console.error(`--${wrong[0]} takes a whole number from ${wrong[1][1]}.`);
  process.exit(1);
}
if (!(seconds > 0)) {
  console.error('--seconds takes a number above 0.');
  process.exit(1);
}

const reads = () => import('./reads.mjs');
const benches = {
  'pledge-http': () => import('./pledge-http.mjs'),
  'pledge-matched': () => import('./pledge-matched.mjs'),
  'project-page': reads,
  'project-list': reads,
  'pledge-feed': reads,
  'pledge-growth': reads,
  replay: () => import('./replay.mjs'),
  'fan-out': () => import('./fan-out.mjs'),
  'statement-import': () => import('./statement-import.mjs'),
  proof: () => import('./proof.mjs'),
  pages: () => import('./pages.mjs'),
  refusals: () => import('./refusals.mjs'),
  search: () => import('./search.mjs'),
};
const names = positionals.length > 0 ? positionals : Object.keys(benches);
for (const name of names)
  if (!(name in benches)) {
    console.error(`No benchmark is called ${name}. There are: ${Object.keys(benches).join(', ')}.`);
    process.exit(1);
  }
const databases = options.database ? [options.database] : ['sqlite', 'mariadb'];

// With --json, stdout carries results only; all text for people goes to stderr.
const human = (text) => (options.json ? console.error(text) : console.log(text));
if (options.json) console.log = (...words) => console.error(...words);

await install().then(buildServer).catch(stopWith);
human(RAISED_LIMITS_LINE);
// Benchmarks of one file share its setup.
for (const file of new Set(names.map((name) => benches[name]))) {
  const { measure } = await file();
  for (const database of databases) {
    if (database === 'mariadb' && !findMariadb()) {
      warn('No MariaDB server here: its half is left out.');
      continue;
    }
    for (const result of [
      await measure({
        names: names.filter((name) => benches[name] === file),
        database,
        seconds,
        lighthouse: options.lighthouse,
        ...counts,
        human,
      }).catch(stopWith),
    ].flat()) {
      if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
      else
        human(
          `${result.bench}${result.kind === undefined ? '' : ` (${result.kind})`} on ${result.database}: ${Math.round(result.value)} ${result.unit}; ${result.baseline} ${Math.round(result.baselineValue)}; ratio ${result.ratio.toFixed(3)}`,
        );
    }
  }
}
