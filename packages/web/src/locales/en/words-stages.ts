import { catalogueOf, type WordsFile } from '../catalogue';

/** The words about stages, reports and refunds, which the page of a project and of a receipt add. */
export default catalogueOf(import.meta.glob<WordsFile>('./{disclosure,refunds,stages}.ts', { eager: true }));
