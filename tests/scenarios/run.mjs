// `pnpm scenario hebi-2022|zhongshan-2016|shijingshan-2017 [--scale 0.01] [--seed 7] [--database sqlite|mariadb] [--connections 128]
// [--keep] [--json]`: replays a real event through HTTP on a server of its own, and proves it to the fen. With --keep
// the server keeps running, so that its pages can be looked at. With --json the last line has the figures, which are
// read back through the public API.

import '../../scripts/lib/node-version.mjs';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { buildServer, buildWeb, install, stopWith } from '../../scripts/lib/prepare.mjs';
import { showProgress } from '../../scripts/lib/progress.mjs';
import { done, fail, say, seconds } from '../../scripts/lib/say.mjs';
import { RAISED_LIMITS_LINE } from '../support/raised-limits.mjs';
import { playHebi } from './hebi-2022.mjs';
import * as hebi from './hebi-gifts.mjs';
import { playShijingshan } from './shijingshan-2017.mjs';
import * as shijingshan from './shijingshan-2017.mjs';
import { playZhongshan } from './zhongshan-2016.mjs';
import * as zhongshan from './zhongshan-projects.mjs';

const scenarios = {
  'hebi-2022': { play: playHebi, smallest: hebi.SMALLEST_SCALE },
  'shijingshan-2017': { play: playShijingshan, smallest: shijingshan.SMALLEST_SCALE },
  'zhongshan-2016': { play: playZhongshan, smallest: zhongshan.SMALLEST_SCALE },
};

const {
  values: options,
  positionals: [name = ''],
} = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: 'string', default: '1' },
    seed: { type: 'string', default: '2022' },
    database: { type: 'string', default: 'sqlite' },
    connections: { type: 'string', default: '128' },
    keep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const scenario = scenarios[name];
const [scale, seed, connections] = [options.scale, options.seed, options.connections].map(Number);
const faults = [
  scenario === undefined && `There is no scenario ${name}: ${Object.keys(scenarios).join(', ')}.`,
  scenario !== undefined &&
    !(scale >= scenario.smallest && scale <= 1) &&
    `--scale takes a number from ${scenario.smallest} to 1.`,
  !Number.isSafeInteger(seed) && '--seed takes a whole number.',
  !(Number.isInteger(connections) && connections >= 1) && '--connections takes a whole number from 1.',
  !['sqlite', 'mariadb'].includes(options.database) && '--database takes sqlite or mariadb.',
].filter(Boolean);
if (faults.length > 0) {
  for (const fault of faults) fail(fault);
  process.exit(1);
}

await install()
  .then(buildServer)
  .then(() => options.keep && buildWeb())
  .catch(stopWith);
const startedAt = Date.now();
const mariadb = options.database === 'mariadb' ? await startMariadb({ size: 'server' }).catch(stopWith) : undefined;
let played;
try {
  say(
    `The same again: pnpm scenario ${name} --scale ${scale} --seed ${seed} --database ${options.database}${name === 'hebi-2022' ? ` --connections ${connections}` : ''}`,
  );
  say(RAISED_LIMITS_LINE);
  played = await scenario.play({ scale, seed, connections, mariadb, human: say, watch: showProgress });
  for (const line of played.told) say(line);
  say('Everything that was acknowledged is held against everything that is there …');
  const proof = await played.prove();
  console.log(String(proof));
  for (const fault of proof.faults) fail(fault);
  if (proof.faults.length > 0) process.exitCode = 1;
  else done(`${name}: ${proof.lines.length} of ${proof.lines.length} hold (${seconds(startedAt)})`);
  if (options.json)
    console.log(
      JSON.stringify({
        scenario: name,
        database: options.database,
        scale,
        seed,
        figures: proof.figures,
        proofs: { held: proof.lines.length - proof.faults.length, failed: proof.faults.length },
        seconds: Math.round((Date.now() - startedAt) / 1_000),
      }),
    );
  if (options.keep) {
    say(
      `${played.product.url} stays until Ctrl+C; sign in as admin@example.test, treasurer@example.test or reviewer@example.test with a-good-password`,
    );
    await once(process, 'SIGINT');
  }
} catch (error) {
  fail(error.stack ?? String(error));
  process.exitCode = 1;
} finally {
  await played?.stop();
  await mariadb?.stop();
}
