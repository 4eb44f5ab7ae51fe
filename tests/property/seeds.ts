import { afterAll, describe, expect, it } from 'vitest';
import { closePlayDatabases } from './play-database.ts';
import { play } from './play.ts';
import { seen } from './world.ts';

const TIMEOUT_MS = 3_600_000;

const setting = (name: string): string | undefined => process.env[name] || undefined;
const runs = Number(setting('PROPERTY_RUNS') ?? 1_000);
const only = setting('PROPERTY_SEED');

/**
 * Outcomes that the plays must reach; otherwise the test proves too little. A thousand plays reach each of them several
 * times.
 */
const MUST_BE_SEEN = [
  ...['done', 'BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', 'INVALID_STATE', 'LIMIT_EXCEEDED'].map(
    (answer) => `give: ${answer}`,
  ),
  ...['done', 'CONFLICT'].map((answer) => `repeat: ${answer}`),
  ...['done', 'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'INVALID_STATE'].map((answer) => `cancel gift: ${answer}`),
  ...['done', 'FORBIDDEN', 'BAD_USER_INPUT', 'INVALID_STATE'].flatMap((answer) => [
    `confirm: ${answer}`,
    `prepare refund: ${answer}`,
  ]),
  'confirm: LIMIT_EXCEEDED',
  ...['done', 'FORBIDDEN', 'INVALID_STATE'].map((answer) => `end promise: ${answer}`),
  ...['done', 'INVALID_STATE'].map((answer) => `confirm again: ${answer}`),
  ...['done', 'FORBIDDEN', 'INVALID_STATE'].flatMap((answer) =>
    [
      'report stage',
      'verify stage',
      'release stage',
      'end project',
      'prepare reversal',
      'approve PROJECT_CANCELLED',
      'approve MISTAKEN_CONFIRMATION',
    ].map((kind) => `${kind}: ${answer}`),
  ),
  'return stage: done',
  'withdraw: done',
  'approve GOAL_NOT_REACHED: done',
  'ends FUNDED',
  'ends EXECUTING',
  'ends COMPLETED',
  'ends CANCELLED',
  'ends for want of gifts',
  'raises exactly its goal',
  'raises more than its goal',
  'a gift is given back in part',
  'a gift is given back',
  'a payment is confirmed again',
  'a stage is paid below its budget',
  'a stage is paid from both banks',
  'a gift pays several stages',
  'receipts of two years',
];

interface Round {
  readonly seed: number;
  readonly plays: number;
  readonly path?: string;
  readonly replayPath?: string;
}

/** Returns the rounds of a file. When the settings name a seed, only that seed is played, in the first file. */
function roundsOf(seeds: readonly number[], isFirstFile: boolean): Round[] {
  if (only !== undefined)
    return isFirstFile
      ? [{ seed: Number(only), plays: runs, path: setting('PROPERTY_PATH'), replayPath: setting('PROPERTY_COMMANDS') }]
      : [];
  const rounds = seeds.map((seed) => ({ seed, plays: runs }));
  // One more round has a random seed, so that each run also takes plays that none took before. The name of the test
  // contains the number.
  return isFirstFile ? [...rounds, { seed: Math.floor(Math.random() * 2 ** 31), plays: runs }] : rounds;
}

/** Declares the plays of `seeds` as tests of one file. Files run in parallel. */
export function playSeeds(seeds: readonly number[], isFirstFile = false): void {
  describe('money in any order is what the simplest books say it is', () => {
    it.each(roundsOf(seeds, isFirstFile))(
      'in $plays plays of seed $seed',
      async ({ seed, plays, path, replayPath }) => {
        const { failed, report } = await play({ seed, runs: plays, path, replayPath });
        expect(failed, report).toBe(false);
      },
      TIMEOUT_MS,
    );

    it.skipIf(runs < 1_000 || only !== undefined)('and every kind of step and of end was seen', () =>
      expect([...seen.keys()]).toEqual(expect.arrayContaining(MUST_BE_SEEN)),
    );

    afterAll(async () => {
      await closePlayDatabases();
      if (setting('PROPERTY_COUNTS') !== undefined)
        process.stdout.write(
          `${[...seen]
            .sort()
            .map(([what, times]) => `${String(times).padStart(7)} ${what}`)
            .join('\n')}\n${(process.cpuUsage().user / 1e6).toFixed(1)} s of CPU\n`,
        );
    });
  });
}
