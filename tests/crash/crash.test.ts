import { expect, inject, it } from 'vitest';
import { LEAST_GIFTS, rehearse } from './rehearsal.mjs';

const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000_000);
const KILLS = 2;

it(`no acknowledged gift is lost when processes are killed (CRASH_SEED=${SEED})`, async () => {
  const { faults, ...figures } = await rehearse({ database: inject('database'), kills: KILLS, seed: SEED });
  expect(faults, JSON.stringify(figures)).toEqual([]);
  expect(figures.server + figures.database).toBeGreaterThanOrEqual(KILLS);
  expect(figures.gifts).toBeGreaterThan(LEAST_GIFTS);
});
