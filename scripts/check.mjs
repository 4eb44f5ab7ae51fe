// `pnpm check [name …]`: every check that needs no test run. A name selects the checks whose names contain it.
import './lib/node-version.mjs';
import { checks } from './lib/checks.mjs';
import { install, stopWith } from './lib/prepare.mjs';
import { runChecks } from './lib/run-checks.mjs';

const words = process.argv.slice(2);
const selected = checks.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
if (selected.length === 0) {
  console.error(`No check is called that. There are: ${checks.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}
await install().catch(stopWith);
const { failed } = await runChecks(selected);
process.exit(failed === 0 ? 0 : 1);
