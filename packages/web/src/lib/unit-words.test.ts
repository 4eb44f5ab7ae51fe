import { expect, it } from 'vitest';
import { unitWord } from './unit-words';

it.each([
  ['人', 'en', 'people'],
  [' 人次 ', 'en', 'attendances'],
  ['人', 'zh-CN', '人'],
  ['盏路灯', 'en', '盏路灯'],
] as const)('%s in %s is %s', (unit, language, word) => expect(unitWord(unit, language)).toBe(word));
