import { useTranslation } from 'react-i18next';
import type { Catalogue } from '../locales/catalogue';
import { writeCookie } from './cookies';
import type { Language } from './money';
import { localStore } from './storage';
import { Translator } from './translator';

const STORAGE_KEY = 'hc:language';
/** The server reads this cookie, so that a page comes in the language that the person chose. */
const COOKIE = 'hc_language';

/** The words of the page in the browser. */
export const i18n = new Translator('zh-CN');
let isStarted = false;

/** A part of the words of a language: a chunk of its own, so that nobody downloads words that the page does not show. */
export type WordsPart =
  'reading' | 'stages' | 'proofs' | 'papers' | 'public' | 'campaigns' | 'search' | 'help' | 'developers' | 'rest';

type Words = () => Promise<{ default: Catalogue }>;

const files = import.meta.glob<{ default: Catalogue }>('../locales/*/words-*.ts');
const wordsOf = (language: Language, part: WordsPart): Words => files[`../locales/${language}/words-${part}.ts`]!;

const ALL: readonly WordsPart[] = [
  'reading',
  'stages',
  'proofs',
  'papers',
  'public',
  'campaigns',
  'search',
  'help',
  'developers',
  'rest',
];

const asLanguage = (text: string | null | undefined): Language | undefined =>
  text === 'zh-CN' || text === 'en' ? text : undefined;

function preferredLanguage(): Language {
  const stored = asLanguage(localStore.read(STORAGE_KEY));
  if (stored !== undefined) return stored;
  // Chinese, unless the browser prefers another language.
  return navigator.language.toLowerCase().startsWith('zh') || !navigator.language ? 'zh-CN' : 'en';
}

/** The parts that pages have asked for so far. A change of the language loads the same parts. */
const needed = new Set<WordsPart>(['reading']);
const loaded = new Set<string>();

async function load(language: Language): Promise<void> {
  await Promise.all(
    [...needed].map(async (part) => {
      const name = `${language} ${part}`;
      if (loaded.has(name)) return;
      const { default: catalogue } = await wordsOf(language, part)();
      for (const [namespace, strings] of Object.entries(catalogue)) i18n.add(language, namespace, strings);
      loaded.add(name);
    }),
  );
}

/**
 * Starts the words of the page. `served` is the language of a page that the server sent: its words must be the same,
 * and its parts of the words are enough for it.
 */
export async function startI18n(served?: Language): Promise<void> {
  const language = served ?? preferredLanguage();
  if (served === undefined) for (const part of ALL) needed.add(part);
  i18n.change(language);
  isStarted = true;
  await load(language);
  document.documentElement.lang = language;
  // People who chose a language before the server read the choice have it in this store only.
  if (localStore.read(STORAGE_KEY) !== null) writeCookie(COOKIE, localStore.read(STORAGE_KEY)!);
}

/** Loads parts of the words in the current language, for a page or a part of a page that is about to be drawn. */
export async function loadWords(...parts: readonly WordsPart[]): Promise<void> {
  for (const part of parts) needed.add(part);
  // Before the start there is no language; the start loads what is needed.
  if (isStarted) await load(i18n.language);
}

export const loadAllWords = (): Promise<void> => loadWords(...ALL);

/** The words for one language on the server, where pages in both languages are drawn side by side. */
export async function createWords(language: Language): Promise<Translator> {
  const words = new Translator(language);
  for (const part of ALL) {
    const { default: catalogue } = await wordsOf(language, part)();
    for (const [namespace, strings] of Object.entries(catalogue)) words.add(language, namespace, strings);
  }
  return words;
}

/** The language that the person chose earlier, where the page came in another one. */
export const chosenLanguage = (): Language | undefined => asLanguage(localStore.read(STORAGE_KEY));

export async function changeLanguage(language: Language): Promise<void> {
  await load(language);
  localStore.write(STORAGE_KEY, language);
  writeCookie(COOKIE, language);
  document.documentElement.lang = language;
  i18n.change(language);
}

export function useLanguage(): Language {
  const { i18n: current } = useTranslation();
  return current.language === 'en' ? 'en' : 'zh-CN';
}
