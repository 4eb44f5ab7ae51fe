import { describe, expect, it } from 'vitest';
import { modules } from '../modules.js';
import { en as shared } from './en.js';
import { languageOf, translate, type MessageKey } from './index.js';
import { TERMS } from '../lib/terms.js';
import { zhCN as sharedZh } from './zh-cn.js';

const ofModules = modules.flatMap(({ messages }) => Object.entries(messages ?? {}));
type Texts = Record<MessageKey, string>;
const zhCN = { ...sharedZh, ...Object.fromEntries(ofModules.map(([key, [zh]]) => [key, zh])) } as Texts;
const en = { ...shared, ...Object.fromEntries(ofModules.map(([key, [, text]]) => [key, text])) } as Texts;
const keys = Object.keys(zhCN) as MessageKey[];
const paramsOf = (message: string): string[] =>
  [...message.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

describe('the two catalogues of messages', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort(), 'add what is missing to messages/en.ts or messages/zh-cn.ts').toEqual(
      [...keys].sort(),
    );
  });

  it.each(keys)('%s has the same parameters in both', (key) => {
    expect(paramsOf(en[key])).toEqual(paramsOf(zhCN[key]));
    expect([zhCN[key].trim(), en[key].trim()].every(Boolean), 'neither message may be empty').toBe(true);
  });

  it.each(keys)('%s uses no parameter name that the translator reserves', (key) => {
    for (const name of ['count', 'context', 'lng', 'lngs', 'ns', 'defaultValue', 'replace', 'code', 'key', 'field']) {
      expect(
        paramsOf(zhCN[key]),
        `rename {{${name}}}: i18next or the error's extensions use this name for something else`,
      ).not.toContain(name);
    }
  });

  it.each(keys)('%s contains no stored value of an enum', (key) => {
    for (const message of [zhCN[key], en[key]]) {
      const bare = message.replace(/\$t\([\w.]+\.\{\{\w+\}\}\)/g, '');
      expect(paramsOf(bare), 'write $t(term.….{{name}}), with its words in lib/terms.ts').not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(?:status|state|role|kind|outcome|decision|cause)$/)]),
      );
    }
  });

  it.each(keys)('%s takes the words for enum values from an existing list', (key) => {
    for (const message of [zhCN[key], en[key]]) {
      for (const [, prefix] of message.matchAll(/\$t\(([\w.]+)\.\{\{/g))
        expect(
          [...Object.keys(TERMS.en), ...keys].some((term) => term.startsWith(`${prefix}.`)),
          prefix,
        ).toBe(true);
    }
  });

  it.each(keys)('%s is filled in', (key) => {
    const params = Object.fromEntries(paramsOf(zhCN[key]).map((name) => [name, `<${name}>`]));
    for (const language of ['zh-CN', 'en'] as const) {
      const message = translate(language, key, params);
      expect(message).not.toMatch(/\{\{|\}\}|\$t\(/);
      for (const value of Object.values(params)) expect(message).toContain(value);
    }
    expect(translate('zh-CN', key, params), 'the Chinese message is Chinese').toMatch(/\p{Script=Han}/u);
    expect(translate('en', key, params), 'the English message is English').not.toMatch(/\p{Script=Han}/u);
  });
});

describe('a parameter', () => {
  it.each(['{{detail}}', '{{max}}', '$t(signInFirst)', '$t(text.tooLong, {"max": 1})', '<b>&amp;</b>', '$&$1'])(
    'of %s stays unchanged',
    (detail) => {
      expect(translate('en', 'malformedRequest', { detail }), 'sent text is text, never one of our messages').toBe(
        `The request is malformed: ${detail}`,
      );
    },
  );
});

describe('an enum value', () => {
  it.each(Object.keys(TERMS.en))('%s has its own words in both languages', (term) => {
    expect(TERMS['zh-CN'][term]).toMatch(/\p{Script=Han}/u);
    expect(TERMS.en[term]).toMatch(/^[A-Z][a-z]/);
  });

  it('becomes its words in a sentence', () => {
    expect(translate('zh-CN', 'project.wrongStatus', { status: 'PUBLIC_NOTICE' })).toBe(
      '项目现在是“公示中”,不能这样做。',
    );
    expect(translate('en', 'needsRole', { role: 'TREASURER' })).toBe('This needs the platform role “Treasurer”.');
  });
});

describe('languageOf', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['*', 'zh-CN'],
    ['fr', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['en-GB,en;q=0.9,zh;q=0.1', 'en'],
    ['zh;q=0.3, en;q=0.7', 'en'],
    ['en;q=0.3, zh;q=0.7', 'zh-CN'],
    ['fr, en;q=0.5', 'en'],
    ['en;q=0', 'zh-CN'],
    ['en;q=0.0, zh;q=0', 'zh-CN'],
    ['en;q=x', 'en'],
    ['en;q=1.2.3, zh;q=0.1', 'zh-CN'],
    [`${'a,'.repeat(5_000)}en`, 'en'],
  ])('%j gives %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
