import { describe, expect, it } from 'vitest';
import { en } from './en.js';
import { languageOf, translate, type MessageKey } from './index.js';
import { TERMS } from '../lib/terms.js';
import { zhCN } from './zh-cn.js';

const keys = Object.keys(zhCN) as MessageKey[];
const paramsOf = (message: string): string[] => [...message.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

describe('the two catalogues', () => {
  it('say the same things', () => {
    expect(Object.keys(en).sort(), 'add what is missing to messages/en.ts or messages/zh-cn.ts').toEqual([...keys].sort());
  });

  it.each(keys)('%s has the same parameters in both', (key) => {
    expect(paramsOf(en[key])).toEqual(paramsOf(zhCN[key]));
    expect([zhCN[key].trim(), en[key].trim()].every(Boolean), 'neither message may be empty').toBe(true);
  });

  it.each(keys)('%s uses no name that the translator takes for an order', (key) => {
    for (const name of ['count', 'context', 'lng', 'lngs', 'ns', 'defaultValue', 'replace', 'code', 'key', 'field']) {
      expect(paramsOf(zhCN[key]), `rename {{${name}}}: i18next or the answer's extensions mean something else by it`).not.toContain(name);
    }
  });

  it.each(keys)('%s names no enum value as it is stored', (key) => {
    for (const message of [zhCN[key], en[key]]) {
      const bare = message.replace(/\$t\([\w.]+\.\{\{\w+\}\}\)/g, '');
      expect(paramsOf(bare), 'write $t(term.….{{name}}), with its words in lib/terms.ts').not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:status|state|role|kind|outcome|decision|cause)$/)]));
    }
  });

  it.each(keys)('%s takes the words of enum values from a list that exists', (key) => {
    for (const message of [zhCN[key], en[key]]) {
      for (const [, prefix] of message.matchAll(/\$t\(([\w.]+)\.\{\{/g)) expect([...Object.keys(TERMS.en), ...keys].some((term) => term.startsWith(`${prefix}.`)), prefix).toBe(true);
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
  it.each(['{{detail}}', '{{max}}', '$t(signInFirst)', '$t(text.tooLong, {"max": 1})', '<b>&amp;</b>', '$&$1'])('of %s stays as it is', (detail) => {
    expect(translate('en', 'malformedRequest', { detail }), 'what someone sent is text, never a message of ours').toBe(`The request is malformed: ${detail}`);
  });
});

describe('an enum value', () => {
  it.each(Object.keys(TERMS.en))('%s has words of its own in both languages', (term) => {
    expect(TERMS['zh-CN'][term]).toMatch(/\p{Script=Han}/u);
    expect(TERMS.en[term]).toMatch(/^[A-Z][a-z]/);
  });

  it('is read as its words in a sentence', () => {
    expect(translate('zh-CN', 'project.wrongStatus', { status: 'PUBLIC_NOTICE' })).toBe('项目现在是“公示中”,不能这样做。');
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
  ])('%j reads %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
