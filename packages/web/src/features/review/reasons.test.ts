import { describe, expect, it } from 'vitest';
import en from '../../locales/en/review';
import zh from '../../locales/zh-CN/review';
import { composeReason, OWN_WORDS_MAX, REASONS } from './reasons';

const API_MAX = 1000;

describe('composeReason', () => {
  it.each([
    [[], '', ''],
    [['预算不清'], '', '预算不清'],
    [['预算不清', '指标不明'], '', '1. 预算不清\n2. 指标不明'],
    [['预算不清', '指标不明'], ' 请补充报价单 ', '1. 预算不清\n2. 指标不明\n请补充报价单'],
    [[], '请补充报价单', '请补充报价单'],
  ])('%j and %j', (ticked, own, composed) => {
    expect(composeReason(ticked, own)).toBe(composed);
  });

  it.each([en, zh])("fits the API's limit even with every reason selected", ({ reason }) => {
    for (const [decision, keys] of Object.entries(REASONS)) {
      const texts = reason[decision as keyof typeof REASONS] as Record<string, string>;
      expect(Object.keys(texts).sort()).toEqual([...keys].sort());
      expect(
        composeReason(
          keys.map((key) => texts[key]!),
          'x'.repeat(OWN_WORDS_MAX),
        ).length,
      ).toBeLessThanOrEqual(API_MAX);
    }
  });
});
