import { catalogueOf, type WordsFile } from '../catalogue';

/** The words that reading pages do without. */
export default catalogueOf(
  import.meta.glob<WordsFile>(
    [
      './*.ts',
      '!./{index,words-*}.ts',
      '!./{app,failures,home,organizations,papers,projects,receipts,terms}.ts',
      '!./{disclosure,refunds,stages}.ts',
      '!./{books,proof}.ts',
    ],
    { eager: true },
  ),
);
