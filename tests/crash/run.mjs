// `pnpm crash [--kills 50] [--seed 7] [--database sqlite|mariadb]`: the long form of the crash rehearsal.
import '../../scripts/lib/node-version.mjs';
import { parseArgs } from 'node:util';
import { buildServer, install, stopWith } from '../../scripts/lib/prepare.mjs';
import { done, fail, say } from '../../scripts/lib/say.mjs';
import { rehearse } from './rehearsal.mjs';

const { values: options } = parseArgs({
  options: { kills: { type: 'string', default: '50' }, seed: { type: 'string' }, database: { type: 'string' } },
});
const kills = Number(options.kills);
if (!Number.isInteger(kills) || kills < 1) {
  console.error('--kills takes a whole number from 1.');
  process.exit(1);
}
const seed = Number(options.seed ?? Date.now() % 1_000_000_000);
const databases = options.database ? [options.database] : ['sqlite', 'mariadb'];

await install().then(buildServer).catch(stopWith);
for (const database of databases) {
  say(
    `${kills} kills on ${database}; the same again: pnpm crash --database ${database} --kills ${kills} --seed ${seed}`,
  );
  const { faults, ...figures } = await rehearse({ database, kills, seed, human: (line) => console.log(line) });
  console.log(JSON.stringify(figures));
  if (faults.length === 0)
    done(
      `${figures.gifts} gifts and ${figures.confirmed} transfers acknowledged, none lost, none doubled, every invariant holds`,
    );
  for (const fault of faults) fail(fault);
  if (faults.length > 0) process.exitCode = 1;
}
