import { catalogueOf, type WordsFile } from '../catalogue';

/** The words of the city's impact and of the privacy notice. */
export default catalogueOf(import.meta.glob<WordsFile>('./{impact,privacy}.ts', { eager: true }));
