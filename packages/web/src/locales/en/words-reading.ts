import { catalogueOf, type WordsFile } from '../catalogue';

/** The words of every page that people read without signing in. */
export default catalogueOf(import.meta.glob<WordsFile>('./{app,failures,home,projects,terms}.ts', { eager: true }));
