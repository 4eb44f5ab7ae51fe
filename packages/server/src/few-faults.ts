import { getVariableValues, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

/** Wrong inputs or parts of a document that one answer lists. Each costs a look at the whole text, and a person mends the first one first. */
export const MAX_FAULTS = 3;

/** How graphql-js is to look for faults: it stops after the first few, and does not search for what else may have been meant. */
export const FEW_FAULTS = { maxErrors: MAX_FAULTS, hideSuggestions: true } as const;

/** Whether this is what graphql-js adds when it stops at the limit: it has no place in the text and is not translated. */
export const isFaultLimit = (error: unknown): boolean => error instanceof GraphQLError && /^Too many .* error limit reached\./.test(error.message);

/**
 * Runs `work`, whose errors are refusals. graphql-js reads the stack of each error that it wraps, and a stack that is translated by source
 * maps costs as much as three trivial queries.
 */
export function withoutStacks<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The first faults of the variables that an operation is sent with. */
export const faultsOfVariables = (schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): readonly GraphQLError[] =>
  variableDefinitions.length === 0 ? [] : (withoutStacks(() => getVariableValues(schema, variableDefinitions, variables, FEW_FAULTS)).errors ?? []);
