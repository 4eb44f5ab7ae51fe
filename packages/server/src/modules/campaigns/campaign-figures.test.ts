import { describe, expect, it } from 'vitest';
import { DonorCategory } from '../pledges/index.js';
import { CampaignCategory, joinSmall } from './campaign-figures.js';

const group = (category: keyof typeof DonorCategory, donors: number): CampaignCategory =>
  new CampaignCategory({
    subject_id: category,
    given_fen: donors * 100,
    matched_fen: donors * 10,
    gift_count: donors * 2,
    donor_count: donors,
  });

describe('categories that everybody sees', () => {
  it.each([
    [
      'are as they are where all are large',
      [
        ['MEMBER', 19],
        ['PUBLIC', 5],
      ],
      [
        ['MEMBER', 19],
        ['PUBLIC', 5],
      ],
    ],
    [
      'join small groups with those who did not say',
      [
        ['MEMBER', 19],
        ['APPLICANT', 1],
        ['NOT_STATED', 4],
      ],
      [
        ['MEMBER', 19],
        ['NOT_STATED', 5],
      ],
    ],
    [
      'join the next group where the small ones are still too few',
      [
        ['MEMBER', 19],
        ['APPLICANT', 1],
        ['NON_PARTY', 7],
      ],
      [
        ['MEMBER', 19],
        ['NOT_STATED', 8],
      ],
    ],
    [
      'show nothing where all together are too few',
      [
        ['MEMBER', 3],
        ['PUBLIC', 1],
      ],
      [],
    ],
    [
      'keep those who did not say',
      [
        ['MEMBER', 6],
        ['NOT_STATED', 9],
      ],
      [
        ['MEMBER', 6],
        ['NOT_STATED', 9],
      ],
    ],
    ['of nobody are none', [], []],
  ] as const)('%s', (_what, before, after) => {
    const shown = joinSmall(before.map(([category, donors]) => group(category, donors)));
    expect(shown).toEqual(after.map(([category, donors]) => group(category, donors)));
  });
});
