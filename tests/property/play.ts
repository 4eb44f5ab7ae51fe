import fc from 'fast-check';
import { Books } from './books-model.ts';
import type { Shape } from './setups.ts';
import { openings, plays } from './plays.ts';
import { World } from './world.ts';

const shapes: fc.Arbitrary<Shape> = fc.record({
  rule: fc.constantFrom('KEEP_WHAT_CAME', 'ALL_OR_NOTHING'),
  acceptsOverGoal: fc.boolean(),
  // One stage; two stages, of which the first is above the limit of one signature and the second exactly at it; three
  // stages whose shares cannot be divided evenly.
  budgets: fc.constantFrom([300], [250, 200], [100, 233, 101]),
});

const property = (replayPath: string | undefined) =>
  fc.asyncProperty(shapes, openings, plays(replayPath), async (shape, opening, commands) => {
    const world = await World.open(shape);
    const { terms, startsAt } = world.project;
    const books = new Books(terms, startsAt, world.series);
    for (const command of opening) if (command.check(books)) await command.run(books, world);
    await fc.asyncModelRun(() => ({ model: books, real: world }), commands);
    await world.finish(books);
  });

export interface Outcome {
  readonly failed: boolean;
  /** The shortest play that fails, step by step, and how to replay it. */
  readonly report: string;
}

/** Plays `runs` plays of `seed`. With `path`, replays the play at that path. */
export async function play({
  seed,
  runs,
  path,
  replayPath,
}: {
  seed: number;
  runs: number;
  path?: string;
  replayPath?: string;
}): Promise<Outcome> {
  const { failed, counterexamplePath, counterexample, errorInstance, numRuns, numShrinks } = await fc.check(
    property(replayPath),
    { seed, numRuns: runs, ...(path !== undefined && { path }) },
  );
  const commandPath = /replayPath="([^"]*)"/.exec(String(counterexample?.[2]))?.[1] ?? '';
  const lines = [
    `Play ${numRuns} of seed ${seed} goes wrong. Made shorter ${numShrinks} times it is:`,
    '',
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    '',
    `To play it again: PROPERTY_SEED=${seed} PROPERTY_PATH='${counterexamplePath}' PROPERTY_COMMANDS='${commandPath}' npm test -- property`,
    '',
  ];
  return { failed, report: failed ? lines.join('\n') : '' };
}
