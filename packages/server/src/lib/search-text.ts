import { simplified } from './characters.js';
import { foldedAndWritten, searchWords } from './folding.js';
import { escapeLike } from './like.js';
import { spellingsOf } from './pinyin.js';

const HAN = /\p{Script=Han}/u;

/**
 * The version of the form that `searchText`, `foldedAndWritten` and `foldForSearch` return. Raise the version with any
 * change of what these functions return. A server then rebuilds stored texts of another version when it starts.
 */
export const SEARCH_TEXT_VERSION = 2;

/**
 * Returns the text that searches look through for `texts`: each as `foldedAndWritten` returns it and, where it is
 * Chinese, its pinyin spellings, initials before whole syllables: “足迹 zj zuji”. The result is stored beside the texts
 * and matched with `searchPatterns`.
 */
export function searchText(...texts: readonly (string | null)[]): string {
  const parts = texts.flatMap((text) => {
    if (text === null) return [];
    const searched = foldedAndWritten(text);
    if (!HAN.test(searched)) return [searched];
    // Only letters and digits are spelled, because nobody types the dot of “启·展能”.
    return [searched, ...spellingsOf(simplified(text.normalize('NFKC').toLowerCase()).replace(/[^\p{L}\p{N}]/gu, ''))];
  });
  return parts.filter(Boolean).join(' ');
}

/**
 * Returns patterns for `column LIKE :pattern ESCAPE '!'`. A text of `searchText` or `foldedAndWritten` matches `query`
 * when all patterns match.
 */
export const searchPatterns = (query: string): string[] => searchWords(query).map((word) => `%${escapeLike(word)}%`);
