import { catalogueOf, type WordsFile } from '../catalogue';

/** The words of the page for developers. */
export default catalogueOf(import.meta.glob<WordsFile>('./developers.ts', { eager: true }));
