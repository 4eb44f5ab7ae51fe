import { describe, expect, it } from 'vitest';
import { holdsAmount, Promiser, promiserOf, promiseRules, type Kept } from './promise.rules.js';

const RULES = promiseRules({ strangerHoldHours: 24, strangerHoldPercent: 10 });
const HOUR_MS = 3_600_000;
const nothing: Kept = { goalFen: 100_000, ofDonorFen: 0, ofStrangersFen: 0, leftAtNetwork: 10 };

describe('the kind of promiser', () => {
  it.each([
    ['a guest', { onBehalfOfId: null, userId: null }, false, Promiser.GUEST],
    ['an account without a gift', { onBehalfOfId: null, userId: 'u' }, false, Promiser.NEW_ACCOUNT],
    ['an account with one', { onBehalfOfId: null, userId: 'u' }, true, Promiser.KNOWN_DONOR],
    ['a member in the name of a unit, whatever they gave', { onBehalfOfId: 'o', userId: 'u' }, false, Promiser.UNIT],
  ])('%s', (_who, pledge, hasPaid, by) => expect(promiserOf(pledge, hasPaid)).toBe(by));
});

describe('the part of a goal of 100,000 fen that a promise reserves', () => {
  it.each<[string, Promiser, number, Partial<Kept>, boolean]>([
    ['a guest keeps 5 percent', Promiser.GUEST, 5_000, {}, true],
    ['and no fen more', Promiser.GUEST, 5_001, {}, false],
    ['all their promises counted', Promiser.GUEST, 2_001, { ofDonorFen: 3_000, ofStrangersFen: 3_000 }, false],
    ['a new account keeps 10', Promiser.NEW_ACCOUNT, 10_000, {}, true],
    ['and no fen more', Promiser.NEW_ACCOUNT, 10_001, {}, false],
    ['strangers together keep 10', Promiser.GUEST, 5_000, { ofStrangersFen: 5_000 }, true],
    ['and no fen more', Promiser.GUEST, 5_000, { ofStrangersFen: 5_001 }, false],
    ['the last place of a network', Promiser.GUEST, 100, { leftAtNetwork: 1 }, true],
    ['and no further one', Promiser.NEW_ACCOUNT, 100, { leftAtNetwork: 0 }, false],
    [
      'a known donor keeps half, whatever strangers keep',
      Promiser.KNOWN_DONOR,
      50_000,
      { ofStrangersFen: 10_000, leftAtNetwork: 0 },
      true,
    ],
    ['and no fen more', Promiser.KNOWN_DONOR, 50_001, {}, false],
    ['all their promises counted', Promiser.KNOWN_DONOR, 25_001, { ofDonorFen: 25_000 }, false],
    ['a unit keeps all', Promiser.UNIT, 100_000, { leftAtNetwork: 0 }, true],
    ['and no fen more', Promiser.UNIT, 100_001, {}, false],
  ])('%s', (_what, by, amountFen, kept, keeps) =>
    expect(holdsAmount(by, RULES[by], amountFen, { ...nothing, ...kept })).toBe(keeps),
  );

  it('follows the settings for strangers, and is nothing when the settings say so', () => {
    const none = promiseRules({ strangerHoldHours: 0, strangerHoldPercent: 10 });
    expect(holdsAmount(Promiser.GUEST, none[Promiser.GUEST], 100, nothing)).toBe(false);
    const much = promiseRules({ strangerHoldHours: 2, strangerHoldPercent: 50 });
    expect(much[Promiser.GUEST]).toEqual({ holdsMs: 2 * HOUR_MS, percentEach: 25, percentTogether: 50 });
    expect(much[Promiser.UNIT]).toEqual(RULES[Promiser.UNIT]);
  });
});
