import { Brackets } from 'typeorm';
import { searchPatterns } from '../lib/search-text.js';

/**
 * Returns the condition for rows in which one of `columns` has every word of `search`. The columns hold texts of
 * `searchText` or `foldedAndWritten`.
 */
export const hasAllWords = (search: string, ...columns: string[]): Brackets =>
  new Brackets((where) => {
    const patterns = searchPatterns(search);
    if (patterns.length === 0) where.where('1 = 1');
    for (const [index, pattern] of patterns.entries()) {
      where.andWhere(
        new Brackets((word) => {
          for (const column of columns)
            word.orWhere(`${column} LIKE :word${index} ESCAPE '!'`, { [`word${index}`]: pattern });
        }),
      );
    }
  });
