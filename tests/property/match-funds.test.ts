import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MatchBooks, type FundTerms } from './books-matching.ts';
import { MatchTown, type MatchPlay } from './match-world.ts';

const RUNS = Math.min(60, Number(process.env['PROPERTY_RUNS'] ?? 60));
const PROJECTS = 3;
const DONORS = 3;
/** The third project takes nothing past its goal. */
const GOALS = [null, null, 1_500];

const cap = fc.option(fc.integer({ min: 100, max: 900 }), { freq: 2 });
const threshold = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ unlockAmount: null, unlockGifts: null }) },
  {
    weight: 1,
    arbitrary: fc.record({ unlockAmount: fc.integer({ min: 100, max: 900 }), unlockGifts: fc.constant(null) }),
  },
  { weight: 1, arbitrary: fc.record({ unlockAmount: fc.constant(null), unlockGifts: fc.integer({ min: 1, max: 4 }) }) },
);
const terms: fc.Arbitrary<FundTerms> = fc
  .record({
    factor: fc.constantFrom(1, 33, 50, 100, 333, 500),
    perGift: cap,
    perDonor: cap,
    perProject: cap,
    perDay: cap,
    except: fc.option(fc.nat({ max: PROJECTS - 1 }), { freq: 1 }),
    threshold,
  })
  .map(({ threshold: limits, ...rule }) => ({ ...rule, ...limits }));

type Step =
  | { kind: 'give'; donor: number; project: number; amount: number }
  | { kind: 'fill'; fund: number; amount: number }
  | { kind: 'end fund' | 'give rest back'; fund: number }
  | { kind: 'end project'; project: number }
  | { kind: 'next day' };

const fund = fc.nat({ max: 2 });
const project = fc.nat({ max: PROJECTS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('give' as const),
      donor: fc.nat({ max: DONORS - 1 }),
      project,
      amount: fc.integer({ min: 100, max: 500 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('fill' as const), fund, amount: fc.integer({ min: 100, max: 900 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end fund' as const), fund }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('give rest back' as const), fund }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end project' as const), project }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'next day' as const }) },
);

/** Takes a step in the model and in the product, where it can be taken. */
async function take(one: Step, books: MatchBooks, play: MatchPlay): Promise<void> {
  switch (one.kind) {
    case 'give': {
      const { donor, project: to, amount } = one;
      expect(await play.give(donor, to, amount)).toBe(books.give(donor, to, amount));
      return;
    }
    case 'next day':
      books.day += 1;
      play.nextDay();
      return;
    case 'end project': {
      if (books.ended.has(one.project)) return;
      const hasGifts = books.gifts.some(({ project: to }) => to === one.project);
      books.end(one.project);
      await play.endProject(one.project, hasGifts);
      return;
    }
    default: {
      const state = books.funds[one.fund];
      if (state === undefined) return;
      if (one.kind === 'fill' && !state.isEnded) {
        state.paidIn += one.amount;
        await play.fill(one.fund, one.amount);
      } else if (one.kind === 'end fund' && !state.isEnded) {
        state.isEnded = true;
        await play.endFund(one.fund);
      } else if (one.kind === 'give rest back' && state.isEnded && books.leftIn(one.fund) > 0) {
        books.giveBackRest(one.fund);
        await play.giveBackRest(one.fund);
      }
    }
  }
}

let town: MatchTown;
beforeAll(async () => {
  town = await MatchTown.open();
});
afterAll(() => town.close());

it('match funds add, count and give back in any order what the simplest books say', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(terms, { minLength: 1, maxLength: 3 }),
      fc.array(step, { minLength: 10, maxLength: 40 }),
      async (rules, steps) => {
        const books = new MatchBooks(rules, GOALS);
        const play = await town.begin(books);
        for (const one of steps) {
          await take(one, books, play);
          expect(await play.found(), one.kind).toEqual(play.expected());
        }
        expect(await town.broken()).toEqual([]);
      },
    ),
    { numRuns: RUNS },
  );
}, 600_000);
