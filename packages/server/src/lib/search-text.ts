import { simplified } from './characters.js';
import { foldedAndWritten, searchWords } from './folding.js';
import { escapeLike } from './like.js';
import { spellingsOf } from './pinyin.js';

const HAN = /\p{Script=Han}/u;

/**
 * The form of what `searchText`, `foldedAndWritten` and `foldForSearch` make: whoever changes what they make of any text raises it. Stored texts of
 * another form are then made anew when a server starts.
 */
export const SEARCH_TEXT_VERSION = 1;

/**
 * What searches look through for `texts`: each as `foldedAndWritten` has it, then, where it is Chinese, its spellings in pinyin,
 * first letters before whole syllables: “足迹 zj zuji”. Stored beside them and matched with `searchPatterns`.
 */
export function searchText(...texts: readonly (string | null)[]): string {
  const parts = texts.flatMap((text) => {
    if (text === null) return [];
    const searched = foldedAndWritten(text);
    if (!HAN.test(searched)) return [searched];
    // Only letters and digits: nobody types the dot of “启·展能”.
    return [searched, ...spellingsOf(simplified(text.normalize('NFKC').toLowerCase()).replace(/[^\p{L}\p{N}]/gu, ''))];
  });
  return parts.filter(Boolean).join(' ');
}

/** Patterns of `column LIKE :pattern ESCAPE '!'`: `query` is found in what `searchText` or `foldedAndWritten` made where all of them hold. */
export const searchPatterns = (query: string): string[] => searchWords(query).map((word) => `%${escapeLike(word)}%`);
