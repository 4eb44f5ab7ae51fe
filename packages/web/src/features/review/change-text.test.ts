import { describe, expect, it } from 'vitest';
import { changeText, type ChangeWords } from './change-text';

const words: ChangeWords = {
  indicatorKind: (kind) => `<${kind}>`,
  fundingRule: (rule) => `<${rule}>`,
  region: (name) => `r:${name}`,
  category: (name) => `c:${name}`,
  yes: 'yes',
  no: 'no',
  picture: 'a picture',
};

describe('changeText', () => {
  it.each([
    ['title', '红色足迹', '红色足迹'],
    ['fundingEndsAt', '2017-09-12T15:59:59.000Z', '2017年9月12日'],
    ['acceptsOverGoal', 'true', 'yes'],
    ['acceptsOverGoal', 'false', 'no'],
    ['fundingRule', 'ALL_OR_NOTHING', '<ALL_OR_NOTHING>'],
    ['coverId', '0190aa', 'a picture'],
    ['coverId', '', ''],
    ['region', '石岐', 'r:石岐'],
    [
      'milestones',
      '采访 | ¥20,000 | 2017-08-01\n成书 | ¥30,000 | 2017-12-01',
      '采访 · ¥20,000 · 2017-08-01\n成书 · ¥30,000 · 2017-12-01',
    ],
    [
      'indicators',
      '老党员 | 120 人 | PEOPLE_SERVED\n宣讲 | 12 场 | ACTIVITIES_HELD',
      '老党员 · 120 人 · <PEOPLE_SERVED>\n宣讲 · 12 场 · <ACTIVITIES_HELD>',
    ],
    ['somethingNew', 'A | B', 'A | B'],
  ])('%s: %s', (field, value, shown) => {
    expect(changeText(field, value, 'zh-CN', words)).toBe(shown);
  });
});
