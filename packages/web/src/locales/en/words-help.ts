import { catalogueOf, type WordsFile } from '../catalogue';

/** The words of help, of the page about the platform, of contact and of the terms. */
export default catalogueOf(import.meta.glob<WordsFile>('./help.ts', { eager: true }));
