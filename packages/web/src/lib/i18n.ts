import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from './money';
import { localStore } from './storage';

const STORAGE_KEY = 'hc:language';

export const i18n = i18next;

type Catalogue = Record<string, Record<string, unknown>>;
// One chunk a language: nobody downloads words that are not shown.
const catalogues: Record<Language, () => Promise<{ default: Catalogue }>> = {
  'zh-CN': () => import('../locales/zh-CN'),
  en: () => import('../locales/en'),
};

function preferredLanguage(): Language {
  const stored = localStore.read(STORAGE_KEY);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  // Chinese unless the browser asks for another language first.
  return navigator.language.toLowerCase().startsWith('zh') || !navigator.language ? 'zh-CN' : 'en';
}

async function load(language: Language): Promise<void> {
  const { default: catalogue } = await catalogues[language]();
  for (const [namespace, strings] of Object.entries(catalogue)) i18n.addResourceBundle(language, namespace, strings, true, true);
}

export async function startI18n(): Promise<void> {
  const language = preferredLanguage();
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: ['app'],
    defaultNS: 'app',
    resources: {},
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
  });
  await load(language);
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  await load(language);
  localStore.write(STORAGE_KEY, language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}

export function useLanguage(): Language {
  const { i18n: current } = useTranslation();
  return current.language === 'en' ? 'en' : 'zh-CN';
}
