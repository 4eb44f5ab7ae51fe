import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import en from '../locales/en';
import zh from '../locales/zh-CN';
import { Translator } from './translator';

const LANGUAGES = { 'zh-CN': zh, en } as const;

/** The keys of all texts of a namespace, without the endings of their plural forms. */
function keysOf(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value as object, `${prefix}${key}.`)
      : [`${prefix}${key.replace(/_(zero|one|two|few|many|other)$/, '')}`],
  );
}

describe.each(['zh-CN', 'en'] as const)('the words in %s', (language) => {
  const catalogue = LANGUAGES[language];
  const translator = new Translator(language);
  for (const [namespace, words] of Object.entries(catalogue)) translator.add(language, namespace, words);
  const reference = i18next.createInstance();
  void reference.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    ns: ['app'],
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    resources: { [language]: catalogue as never },
  });

  it.each(Object.keys(catalogue))('are those of i18next in %s, for every key and number', (namespace) => {
    const t = translator.in(namespace);
    const expected = reference.getFixedT(language, namespace);
    const keys = [...new Set(keysOf(catalogue[namespace]!))];
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys)
      for (const count of [0, 1, 2, 5, 21, 1_000]) {
        const options = { count, name: '陈', title: undefined, amount: '¥1', date: null, n: 3 };
        expect([key, count, t(key, options)]).toEqual([key, count, expected(key, options)]);
      }
    for (const key of keys) expect([key, t(key)]).toEqual([key, expected(key)]);
  });

  it.each([
    ['projects:give', {}],
    ['give', {}],
    ['no.such.key', {}],
    ['nowhere:key', {}],
    ['field.nothing', { defaultValue: 'instead of {{name}}', name: 'it' }],
  ])('are those of i18next for %s with %j', (key, options) => {
    expect(translator.in('projects')(key, options)).toBe(reference.getFixedT(language, 'projects')(key, options));
  });
});

it('adds words to a namespace without losing those that it has', () => {
  const translator = new Translator('en');
  translator.add('en', 'terms', { status: { OPEN: 'Open' } });
  translator.add('en', 'terms', { status: { OVER: 'Over' } });
  expect(['status.OPEN', 'status.OVER'].map((key) => translator.in('terms')(key))).toEqual(['Open', 'Over']);
});

it('gives new functions after a change of the language, and tells who listens', () => {
  const translator = new Translator('en');
  translator.add('en', 'app', { yes: 'yes' });
  translator.add('zh-CN', 'app', { yes: '是' });
  const before = translator.in('app');
  expect(translator.in('app')).toBe(before);
  let told = 0;
  translator.subscribe(() => (told += 1));
  translator.change('zh-CN');
  expect([told, translator.in('app') === before, translator.in('app')('yes')]).toEqual([1, false, '是']);
});
