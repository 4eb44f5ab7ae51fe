import { catalogueOf, type WordsFile } from '../catalogue';

/** The words of every page that people read without signing in. */
export default catalogueOf(
  import.meta.glob<WordsFile>('./{app,failures,home,organizations,papers,projects,receipts,terms}.ts', { eager: true }),
);
