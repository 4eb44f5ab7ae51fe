import type { BooksFiguresPartsFragment } from '@hongchuang/schema';

/** In the order in which a visitor meets them: what pages say first, what can be taken home last. */
export const FIGURES = ['shown', 'ledger', 'postings', 'gifts', 'receipts', 'exported', 'spreadsheet'] as const;
export type Figure = (typeof FIGURES)[number];

export interface ComparedFigure {
  figure: Figure;
  fen: number;
  /** Fen more or less than the ledger's postings, which are what everything else is worked out from. */
  difference: number;
}

export function compare(check: Pick<BooksFiguresPartsFragment, Figure>): ComparedFigure[] {
  return FIGURES.map((figure) => ({ figure, fen: check[figure], difference: check[figure] - check.postings }));
}
