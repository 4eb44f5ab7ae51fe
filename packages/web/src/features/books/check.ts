import type { BooksFiguresPartsFragment } from '@hongchuang/schema';

/** The figures in the order in which a visitor meets them: first those on pages, last the downloads. */
export const FIGURES = ['shown', 'ledger', 'postings', 'gifts', 'receipts', 'exported', 'spreadsheet'] as const;
export type Figure = (typeof FIGURES)[number];

export interface ComparedFigure {
  figure: Figure;
  fen: number;
  /** The difference from the ledger's postings in fen. All other figures are computed from the postings. */
  difference: number;
}

export function compare(check: Pick<BooksFiguresPartsFragment, Figure>): ComparedFigure[] {
  return FIGURES.map((figure) => ({ figure, fen: check[figure], difference: check[figure] - check.postings }));
}
