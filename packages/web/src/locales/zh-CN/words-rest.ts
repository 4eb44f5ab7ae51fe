import { catalogueOf, type WordsFile } from '../catalogue';

/** The words that reading pages do without. */
export default catalogueOf(
  import.meta.glob<WordsFile>(
    [
      './*.ts',
      '!./{index,words-*}.ts',
      '!./{app,failures,home,projects,terms}.ts',
      '!./{organizations,papers,receipts}.ts',
      '!./{disclosure,questions,refunds,stages,updates}.ts',
      '!./{books,proof}.ts',
      '!./{impact,privacy}.ts',
      '!./campaigns.ts',
      '!./search.ts',
      '!./{developers,help}.ts',
    ],
    { eager: true },
  ),
);
