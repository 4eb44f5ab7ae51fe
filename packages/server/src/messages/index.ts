import i18next from 'i18next';
import { en } from './en.js';
import { TERMS } from '../lib/terms.js';
import { zhCN, type MessageKey } from './zh-cn.js';

export type { MessageKey } from './zh-cn.js';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const catalogue = i18next.createInstance();
// Initialised from memory, so this finishes before the next line; nothing is escaped because clients render text as text.
void catalogue.init({
  lng: 'zh-CN',
  fallbackLng: false,
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: { 'zh-CN': { translation: { ...zhCN, ...TERMS['zh-CN'] } }, en: { translation: { ...en, ...TERMS.en } } },
});

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
