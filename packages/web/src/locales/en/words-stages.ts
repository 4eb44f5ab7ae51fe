import { catalogueOf, type WordsFile } from '../catalogue';

/** The words of a project's page below its first screen: stages, reports, refunds, news and questions. */
export default catalogueOf(
  import.meta.glob<WordsFile>('./{disclosure,questions,refunds,stages,updates}.ts', { eager: true }),
);
