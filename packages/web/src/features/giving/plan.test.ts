import { describe, expect, it } from 'vitest';
import {
  amountProblem,
  blockOf,
  fieldOf,
  firstCampaign,
  giftEffect,
  type GiveValues,
  giverNow,
  type Limits,
  limitsOf,
  pledgeContent,
  quickAmounts,
} from './plan';

const platform = { minPledge: 100, maxPledge: 1_000_000_000 };
const progress = (raised: number, pending = 0) => ({
  projectId: 'p',
  status: 'FUNDRAISING' as const,
  goal: 100_000_00,
  raised,
  matched: 0,
  pending: pending * 2,
  pendingFirm: pending,
  backerCount: 0,
  pledgeCount: 0,
  version: 1,
});
const open: Limits = { min: 100, max: 1_000_000_000, room: undefined };

describe('limitsOf', () => {
  it("uses the platform's limits alone when gifts past the goal are accepted", () => {
    expect(limitsOf({ acceptsOverGoal: true, goal: 100_000_00, progress: progress(120_000_00) }, platform)).toEqual(
      open,
    );
  });
  it('subtracts promises that reserve their amount, and no others', () => {
    expect(
      limitsOf({ acceptsOverGoal: false, goal: 100_000_00, progress: progress(90_000_00, 4_000_00) }, platform),
    ).toEqual({ min: 100, max: 6_000_00, room: 6_000_00 });
  });
  it('has no room below zero', () => {
    expect(limitsOf({ acceptsOverGoal: false, goal: 100_000_00, progress: progress(100_000_01) }, platform).room).toBe(
      0,
    );
  });
});

describe('amountProblem', () => {
  it.each([
    ['', open, 'missing'],
    ['abc', open, 'malformed'],
    ['1.234', open, 'malformed'],
    ['0.99', open, 'tooSmall'],
    ['1', open, undefined],
    ['￥１００', open, undefined],
    ['10000000', open, undefined],
    ['10000000.01', open, 'tooLarge'],
    ['60.01', { ...open, max: 60_00, room: 60_00 }, 'pastGoal'],
    ['60', { ...open, max: 60_00, room: 60_00 }, undefined],
  ] as const)('%j: %s', (text, limits, problem) => {
    expect(amountProblem(text, limits)).toBe(problem);
  });
});

describe('quickAmounts', () => {
  const GOAL = { goal: 100_000_00, giftExamples: [] };
  it('offers more to units', () => {
    expect(quickAmounts(false, GOAL, open)).toEqual([50_00, 100_00, 200_00, 500_00, 1_000_00]);
    expect(quickAmounts(true, GOAL, open)).toEqual([1_000_00, 5_000_00, 10_000_00, 50_000_00, 100_000_00]);
    expect(quickAmounts(true, { ...GOAL, goal: 20_000_00 }, open)).toEqual([1_000_00, 5_000_00, 10_000_00]);
  });
  it('offers only amounts that the project still accepts, and the amount that reaches the goal', () => {
    expect(quickAmounts(false, GOAL, { min: 100, max: 120_00, room: 120_00 })).toEqual([50_00, 100_00, 120_00]);
    expect(quickAmounts(false, GOAL, { min: 100, max: 30_00, room: 30_00 })).toEqual([30_00]);
    expect(quickAmounts(false, GOAL, { min: 100, max: 50_00, room: 50_00 })).toEqual([50_00]);
    expect(quickAmounts(false, GOAL, { min: 100, max: 50, room: 50 })).toEqual([]);
  });
  it('offers the amounts that the unit wrote about', () => {
    const told = { ...GOAL, giftExamples: examples };
    expect(quickAmounts(false, told, open)).toEqual([30_00, 300_00]);
    expect(quickAmounts(false, told, { min: 100, max: 120_00, room: 120_00 })).toEqual([30_00, 120_00]);
    expect(quickAmounts(true, told, open)[0]).toBe(1_000_00);
  });
});

const examples = [
  { amount: 30_00, does: '一顿午餐' },
  { amount: 300_00, does: '十顿午餐' },
];

describe('giftEffect', () => {
  const stage = { title: '口述史采集', amount: 30_000_00 };
  it('says of an amount what the unit wrote about it', () => {
    expect(giftEffect(300_00, { giftExamples: examples }, stage)).toEqual({ kind: 'told', words: '十顿午餐' });
    expect(giftEffect(300_01, { giftExamples: examples }, stage)).toEqual({
      kind: 'partOfStage',
      title: stage.title,
      percent: 1,
    });
  });
  it('describes the stage where nothing was written', () => {
    const project = { giftExamples: [] };
    expect(giftEffect(30_000_00, project, stage)).toEqual({ kind: 'paysStage', title: stage.title });
    expect(giftEffect(1_000_00, project, stage)).toEqual({ kind: 'partOfStage', title: stage.title, percent: 3 });
    expect(giftEffect(100, project, stage)).toEqual({ kind: 'towardsStage', title: stage.title });
    expect(giftEffect(100_00, project, undefined)).toBeUndefined();
  });
});

describe('the giver', () => {
  const viewer = {
    memberships: [
      { role: 'MEMBER', organization: { id: 'org', verification: 'VERIFIED' } },
      { role: 'OWNER', organization: { id: 'new', verification: 'WAITING' } },
    ],
  };
  const secretary = {
    memberships: [...viewer.memberships, { role: 'EDITOR', organization: { id: 'own', verification: 'VERIFIED' } }],
  };
  it.each([
    ['me', null, 'guest'],
    ['org', null, 'guest'],
    ['guest', viewer, 'me'],
    ['org', viewer, 'org'],
    ['left', viewer, 'me'],
    ['new', viewer, 'me'],
    [undefined, viewer, 'me'],
    ['', secretary, 'own'],
    ['left', secretary, 'own'],
    ['org', secretary, 'org'],
    ['me', secretary, 'me'],
    ['guest', secretary, 'own'],
  ] as const)('%s', (chosen, who, giver) => {
    expect(giverNow(chosen, who)).toBe(giver);
  });

  const values: GiveValues = {
    amount: '100',
    giver: 'me',
    guest: { name: ' 李梅 ', phone: ' ' },
    anonymous: false,
    named: false,
    message: ' ',
    campaign: '',
    category: 'NOT_STATED',
    payment: 'BANK_TRANSFER',
  };
  it('sends the fields of the kind of giver only', () => {
    const base = { projectId: 'p', amount: 100_00, payment: 'BANK_TRANSFER', anonymous: false };
    expect(pledgeContent('p', values, 'me')).toEqual(base);
    expect(pledgeContent('p', { ...values, message: ' 加油 ' }, 'org')).toEqual({
      ...base,
      anonymous: true,
      message: '加油',
      onBehalfOfId: 'org',
    });
    expect(pledgeContent('p', { ...values, anonymous: true, named: true }, 'org'), 'who handles it is named').toEqual({
      ...base,
      onBehalfOfId: 'org',
    });
    expect(pledgeContent('p', { ...values, named: true, anonymous: true }, 'me')).toEqual({ ...base, anonymous: true });
    expect(pledgeContent('p', values, 'guest')).toEqual({ ...base, guest: { name: '李梅' } });
  });

  it('sends what the donor is only with a campaign', () => {
    const member: GiveValues = { ...values, category: 'MEMBER' };
    expect(pledgeContent('p', member, 'me')).not.toHaveProperty('donorCategory');
    expect(pledgeContent('p', { ...member, campaign: 'c' }, 'me')).toMatchObject({
      campaignId: 'c',
      donorCategory: 'MEMBER',
    });
  });
});

it.each([
  ['the one that led here', [{ id: 'a' }, { id: 'b' }], 'b', 'b'],
  ['the only one', [{ id: 'a' }], null, 'a'],
  ['the only one, in place of one that is over', [{ id: 'a' }], 'gone', 'a'],
  ['none of several', [{ id: 'a' }, { id: 'b' }], null, ''],
  ['none where there is none', [], 'a', ''],
])('a gift counts at first for %s', (_what, open, from, chosen) => {
  expect(firstCampaign(open, from)).toBe(chosen);
});

it('finds the block of a refused field', () => {
  expect([['amount'], ['guest', 'name'], ['message'], ['onBehalfOfId'], ['payment']].map(blockOf)).toEqual([
    1, 2, 2, 2, 3,
  ]);
});

it.each([
  [['amount'], ['amount']],
  [['onBehalfOfId'], ['giver']],
  [
    ['guest', 'phone'],
    ['guest', 'phone'],
  ],
  [['guest'], undefined],
  [['idempotencyKey'], undefined],
  [undefined, undefined],
])('%j belongs to %j', (path, field) => {
  expect(fieldOf(path)).toEqual(field);
});
