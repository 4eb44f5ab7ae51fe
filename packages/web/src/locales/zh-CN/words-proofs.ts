import { catalogueOf, type WordsFile } from '../catalogue';

/** The words of the books and of what proves them. */
export default catalogueOf(import.meta.glob<WordsFile>('./{books,proof}.ts', { eager: true }));
