import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { openRows } from '../support/rows.mjs';
import { playHebi } from './hebi-2022.mjs';
import type { Proof } from './proof.mjs';
import { playShijingshan } from './shijingshan-2017.mjs';
import { playZhongshan } from './zhongshan-2016.mjs';

const SEED = Number(process.env.SCENARIO_SEED ?? Date.now() % 1_000_000_000);
let mariadb: Awaited<ReturnType<typeof startMariadb>> | undefined;
beforeAll(async () => {
  mariadb = inject('database') === 'mariadb' ? await startMariadb() : undefined;
});
afterAll(() => mariadb?.stop());

/** Changes a row past the product. The proof has to find the change, because it reads what the database holds. */
async function breakRow(product: { databaseUrl: string; folder: string }, sql: string): Promise<void> {
  const rows = await openRows(product);
  try {
    await rows.run(sql);
  } finally {
    await rows.close();
  }
}

const isFaulty = (proof: Proof, what: string): boolean => proof.faults.some((fault) => fault.startsWith(what));

describe(`scenarios (SCENARIO_SEED=${SEED})`, () => {
  it('Hebi 2022: every gift is recorded once, whatever fails on the way', async () => {
    const played = await playHebi({ seed: SEED, scale: 0.002, connections: 16, mariadb });
    try {
      expect(played.plan).toMatchObject({ gifts: 1_108, raisedFen: 15_507_340 });
      expect(played.counts).toMatchObject({ repeated: 11, hungUp: 11, refused: 11 });
      const proof = await played.prove();
      expect(proof.faults).toEqual([]);
      expect(proof.figures).toEqual({ participations: 1_108, raisedFen: 15_507_340, matchedFen: 1_550_734 });

      await breakRow(
        played.product,
        'UPDATE pledges SET amount_fen = amount_fen + 1 WHERE id = (SELECT id FROM (SELECT MIN(id) AS id FROM pledges) AS first)',
      );
      const broken = await played.prove();
      for (const what of ['fen in pledges', 'gifts that are not what was acknowledged', 'invariants that do not hold'])
        expect(isFaulty(broken, what), what).toBe(true);
    } finally {
      await played.stop();
    }
  });

  it('Zhongshan 2016: every fen is traced from its gift to the stage that it paid', async () => {
    const played = await playZhongshan({ seed: SEED, scale: 0.01, mariadb });
    try {
      expect(played.plan).toMatchObject({ projects: 11, fen: 1_398_600, people: 2_004 });
      expect((await played.prove()).faults).toEqual([]);

      await breakRow(
        played.product,
        'UPDATE gift_uses SET amount_fen = amount_fen - 1 WHERE amount_fen = (SELECT most FROM (SELECT MAX(amount_fen) AS most FROM gift_uses) AS uses)',
      );
      const broken = await played.prove();
      for (const what of ['projects whose gifts are traced to something else', 'invariants that do not hold'])
        expect(isFaulty(broken, what), what).toBe(true);
    } finally {
      await played.stop();
    }
  });

  it('Shijingshan 2017: the lists of all units add up, and three programmes pay their grants', async () => {
    const played = await playShijingshan({ seed: SEED, scale: 0.02, mariadb });
    try {
      const proof = await played.prove();
      expect(proof.faults).toEqual([]);
      expect(proof.figures).toEqual({
        units: 3,
        members: 381,
        others: 54,
        raisedFen: 2_540_000,
        history: { participations: 5_000, raisedFen: 20_000_000 },
        programmes: {
          medicalCardGrants: 36,
          medicalCardFen: 1_060_000,
          hardshipGrants: 27,
          temporaryAidPeople: 3,
          temporaryAidFen: 5_540_000,
        },
      });

      await breakRow(played.product, 'UPDATE campaign_counters SET given_fen = given_fen + 1');
      const broken = await played.prove();
      for (const what of ['fen of the campaign', 'invariants that do not hold'])
        expect(isFaulty(broken, what), what).toBe(true);
    } finally {
      await played.stop();
    }
  });
});
