import { describe, expect, it } from 'vitest';
import { diffText, type DiffPart } from './text-diff';

const side = (parts: DiffPart[], kind: 'removed' | 'added') =>
  parts
    .filter((part) => part.kind === 'same' || part.kind === kind)
    .map(({ text }) => text)
    .join('');

describe('diffText', () => {
  it('marks single Chinese characters and whole Latin words', () => {
    expect(diffText('在石岐服务120名长者', '在石岐服务150名长者')).toEqual([
      { kind: 'same', text: '在石岐服务' },
      { kind: 'removed', text: '120' },
      { kind: 'added', text: '150' },
      { kind: 'same', text: '名长者' },
    ]);
    expect(diffText('编成一本书，进校园宣讲', '编成一本画册，进校园和社区宣讲')).toEqual([
      { kind: 'same', text: '编成一本' },
      { kind: 'removed', text: '书' },
      { kind: 'added', text: '画册' },
      { kind: 'same', text: '，进校园' },
      { kind: 'added', text: '和社区' },
      { kind: 'same', text: '宣讲' },
    ]);
  });

  it('treats accidental matches inside a rewritten sentence as changed', () => {
    expect(diffText('记录退休党员的口述', '为西区居民记下职业')).toEqual([
      { kind: 'removed', text: '记录退休党员的口述' },
      { kind: 'added', text: '为西区居民记下职业' },
    ]);
  });

  it('returns nothing for equal texts', () => {
    expect(diffText('一样', '一样')).toEqual([{ kind: 'same', text: '一样' }]);
    expect(diffText('', '')).toEqual([]);
  });

  it('handles an empty side', () => {
    expect(diffText('', '新')).toEqual([{ kind: 'added', text: '新' }]);
    expect(diffText('旧', '')).toEqual([{ kind: 'removed', text: '旧' }]);
  });

  it.each([
    ['a b c', 'c b a'],
    ['第一行\n第二行\n', '第一行\n新的一行\n第二行'],
    ['𠮷野家😀', '𠮷野屋😀!'],
    ['x'.repeat(10), '甲'.repeat(4_000)],
    [
      Array.from({ length: 3_000 }, (_, n) => `行${n} 甲乙\n`).join(''),
      Array.from({ length: 3_000 }, (_, n) => `行${n * 2} 丙丁\n`).join(''),
    ],
  ])('loses nothing of either text', (before, after) => {
    const parts = diffText(before, after);
    expect(side(parts, 'removed')).toBe(before);
    expect(side(parts, 'added')).toBe(after);
  });
});
