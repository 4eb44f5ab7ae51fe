import { describe, expect, it } from 'vitest';
import { AddressPlaces } from './address-places.js';
import { keepsPlace, PLACES_PER_ADDRESS, Promiser, promiserOf, promiseRules, type Kept } from './promise.rules.js';

const RULES = promiseRules({ strangerHoldHours: 24, strangerHoldPercent: 10 });
const HOUR_MS = 3_600_000;
const nothing: Kept = { goalFen: 100_000, ofDonorFen: 0, ofStrangersFen: 0, atAddress: 0 };

describe('who promises', () => {
  it.each([
    ['a guest', { onBehalfOfId: null, userId: null }, false, Promiser.GUEST],
    ['an account without a gift', { onBehalfOfId: null, userId: 'u' }, false, Promiser.NEW_ACCOUNT],
    ['an account with one', { onBehalfOfId: null, userId: 'u' }, true, Promiser.KNOWN_DONOR],
    ['a member in the name of a unit, whatever they gave', { onBehalfOfId: 'o', userId: 'u' }, false, Promiser.UNIT],
  ])('%s', (_who, pledge, hasPaid, by) => expect(promiserOf(pledge, hasPaid)).toBe(by));
});

describe('how much of a goal of 100,000 fen a promise keeps', () => {
  it.each<[string, Promiser, number, Partial<Kept>, boolean]>([
    ['a guest keeps 5 percent', Promiser.GUEST, 5_000, {}, true],
    ['and no fen more', Promiser.GUEST, 5_001, {}, false],
    ['all their promises counted', Promiser.GUEST, 2_001, { ofDonorFen: 3_000, ofStrangersFen: 3_000 }, false],
    ['a new account keeps 10', Promiser.NEW_ACCOUNT, 10_000, {}, true],
    ['and no fen more', Promiser.NEW_ACCOUNT, 10_001, {}, false],
    ['strangers together keep 10', Promiser.GUEST, 5_000, { ofStrangersFen: 5_000 }, true],
    ['and no fen more', Promiser.GUEST, 5_000, { ofStrangersFen: 5_001 }, false],
    ['at one address ten an hour', Promiser.GUEST, 100, { atAddress: PLACES_PER_ADDRESS.count - 1 }, true],
    ['and no eleventh', Promiser.NEW_ACCOUNT, 100, { atAddress: PLACES_PER_ADDRESS.count }, false],
    ['a known donor keeps half, whatever strangers keep', Promiser.KNOWN_DONOR, 50_000, { ofStrangersFen: 10_000, atAddress: 99 }, true],
    ['and no fen more', Promiser.KNOWN_DONOR, 50_001, {}, false],
    ['all their promises counted', Promiser.KNOWN_DONOR, 25_001, { ofDonorFen: 25_000 }, false],
    ['a unit keeps all', Promiser.UNIT, 100_000, { atAddress: 99 }, true],
    ['and no fen more', Promiser.UNIT, 100_001, {}, false],
  ])('%s', (_what, by, amountFen, kept, keeps) => expect(keepsPlace(by, RULES[by], amountFen, { ...nothing, ...kept })).toBe(keeps));

  it('is for strangers what the settings say, and nothing where they say so', () => {
    const none = promiseRules({ strangerHoldHours: 0, strangerHoldPercent: 10 });
    expect(keepsPlace(Promiser.GUEST, none[Promiser.GUEST], 100, nothing)).toBe(false);
    const much = promiseRules({ strangerHoldHours: 2, strangerHoldPercent: 50 });
    expect(much[Promiser.GUEST]).toEqual({ holdsMs: 2 * HOUR_MS, percentEach: 25, percentTogether: 50 });
    expect(much[Promiser.UNIT]).toEqual(RULES[Promiser.UNIT]);
  });
});

describe('places by address', () => {
  const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms);

  it('are counted for an hour, each address by itself', () => {
    const places = new AddressPlaces();
    places.note('a', at(0));
    places.note('a', at(10));
    places.note('b', at(20));
    expect([places.count('a', at(30)), places.count('b', at(30)), places.count('c', at(30))]).toEqual([2, 1, 0]);
    expect(places.count('a', at(HOUR_MS + 5)), 'the first is an hour old').toBe(1);
    expect(places.count('a', at(2 * HOUR_MS))).toBe(0);
  });

  it('of long ago are forgotten, so that many addresses fill no memory', () => {
    const places = new AddressPlaces();
    for (let index = 0; index < 1_000; index += 1) places.note(`old ${index}`, at(index));
    places.note('new', at(3 * HOUR_MS));
    expect((places as unknown as { taken: Map<string, unknown> }).taken.size).toBe(1);
  });
});
