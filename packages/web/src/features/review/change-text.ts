import { formatEndDate } from '../../lib/dates';
import type { Language } from '../../lib/money';

/** How the values of a field are compared: prose by words, lists by lines, everything else as a whole. */
export type ChangeKind = 'prose' | 'list' | 'value';

export const changeKind = (field: string): ChangeKind =>
  field === 'title' || field === 'summary' || field === 'story'
    ? 'prose'
    : field === 'milestones' || field === 'indicators' || field === 'giftExamples'
      ? 'list'
      : 'value';

export interface ChangeWords {
  indicatorKind: (kind: string) => string;
  fundingRule: (rule: string) => string;
  region: (name: string) => string;
  category: (name: string) => string;
  yes: string;
  no: string;
  picture: string;
}

/** Returns a compared value in the viewer's language; the API returns it as plain text with the stored values in it. */
export function changeText(field: string, value: string, language: Language, words: ChangeWords): string {
  if (value === '') return '';
  switch (field) {
    case 'fundingEndsAt':
      return Number.isNaN(Date.parse(value)) ? value : formatEndDate(value, language);
    case 'acceptsOverGoal':
      return value === 'true' ? words.yes : value === 'false' ? words.no : value;
    case 'fundingRule':
      return words.fundingRule(value);
    case 'coverId':
      return words.picture;
    case 'region':
      return words.region(value);
    case 'category':
      return words.category(value);
    case 'indicators':
      return value
        .replace(/ \| ([A-Z_]+)$/gm, (_all, kind: string) => ` | ${words.indicatorKind(kind)}`)
        .replaceAll(' | ', ' · ');
    case 'milestones':
    case 'giftExamples':
      return value.replaceAll(' | ', ' · ');
    default:
      return value;
  }
}
