import { createContext, useContext, useSyncExternalStore } from 'react';
import { type Translate, Translator } from './translator';

/** The words of the page. The server draws pages in both languages side by side, so each page has its own. */
export const TranslatorContext = createContext(new Translator('zh-CN'));

/**
 * The build takes this function for that of react-i18next (`vite.config.ts`): components import it from there and get
 * what they use of it.
 */
export function useTranslation(namespace = 'app'): { t: Translate; i18n: { language: string } } {
  const words = useContext(TranslatorContext);
  useSyncExternalStore(
    words.subscribe,
    () => words.language,
    () => words.language,
  );
  return { t: words.in(namespace), i18n: words };
}
