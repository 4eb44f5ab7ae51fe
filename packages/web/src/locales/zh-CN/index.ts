import { catalogueOf, type WordsFile } from '../catalogue';

/** All words, for the tests that compare the languages. The pages load them in parts. */
export default catalogueOf(import.meta.glob<WordsFile>(['./*.ts', '!./{index,words-*}.ts'], { eager: true }));
