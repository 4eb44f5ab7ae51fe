import { describe, expect, it } from 'vitest';
import en from './en';
import zh from './zh-CN';

type Tree = { [key: string]: unknown };

/** Every key path with the names of its placeholders. Plural forms differ between languages by nature. */
function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = `${prefix}${key.replace(/_(zero|one|two|few|many|other)$/, '')}`;
    if (value && typeof value === 'object') {
      for (const [inner, names] of flatten(value as Tree, `${path}.`)) found.set(inner, names);
    } else {
      found.set(
        path,
        [...String(value).matchAll(/\{\{\s*(\w+)/g)]
          .map((match) => match[1])
          .sort()
          .join(','),
      );
    }
  }
  return found;
}

/** Every text by the path of its key. */
function wordsOf(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      value && typeof value === 'object'
        ? [...wordsOf(value as Tree, `${prefix}${key}.`)]
        : [[`${prefix}${key}`, String(value)]],
    ),
  );
}

const chinese = flatten(zh as Tree);
const english = flatten(en as Tree);

describe('the two languages', () => {
  it('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it('use the same placeholders', () => {
    const differ = [...chinese].filter(([key, names]) => english.get(key) !== names).map(([key]) => key);
    expect(differ).toEqual([]);
  });

  it.each([
    ['统一社会信用代码', 'Unified social credit code'],
    ['区域', 'District'],
    ['阶段', 'Stage'],
    ['退款', 'Refund', 'Refunded'],
    ['已退款', 'Refunded'],
    ['拨付', 'Released', 'Releases'],
    ['已拨付', 'Released'],
    ['到账日期', 'Received on'],
    ['清除筛选', 'Clear the filters'],
    ['查看公开页面', 'See the public page'],
    ['捐赠人', 'Donor'],
    ['经办人', 'Handled by'],
    ['实施单位', 'Implementer'],
  ])('have one name for %s', (term, ...names) => {
    const keys = [...wordsOf(zh as Tree)].filter(([, words]) => words === term).map(([key]) => key);
    expect(keys.length).toBeGreaterThan(0);
    const inEnglish = wordsOf(en as Tree);
    expect(keys.filter((key) => !names.includes(inEnglish.get(key)!)).map((key) => [key, inEnglish.get(key)])).toEqual(
      [],
    );
  });

  it('have no Chinese in the English texts', () => {
    const strings = (tree: Tree): string[] =>
      Object.values(tree).flatMap((value) =>
        value && typeof value === 'object' ? strings(value as Tree) : [String(value)],
      );
    expect(strings(en as Tree).filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });
});

describe('strings used in the code', () => {
  const sources = import.meta.glob<string>(['../**/*.tsx', '../**/*.ts', '!../locales/**', '!../**/*.test.*'], {
    query: '?raw',
    import: 'default',
    eager: true,
  });

  it('exist', () => {
    const missing: string[] = [];
    for (const [path, source] of Object.entries(sources)) {
      const namespaces = [...source.matchAll(/useTranslation\('([\w-]+)'\)/g)].map((match) => match[1]);
      if (new Set(namespaces).size > 1) continue; // which one a call means is not readable here
      const namespace = namespaces[0] ?? 'app';
      for (const [, key] of source.matchAll(/\bt\(\s*'([^'$]+)'/g)) {
        const full = key!.includes(':') ? key!.replace(':', '.') : `${namespace}.${key}`;
        if (!chinese.has(full)) missing.push(`${path}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('exist for each enum that a chip shows', () => {
    const kinds = Object.values(sources).flatMap((source) =>
      [...source.matchAll(/<TermChip[^>]*? kind="(\w+)"/g)].map(([, kind]) => kind!),
    );
    expect(kinds.length).toBeGreaterThan(5);
    expect(kinds.filter((kind) => typeof zh['terms']![kind] !== 'object')).toEqual([]);
  });

  it('get words as parameters, never stored enum values', () => {
    const bare: string[] = [];
    for (const [path, source] of Object.entries(sources)) {
      for (const [call] of source.matchAll(/\bt\((?:'[^']*'|`[^`]*`),\s*\{[^}]*\}/g)) {
        if (/\w+:\s*[\w.?!]+\.(?:status|state|role|kind|outcome|decision|cause|actor|verification)\s*[,}]/.test(call))
          bare.push(`${path}: ${call}`);
      }
    }
    expect(bare, "give t('terms:…') of the value").toEqual([]);
  });
});
