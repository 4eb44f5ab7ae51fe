import { describe, expect, it } from 'vitest';
import { MatchCut, MatchFundState } from './match.enums.js';
import {
  decideMatch,
  MATCH_STEPS,
  refuseMatchStep,
  refuseWindow,
  unlocksWith,
  type MatchLimits,
  type MatchRule,
  type MatchUnlock,
} from './match.rules.js';

const rule: MatchRule = { factor: 100, perGiftFen: null, perDonorFen: null, perProjectFen: null, perDayFen: null };
const free: MatchLimits = {
  leftFen: 1_000_000,
  ofDonorFen: 0,
  ofProjectFen: 0,
  ofDayFen: 0,
  roomFen: null,
  ofGiftFen: 1_000_000,
};

describe('what a fund adds to a gift of ¥100.01', () => {
  it.each<[string, Partial<MatchRule>, Partial<MatchLimits>, number, MatchCut | null]>([
    ['doubles it', {}, {}, 10_001, null],
    ['adds half, rounded down', { factor: 50 }, {}, 5_000, null],
    ['adds a hundredth, rounded down', { factor: 1 }, {}, 100, null],
    ['is cut to the most for a gift', { perGiftFen: 9_000 }, {}, 9_000, MatchCut.PER_GIFT],
    ['is cut to what all funds may add', {}, { ofGiftFen: 7 }, 7, MatchCut.PER_GIFT],
    ['is cut to what the donor has left', { perDonorFen: 20_000 }, { ofDonorFen: 15_000 }, 5_000, MatchCut.PER_DONOR],
    ['is nothing when the donor has nothing left', { perDonorFen: 100 }, { ofDonorFen: 100 }, 0, MatchCut.PER_DONOR],
    ['is cut to what the project has left', { perProjectFen: 300 }, { ofProjectFen: 299 }, 1, MatchCut.PER_PROJECT],
    ['is cut to what the day has left', { perDayFen: 300 }, { ofDayFen: 100 }, 200, MatchCut.PER_DAY],
    ['is cut to the room of the project', {}, { roomFen: 99 }, 99, MatchCut.GOAL],
    ['is cut to the pool', {}, { leftFen: 10_000 }, 10_000, MatchCut.POOL],
    ['has no cut where it fits exactly', { perGiftFen: 10_001 }, { leftFen: 10_001 }, 10_001, null],
    ['names the smallest of several', { perGiftFen: 5_000 }, { leftFen: 4_000 }, 4_000, MatchCut.POOL],
  ])('%s', (_, changes, limits, fen, cut) => {
    expect(decideMatch({ ...rule, ...changes }, 10_001, { ...free, ...limits })).toEqual({ fen, cut });
  });
});

describe('the threshold of a fund', () => {
  const none = { unlockFen: null, unlockGifts: null, countedFen: 0, countedGifts: 0, unlockedAt: null };
  it.each<[string, Partial<MatchUnlock>, boolean]>([
    ['none', {}, true],
    ['of money, one fen short with the gift', { unlockFen: 300, countedFen: 199 }, false],
    ['of money, reached with the gift', { unlockFen: 300, countedFen: 200 }, true],
    ['of gifts, one short with the gift', { unlockGifts: 3, countedGifts: 1, countedFen: 99_999 }, false],
    ['of gifts, reached with the gift', { unlockGifts: 3, countedGifts: 2 }, true],
    ['reached before, though gifts went back since', { unlockGifts: 3, unlockedAt: new Date(0) }, true],
  ])('%s', (_, fund, adds) => {
    expect(unlocksWith({ ...none, ...fund }, 100)).toBe(adds);
  });
});

describe('the times of a fund', () => {
  const now = new Date('2022-09-05T00:00:00Z');
  const on = (day: string) => new Date(`${day}T00:00:00Z`);
  it.each([
    ['one week', '2022-09-05', '2022-09-12', null],
    ['one that began', '2022-09-01', '2022-09-06', null],
    ['none', '2022-09-06', '2022-09-06', 'match.endsBeforeBegin'],
    ['backwards', '2022-09-07', '2022-09-06', 'match.endsBeforeBegin'],
    ['past', '2022-09-01', '2022-09-05', 'match.endsInPast'],
    ['too long', '2022-09-05', '2023-09-07', 'match.tooLong'],
  ])('%s', (_, opens, closes, key) => {
    expect(refuseWindow(on(opens), on(closes), now)?.key ?? null).toBe(key);
  });
});

describe('the steps of a fund', () => {
  const allowed = Object.entries(MATCH_STEPS).flatMap(([name]) =>
    Object.values(MatchFundState)
      .filter((state) => refuseMatchStep(name as keyof typeof MATCH_STEPS, state) === null)
      .map((state) => `${name} ${state}`),
  );
  it('are these', () => {
    expect(allowed).toEqual(['publish PROPOSED', 'refuse PROPOSED', 'end PROPOSED', 'end OPEN', 'fill OPEN']);
  });
});
