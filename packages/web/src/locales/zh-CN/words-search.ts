import { catalogueOf, type WordsFile } from '../catalogue';

/** The words of the search for everything. */
export default catalogueOf(import.meta.glob<WordsFile>('./search.ts', { eager: true }));
