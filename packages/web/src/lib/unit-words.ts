import type { Language } from './money';

/**
 * The words with which projects count, as people type them. A word that is not here stays as it was typed, because
 * the author of a project may count something new.
 */
const ENGLISH: Readonly<Record<string, string>> = {
  人: 'people',
  名: 'people',
  位: 'people',
  人次: 'attendances',
  户: 'households',
  家: 'families',
  场: 'events',
  场次: 'events',
  次: 'times',
  期: 'rounds',
  节: 'lessons',
  课时: 'lessons',
  小时: 'hours',
  天: 'days',
  份: 'copies',
  册: 'volumes',
  本: 'books',
  篇: 'articles',
  件: 'items',
  项: 'items',
  个: 'items',
  套: 'sets',
  元: 'yuan',
};

/** What a project counts, in the language of the page. */
export const unitWord = (unit: string, language: Language): string =>
  language === 'en' ? (ENGLISH[unit.trim()] ?? unit) : unit;
