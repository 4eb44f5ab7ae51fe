import i18next from 'i18next';
import { en } from './en.js';
import { TERMS } from '../lib/terms.js';
import { zhCN } from './zh-cn.js';

/** The keys of messages that modules declare beside their code. Each module adds its own by declaration merging. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface ModuleMessages {}

export type MessageKey = keyof typeof zhCN | (keyof ModuleMessages & string);

/** Messages of a module by key: the Chinese and the English one. */
export type Messages = Readonly<Record<string, readonly [zh: string, en: string]>>;

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const catalogue = i18next.createInstance();
// Initialised from memory, so this finishes before the next line; nothing is escaped because clients render text as
// text.
void catalogue.init({
  lng: 'zh-CN',
  fallbackLng: false,
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: { 'zh-CN': { translation: { ...zhCN, ...TERMS['zh-CN'] } }, en: { translation: { ...en, ...TERMS.en } } },
});

/** Adds the messages of a module; a key that is there already is a mistake of the code. */
export function addMessages(messages: Messages): void {
  const known = Object.keys(messages).find((key) => catalogue.exists(key));
  if (known !== undefined) throw new Error(`the message ${known} is declared twice`);
  for (const [index, language] of LANGUAGES.entries()) {
    const texts = Object.entries(messages).map(([key, text]) => [key, text[index]]);
    catalogue.addResourceBundle(language, 'translation', Object.fromEntries(texts), false, false);
  }
}

/** The message of `key` in `language`, with its parameters filled in. */
export const translate = (language: Language, key: MessageKey, params: Record<string, string | number> = {}): string =>
  catalogue.t(key, { ...params, lng: language });

// Browsers send few different headers; a stranger who sends many must not fill the memory.
const languages = new Map<string, Language>();
const LANGUAGES_KEPT = 1_000;

/** The best language of ours for an Accept-Language header; Chinese when it asks for neither. */
export function languageOf(acceptLanguage = ''): Language {
  const known = languages.get(acceptLanguage);
  if (known !== undefined) return known;
  if (languages.size >= LANGUAGES_KEPT) languages.clear();
  const language = readLanguage(acceptLanguage);
  languages.set(acceptLanguage, language);
  return language;
}

function readLanguage(acceptLanguage: string): Language {
  const wanted = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().split(';');
      const weight = options.map((option) => /^\s*q=([\d.]+)/.exec(option)?.[1]).find(Boolean);
      return { tag: tag.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) };
    })
    // A weight of 0 says "not this one".
    .filter(({ tag, weight }) => (tag.startsWith('zh') || tag.startsWith('en')) && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.tag.startsWith('en') ? 'en' : 'zh-CN';
}
