import { describe, expect, it } from 'vitest';
import {
  amounts,
  byDay,
  DAYS,
  figuresAt,
  giftsOf,
  HEBI,
  indexOf,
  keyOf,
  moments,
  REFUSALS,
  requestsOf,
} from './hebi-gifts.mjs';

const plan = { seed: 7, ...figuresAt(0.02), projects: 8, accounts: 35, units: 5 };
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((before, number) => before + number, 0);

describe('the gifts of Hebi 2022', () => {
  it.each([1, 2, 3])('sum to the published figure, to the fen (seed %i)', (seed) => {
    let [count, fen, smallest] = [0, 0, Infinity];
    for (const { amountFen } of amounts({ ...HEBI, seed })) {
      count += 1;
      fen += amountFen;
      smallest = Math.min(smallest, amountFen);
    }
    expect({ count, fen }).toEqual({ count: 554_300, fen: 7_753_670_000 });
    expect(smallest).toBeGreaterThanOrEqual(100);
  });

  it.each([
    [1, 554_300, 7_753_670_000],
    [0.01, 5_543, 77_536_700],
    [0.001, 554, 7_753_670],
    [0.07, 38_801, 542_756_900],
  ])('scale %d has %i gifts of %i fen', (scale, gifts, fen) => {
    const figures = figuresAt(scale);
    expect(figures).toMatchObject({ gifts, raisedFen: fen });
    expect(figures.fen + figures.matchedFen).toBe(fen);
    expect(sum([...amounts({ ...figures, seed: 5 })].map(({ amountFen }) => amountFen))).toBe(figures.fen);
  });

  it('are the same for the same seed, and different for another seed', () => {
    const amountsOf = (seed: number) => [...giftsOf({ ...plan, seed })].slice(0, 200);
    expect(amountsOf(7)).toEqual(amountsOf(7));
    expect(amountsOf(7)).not.toEqual(amountsOf(8));
  });

  it("are in order, over six days, most of them at ten o'clock and few at night", () => {
    const times = [...moments(plan)];
    expect(times.map(({ at }) => at)).toEqual(times.map(({ at }) => at).sort((a, b) => a - b));
    expect(new Set(times.map(({ day }) => day)).size).toBe(DAYS);
    const inHour = (hour: number) => times.filter(({ at }) => Math.floor(at / 3_600_000) % 24 === hour).length;
    expect(inHour(10)).toBeGreaterThan(5 * inHour(9));
    expect(inHour(3)).toBeLessThan(inHour(15) / 10);
    const firstMinutes = times.filter(({ at }) => Math.floor(at / 60_000) % 1_440 === 600).length;
    const before = times.filter(({ at }) => Math.floor(at / 60_000) % 1_440 === 599).length;
    expect(firstMinutes).toBeGreaterThan(20 * Math.max(1, before));
  });

  it('are mostly small, and half of the money is in a few large ones', () => {
    const sorted = [...giftsOf(plan)].map(({ amountFen }) => amountFen).sort((a, b) => a - b);
    expect(sorted[sorted.length >> 1]).toBeLessThanOrEqual(5_000);
    const large = sorted.slice(-Math.floor(plan.gifts / 500));
    expect(sum(large)).toBeGreaterThan(0.35 * plan.fen);
    expect(Math.max(...large)).toBeLessThanOrEqual(1_000_000_000);
  });

  it('come from guests, signed-in donors and units, go to every project, and are paid in both ways', () => {
    const gifts = [...giftsOf(plan)];
    const count = (is: (gift: (typeof gifts)[number]) => boolean) => gifts.filter(is).length;
    expect(count(({ guest }) => guest !== null)).toBe(count(({ account }) => account === null));
    for (const is of [
      count(({ guest }) => guest?.phone === null),
      count(({ unit }) => unit !== null),
      count(({ account, unit }) => account !== null && unit === null),
      count(({ anonymous }) => anonymous),
      count(({ payment }) => payment === 'BANK_TRANSFER'),
    ]) {
      expect(is).toBeGreaterThan(10);
    }
    expect(new Set(gifts.map(({ project }) => project)).size).toBe(plan.projects);
    // Only the owner of a unit gives for it.
    expect(gifts.filter(({ unit, account }) => unit !== null && unit !== account)).toEqual([]);
  });
});

describe('the requests of Hebi 2022', () => {
  const requests = [...requestsOf(plan)];
  const of = (kind: string) => requests.filter((request) => request.kind === kind);

  it('contain every gift once, two in a hundred that repeat a key and one in a hundred that is to be refused', () => {
    expect(of('GIFT').map(({ gift }) => gift.index)).toEqual(Array.from({ length: plan.gifts }, (_, index) => index));
    const hungUp = of('GIFT').filter(({ hangsUpAfter }) => hangsUpAfter !== null);
    const sent = requests.length + hungUp.length;
    expect((of('REPEAT').length + hungUp.length) / sent).toBeCloseTo(0.02, 3);
    expect(of('REFUSED').length / sent).toBeCloseTo(0.01, 3);
  });

  it('repeat only earlier requests, soon and late', () => {
    let newest = -1;
    const ages: number[] = [];
    for (const { kind, gift } of requests) {
      if (kind === 'GIFT') newest = gift.index;
      else ages.push(newest - gift.index);
    }
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...ages)).toBeLessThan(100);
    expect(Math.max(...ages)).toBeGreaterThan(2_000);
  });

  it('are refused for every possible reason', () => {
    expect(new Set(of('REFUSED').map(({ fault }) => fault))).toEqual(new Set(Object.keys(REFUSALS)));
  });

  it('are split by day, none lost and none twice', () => {
    const seen: number[] = [];
    for (const { day, requests: ofDay } of byDay(requestsOf(plan))) {
      for (const request of ofDay) {
        expect(request.day).toBe(day);
        if (request.kind === 'GIFT') seen.push(request.gift.index);
      }
    }
    expect(seen).toHaveLength(plan.gifts);
    expect(new Set(seen).size).toBe(plan.gifts);
  });
});

describe('keys', () => {
  it('identify their gift, and are spread over the whole index', () => {
    const keys = Array.from({ length: 5_000 }, (_, index) => keyOf(3, index));
    expect(keys.map((key) => indexOf(3, key))).toEqual(keys.map((_, index) => index));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key, index) => index > 0 && key > keys[index - 1]!).length / keys.length).toBeCloseTo(0.5, 1);
  });

  it.each(['', 'x', keyOf(4, 5), keyOf(3, 5).replace(/5$/, '6'), 'refused-1'])(
    'of another form belong to no gift: %s',
    (key) => {
      expect(indexOf(3, key)).toBeNull();
    },
  );
});
