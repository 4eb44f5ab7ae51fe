import { catalogueOf, type WordsFile } from '../catalogue';

/** The words of campaigns. */
export default catalogueOf(import.meta.glob<WordsFile>('./campaigns.ts', { eager: true }));
