import { describe, expect, it } from 'vitest';
import { canonicalCategory, canonicalRegion, CATEGORIES, REGIONS } from './places.js';

describe('places', () => {
  it('are the city, its 8 subdistricts and its 15 towns, each once', () => {
    expect(REGIONS.filter(({ fullName }) => fullName.endsWith('街道'))).toHaveLength(8);
    expect(REGIONS.filter(({ fullName }) => fullName.endsWith('镇'))).toHaveLength(15);
    expect(new Set(REGIONS.map(({ name }) => name)).size).toBe(24);
    expect(new Set(CATEGORIES.map(({ name }) => name)).size).toBe(CATEGORIES.length);
  });

  it.each([
    ['石岐', '石岐'],
    ['石岐区', '石岐'],
    ['石岐街道', '石岐'],
    ['中山市石岐街道', '石岐'],
    ['SHIQI', '石岐'],
    ['东区', '东区'],
    ['东区街道', '东区'],
    ['小榄镇', '小榄'],
    ['中山市', '全市'],
    ['珠海', '珠海'],
  ])('%s is %s', (text, name) => expect(canonicalRegion(text)).toBe(name));

  it.each([
    ['Heritage', '红色传承'],
    ['红色传承', '红色传承'],
    ['别的', '别的'],
  ])('%s is %s', (text, name) => expect(canonicalCategory(text)).toBe(name));
});
