import { pinyin } from 'pinyin-pro';
import { escapeLike } from './like.js';

const HAN = /\p{Script=Han}/u;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/**
 * What searches look through for `texts`: each as it is, then, where it is Chinese, its pinyin initials and its pinyin:
 * “红色足迹 hszj hongsezuji”. Stored beside them and matched with `searchPattern`.
 */
export function searchText(...texts: readonly (string | null)[]): string {
  const parts = texts.flatMap((text) => {
    if (text === null) return [];
    const folded = fold(text);
    if (!HAN.test(folded)) return [folded];
    // Only letters and digits: nobody types the dot of “启·展能”.
    const spoken = folded.replace(/[^\p{L}\p{N}]/gu, '');
    const spell = (pattern: 'first' | 'pinyin') => pinyin(spoken, { pattern, toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).join('');
    return [folded, spell('first'), spell('pinyin')];
  });
  return parts.filter(Boolean).join(' ');
}

/** The pattern of `column LIKE :pattern ESCAPE '!'` that finds `query` in what `searchText` made. */
export const searchPattern = (query: string): string => `%${escapeLike(fold(query))}%`;
