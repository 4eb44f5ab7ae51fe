import { describe, expect, it } from 'vitest';
import { rmbInWords } from './rmb-in-words.js';

describe('an amount in uppercase RMB', () => {
  it.each([
    // The examples of the annex. Where it allows two forms, the one with 零.
    [140_950, '人民币壹仟肆佰零玖元伍角整'],
    [600_714, '人民币陆仟零柒元壹角肆分'],
    [168_032, '人民币壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053, '人民币壹拾万柒仟元零伍角叁分'],
    [1_640_902, '人民币壹万陆仟肆佰零玖元零贰分'],
    [32_504, '人民币叁佰贰拾伍元零肆分'],
    // Amounts without yuan, and at the ends of the range.
    [0, '人民币零元整'],
    [1, '人民币壹分'],
    [9, '人民币玖分'],
    [10, '人民币壹角整'],
    [99, '人民币玖角玖分'],
    [100, '人民币壹元整'],
    [101, '人民币壹元零壹分'],
    [110, '人民币壹元壹角整'],
    [1_000, '人民币壹拾元整'],
    [1_010, '人民币壹拾元零壹角整'],
    [10_005, '人民币壹佰元零伍分'],
    [100_000_000, '人民币壹佰万元整'],
    [1_000_000_000, '人民币壹仟万元整'],
    // Zeros within and between the groups of four places.
    [1_001_00, '人民币壹仟零壹元整'],
    [1_010_00, '人民币壹仟零壹拾元整'],
    [10_001_00, '人民币壹万零壹元整'],
    [10_010_00, '人民币壹万零壹拾元整'],
    [100_100_00, '人民币壹拾万零壹佰元整'],
    [101_000_00, '人民币壹拾万壹仟元整'],
    [1_000_000_01, '人民币壹佰万元零壹分'],
    [100_000_000_00, '人民币壹亿元整'],
    [100_000_001_00, '人民币壹亿零壹元整'],
    [100_010_000_00, '人民币壹亿零壹万元整'],
    [110_000_000_00, '人民币壹亿壹仟万元整'],
    [1_000_000_000_000_00, '人民币壹万亿元整'],
    [Number.MAX_SAFE_INTEGER, '人民币玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
  ])('%i fen is %s', (fen, words) => expect(rmbInWords(fen)).toBe(words));

  it.each([-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('refuses %d', (fen) =>
    expect(() => rmbInWords(fen)).toThrow(RangeError),
  );

  it('can be read back as the same amount', () => {
    // Every amount near a place where a zero could get lost, and some amounts of each size. The seed is fixed, so that
    // a failure is reproducible.
    let seed = 20_170_608;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const amounts = new Set<number>();
    for (let fen = 0; fen <= 20_000; fen += 1) amounts.add(fen);
    for (let size = 10; size <= 1e15; size *= 10)
      for (const near of [-110, -101, -100, -11, -10, -1, 0, 1, 10, 11, 100, 101, 1_010])
        if (size + near >= 0) amounts.add(size + near);
    for (let size = 1; size <= 15; size += 1)
      for (let n = 0; n < 400; n += 1)
        amounts.add(Number(Array.from({ length: size }, () => (random(3) === 0 ? random(10) : 0)).join('')));
    for (const fen of amounts) expect(readBack(rmbInWords(fen)), String(fen)).toBe(fen);
    expect(new Set([...amounts].map(rmbInWords)).size).toBe(amounts.size);
  });
});

/** Returns the fen that `words` mean, read as a person would: each unit multiplies what stands before it. */
function readBack(words: string): number {
  expect(words).toMatch(/^人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分]+整?$/);
  expect(words).not.toMatch(/零零|零[拾佰仟万亿角分整]|零$/);
  expect(words.endsWith('整')).toBe(!words.includes('分'));
  const smaller: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1_000 };
  let total = 0;
  let group = 0;
  let digit = 0;
  let fen = 0;
  for (const word of words.replace(/^人民币|整$/g, '')) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(word);
    if (value >= 0) digit = value;
    else if (word in smaller) {
      group += digit * smaller[word]!;
      digit = 0;
    } else if (word === '万') {
      group = (group + digit) * 10_000;
      digit = 0;
      total += group;
      group = 0;
    } else if (word === '亿') {
      total = (total + group + digit) * 100_000_000;
      group = 0;
      digit = 0;
    } else if (word === '元') {
      fen += (total + group + digit) * 100;
      digit = 0;
    } else if (word === '角') {
      fen += digit * 10;
      digit = 0;
    } else if (word === '分') {
      fen += digit;
      digit = 0;
    }
  }
  return fen;
}
