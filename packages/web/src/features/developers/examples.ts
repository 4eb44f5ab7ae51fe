import give from './examples/give.graphql?raw';
import progress from './examples/progress.graphql?raw';
import project from './examples/project.graphql?raw';
import projects from './examples/projects.graphql?raw';
import receipt from './examples/receipt.graphql?raw';
import variables from './examples/variables.json';

const TEXTS = { projects, project, give, receipt, progress };
export type ExampleName = keyof typeof TEXTS;

/** The requests that the page shows, in its order. The story `developers.test.ts` sends each of them to the server. */
export const EXAMPLES = (Object.keys(TEXTS) as ExampleName[]).map((name) => ({
  name,
  query: TEXTS[name].trim(),
  variables: Object.keys(variables[name]).length === 0 ? null : JSON.stringify(variables[name], null, 2),
}));

/** Every code of a refusal, in the order in which the page explains them. The same story compares them with the schema. */
export const CODES = [
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_STATE',
  'CONFLICT',
  'LIMIT_EXCEEDED',
  'UNAVAILABLE',
] as const;
