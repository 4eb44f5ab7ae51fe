import { catalogueOf, type WordsFile } from '../catalogue';

/** The words of units and of what people keep on paper. */
export default catalogueOf(import.meta.glob<WordsFile>('./{organizations,papers,receipts}.ts', { eager: true }));
