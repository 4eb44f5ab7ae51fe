import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { openRows } from '../support/rows.mjs';
import { playHebi } from './hebi-2022.mjs';

const SEED = Number(process.env.SCENARIO_SEED ?? Date.now() % 1_000_000_000);
const SCALE = 0.002;

let mariadb: Awaited<ReturnType<typeof startMariadb>> | undefined;
beforeAll(async () => { mariadb = inject('database') === 'mariadb' ? await startMariadb() : undefined; });
afterAll(() => mariadb?.stop());

describe(`scenarios (SCENARIO_SEED=${SEED})`, () => {
  it('Hebi 2022: every gift is there once, whatever happened on the way, and a row that was touched is found', async () => {
    const played = await playHebi({ seed: SEED, scale: SCALE, connections: 16, mariadb });
    try {
      expect(played.plan).toMatchObject({ gifts: 1_108, fen: 15_507_340 });
      expect(played.counts).toMatchObject({ repeated: 11, hungUp: 11, refused: 11 });
      expect((await played.prove()).faults).toEqual([]);

      const rows = await openRows(played.product);
      try {
        await rows.run('UPDATE pledges SET amount_fen = amount_fen + 1 WHERE id = (SELECT id FROM (SELECT MIN(id) AS id FROM pledges) AS first)');
      } finally {
        await rows.close();
      }
      const { faults } = await played.prove();
      for (const what of ['fen in pledges', 'gifts that are not what was acknowledged', 'invariants that do not hold']) {
        expect(faults.filter((fault) => fault.startsWith(what)), what).toHaveLength(1);
      }
    } finally {
      await played.stop();
    }
  });
});
