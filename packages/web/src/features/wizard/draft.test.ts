import { describe, expect, it } from 'vitest';
import {
  changedFields,
  createInput,
  type DraftValues,
  emptyDraft,
  goalOf,
  mergeDrafts,
  parseTarget,
  planSave,
  problemsOf,
} from './draft';

const NOW = new Date('2026-03-01T00:00:00Z');
const whole: DraftValues = {
  title: '红色足迹',
  summary: '记录退休党员的口述历史',
  category: '文化传承',
  region: '石岐',
  story: '一群人,一座城。',
  cover: null,
  milestones: [
    { title: '采访', amount: '1,000', dueOn: '2026-06-01' },
    { title: '出版', amount: '2000.50', dueOn: '2026-09-01' },
  ],
  indicators: [{ name: '受访老党员', unit: '人', kind: 'PEOPLE_SERVED', target: '30' }],
  giftExamples: [
    { amount: '300', does: '一篇文稿' },
    { amount: '100', does: ' 一次采访 ' },
  ],
  fundingEndsAt: '2026-05-01',
  acceptsOverGoal: true,
  fundingRule: 'KEEP_WHAT_CAME',
};
const change = (changes: Partial<DraftValues>): DraftValues => ({ ...whole, ...changes });
const keys = (values: DraftValues) => problemsOf(values, NOW).map(({ path, key }) => `${path.join('.')}:${key}`);

describe('what a draft lacks', () => {
  it('is nothing when it is complete, with fen and the last second of days in Beijing', () => {
    expect(keys(whole)).toEqual([]);
    expect(createInput('o1', whole, NOW)).toEqual({
      organizationId: 'o1',
      title: '红色足迹',
      summary: '记录退休党员的口述历史',
      category: '文化传承',
      region: '石岐',
      story: '一群人,一座城。',
      coverId: null,
      milestones: [
        { title: '采访', amount: 100_000, dueOn: '2026-06-01T15:59:59.000Z' },
        { title: '出版', amount: 200_050, dueOn: '2026-09-01T15:59:59.000Z' },
      ],
      indicators: [{ name: '受访老党员', unit: '人', kind: 'PEOPLE_SERVED', target: 30 }],
      giftExamples: [
        { amount: 300_00, does: '一篇文稿' },
        { amount: 100_00, does: '一次采访' },
      ],
      fundingEndsAt: '2026-05-01T15:59:59.000Z',
      acceptsOverGoal: true,
      fundingRule: 'KEEP_WHAT_CAME',
    });
  });

  it('is everything at first', () => {
    expect(keys(emptyDraft())).toEqual([
      'title:missing',
      'summary:missing',
      'category:choose',
      'region:choose',
      'story:missing',
      'milestones:none',
      'indicators:none',
      'fundingEndsAt:missing',
    ]);
    expect(createInput('o1', emptyDraft(), NOW)).toBeUndefined();
  });

  it('is nothing about gifts where nothing is written, and a second amount where there is one', () => {
    expect(keys(change({ giftExamples: [] }))).toEqual([]);
    expect(keys(change({ giftExamples: [{}, { amount: ' ' }] }))).toEqual([]);
    expect(keys(change({ giftExamples: [{ amount: '100', does: '一次采访' }, {}] }))).toEqual(['giftExamples:tooFew']);
    expect(
      keys(
        change({
          giftExamples: [
            { amount: '100', does: '一次采访' },
            { amount: '100.00', does: '两次采访' },
            { amount: '0.5' },
          ],
        }),
      ),
    ).toEqual(['giftExamples.1.amount:twice', 'giftExamples.2.amount:amountRange', 'giftExamples.2.does:missing']);
  });

  it('names the row and the column', () => {
    expect(
      keys(
        change({
          milestones: [
            { title: '采', amount: '0.5', dueOn: '2026-02-01' },
            { title: '出版', amount: '多少' },
          ],
        }),
      ),
    ).toEqual([
      'milestones.0.title:tooShort',
      'milestones.0.amount:amountRange',
      'milestones.0.dueOn:past',
      'milestones.1.amount:amount',
      'milestones.1.dueOn:missing',
    ]);
    expect(keys(change({ indicators: [{ name: '人', unit: '人', kind: 'CUSTOM', target: '-3' }] }))).toEqual([
      'indicators.0.target:number',
    ]);
  });

  it('includes a story of headings alone', () => {
    expect(keys(change({ story: '## 为什么要做\n\n\n## 谁来做' }))).toEqual(['story:missing']);
    expect(keys(change({ story: '## 为什么要做\n\n因为需要' }))).toEqual([]);
  });

  it('leaves out empty rows beside a filled one', () => {
    expect(keys(change({ milestones: [...whole.milestones, {}, { title: ' ' }] }))).toEqual([]);
  });

  it('counts characters, not code units, and dates too far in the future', () => {
    expect(keys(change({ title: '𠮷'.repeat(60) }))).toEqual([]);
    expect(keys(change({ title: '𠮷'.repeat(61), fundingEndsAt: '2036-01-01' }))).toEqual([
      'title:tooLong',
      'fundingEndsAt:tooFar',
    ]);
  });

  it('excludes a deadline of today, because today has not ended', () => {
    expect(keys(change({ fundingEndsAt: '2026-03-01' }))).toEqual([]);
  });
});

describe('the goal', () => {
  it('is the sum of the amounts that can be read', () =>
    expect(goalOf({ milestones: [{ amount: '¥1,000' }, { amount: 'x' }, {}, { amount: '0.01' }] })).toBe(100_001));
  it('has targets in every form in which people type numbers', () => {
    expect([
      parseTarget('3,812'),
      parseTarget('２００'),
      parseTarget('1.5'),
      parseTarget('0'),
      parseTarget('1e9'),
    ]).toEqual([3812, 200, 1.5, undefined, undefined]);
  });
});

describe('a save', () => {
  it('sends the changed fields only', () => {
    expect(planSave(whole, change({ title: ' 新名字 ' }), undefined, NOW)).toEqual({
      input: { title: '新名字' },
      sent: ['title'],
      held: [],
    });
  });

  it('sends nothing when only blanks or the spelling of an amount differ', () => {
    expect(
      changedFields(
        whole,
        change({
          title: '红色足迹 ',
          milestones: [{ ...whole.milestones[0], amount: '1000.00' }, { ...whole.milestones[1] }],
        }),
      ),
    ).toEqual([]);
  });

  it('leaves out unfinished fields, and fields that were refused unchanged', () => {
    const typed = change({ title: '', summary: '坏', story: '更长的故事' });
    expect(planSave(whole, typed, new Map([['summary', '坏']]), NOW)).toEqual({
      input: { story: '更长的故事' },
      sent: ['story'],
      held: ['title', 'summary'],
    });
    expect(planSave(whole, change({ summary: '好' }), new Map([['summary', '坏']]), NOW).sent).toEqual(['summary']);
  });

  it('removes a picture with null', () => {
    const cover = { url: '/files/covers/a', width: 800, height: 450, alt: '' };
    expect(planSave(change({ cover }), whole, undefined, NOW).input).toEqual({ coverId: null });
    expect(planSave(whole, change({ cover: { ...cover, id: 'c1' } }), undefined, NOW).input).toEqual({ coverId: 'c1' });
  });
});

describe('two versions of a draft', () => {
  it('keep the changes of both', () => {
    const merged = mergeDrafts(whole, change({ title: '我的' }), change({ story: '她的' }));
    expect(merged).toEqual({ values: change({ title: '我的', story: '她的' }), taken: ['story'], conflicts: [] });
  });

  it('conflict only where both changed differently, and the own text stays until the person decides', () => {
    const merged = mergeDrafts(
      whole,
      change({ title: '我的', region: '西区' }),
      change({ title: '她的', region: '西区' }),
    );
    expect(merged).toEqual({ values: change({ title: '我的', region: '西区' }), taken: [], conflicts: ['title'] });
  });
});
