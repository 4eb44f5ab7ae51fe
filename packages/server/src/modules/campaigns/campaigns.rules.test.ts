import { describe, expect, it } from 'vitest';
import { actionsFor, requireTimes, stateOf } from './campaigns.rules.js';
import { CampaignState } from './campaign.enums.js';

const at = (time: string) => new Date(`2026-06-20T${time}Z`);
const published = {
  opensAt: at('02:00:00'),
  closesAt: at('04:00:00'),
  returnedAt: null,
  publishedAt: at('01:00:00'),
  endedAt: null,
};

describe('stateOf', () => {
  it.each([
    ['waits', { ...published, publishedAt: null }, '03:00:00', 'WAITING'],
    ['was returned', { ...published, publishedAt: null, returnedAt: at('01:00:00') }, '03:00:00', 'RETURNED'],
    ['a millisecond before it opens', published, '01:59:59.999', 'UPCOMING'],
    ['as it opens', published, '02:00:00', 'OPEN'],
    ['a millisecond before it closes', published, '03:59:59.999', 'OPEN'],
    ['as it closes', published, '04:00:00', 'CLOSED'],
    ['was ended', { ...published, endedAt: at('03:00:00') }, '05:00:00', 'ENDED'],
  ])('%s', (_case, campaign, now, state) => {
    expect(stateOf(campaign, at(now))).toBe(state);
  });
});

describe('requireTimes', () => {
  const now = at('01:00:00');
  const years = new Date('2029-01-01T00:00:00Z');
  it.each([
    ['opens now', now, at('04:00:00'), 'opensAt'],
    ['opens too late', years, at('04:00:00'), 'opensAt'],
    ['closes too late', at('02:00:00'), years, 'closesAt'],
    ['closes as it opens', at('02:00:00'), at('02:00:00'), 'closesAt'],
    ['closes before it opens', at('03:00:00'), at('02:00:00'), 'closesAt'],
  ])('refuses one that %s', (_case, opensAt, closesAt, field) => {
    expect(() => requireTimes(opensAt, closesAt, now)).toThrow(expect.objectContaining({ field }));
  });

  it('accepts the next moment', () => {
    expect(() => requireTimes(at('01:00:00.001'), at('01:00:00.002'), now)).not.toThrow();
  });
});

describe('actionsFor', () => {
  const nobody = { editor: false, publisher: false };
  it.each([
    ['an editor', { editor: true, publisher: false }, 'WAITING', ['UPDATE']],
    ['an editor', { editor: true, publisher: false }, 'RETURNED', ['UPDATE']],
    ['an editor', { editor: true, publisher: false }, 'OPEN', ['END']],
    ['a publisher', { editor: false, publisher: true }, 'WAITING', ['DECIDE']],
    ['a publisher', { editor: false, publisher: true }, 'RETURNED', []],
    ['a publisher', { editor: false, publisher: true }, 'UPCOMING', ['END']],
    ['a publisher', { editor: false, publisher: true }, 'CLOSED', []],
    ['everybody else', nobody, 'OPEN', []],
  ])('%s at %s %s', (_who, viewer, state, actions) => {
    expect(actionsFor(state as CampaignState, viewer)).toEqual(actions);
  });
});
