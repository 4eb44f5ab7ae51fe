import { getVariableValues, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

/**
 * The most faults that one response lists. To find each one costs a read of the whole text, and a person fixes the
 * first one first.
 */
export const MAX_FAULTS = 3;

/**
 * Options of graphql-js, with which graphql-js stops after the first few faults and does not search for suggestions.
 */
export const VALIDATION_OPTIONS = { maxErrors: MAX_FAULTS, hideSuggestions: true } as const;

/**
 * Whether `error` is the one that graphql-js adds when it stops at the limit. Such an error has no place in the text
 * and is not translated.
 */
export const isFaultLimit = (error: unknown): boolean =>
  error instanceof GraphQLError && /^Too many .* error limit reached\./.test(error.message);

/**
 * Runs `work` without stack traces, for work whose errors are refusals. graphql-js reads the stack of each error that
 * it wraps, and a stack that is translated by source maps costs as much as three trivial queries.
 */
export function withoutStackTraces<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Returns the first faults of the variables of an operation. */
export const faultsOfVariables = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] =>
  variableDefinitions.length === 0
    ? []
    : (withoutStackTraces(() => getVariableValues(schema, variableDefinitions, variables, VALIDATION_OPTIONS)).errors ??
      []);
