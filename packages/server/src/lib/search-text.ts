import { escapeLike } from './like.js';
import { spellingsOf } from './pinyin.js';

const HAN = /\p{Script=Han}/u;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/**
 * What searches look through for `texts`: each as it is, then, where it is Chinese, its spellings in pinyin, first letters
 * before whole syllables: “足迹 zj zuji”. Stored beside them and matched with `searchPattern`.
 */
export function searchText(...texts: readonly (string | null)[]): string {
  const parts = texts.flatMap((text) => {
    if (text === null) return [];
    const folded = fold(text);
    if (!HAN.test(folded)) return [folded];
    // Only letters and digits: nobody types the dot of “启·展能”.
    return [folded, ...spellingsOf(folded.replace(/[^\p{L}\p{N}]/gu, ''))];
  });
  return parts.filter(Boolean).join(' ');
}

/** The pattern of `column LIKE :pattern ESCAPE '!'` that finds `query` in what `searchText` made. */
export const searchPattern = (query: string): string => `%${escapeLike(fold(query))}%`;
