import type { DocumentNode, ExecutionArgs } from 'graphql';
import type { RequestContext, Services } from './context.js';

const documentNumbers = new WeakMap<DocumentNode, number>();
let documents = 0;

/**
 * Returns the same text for the same document with the same variables. Throws a RangeError when the variables nest too
 * deep to be serialised.
 */
export function operationKey({
  document,
  operationName,
  variableValues,
}: Pick<ExecutionArgs, 'document' | 'operationName' | 'variableValues'>): string {
  let number = documentNumbers.get(document);
  if (number === undefined) documentNumbers.set(document, (number = documents += 1));
  return JSON.stringify([number, operationName, variableValues]);
}

/**
 * Returns a context without a viewer that holds only what is `known` of all clients, and a function that says whether
 * anything else was read from it. A result for which nothing else was read is valid for everybody.
 */
export function anonymousContext(known: Services & Partial<RequestContext>): {
  context: RequestContext;
  dependsOnClient: () => boolean;
} {
  let readMore = false;
  const noteRead = () => {
    readMore = true;
  };
  const context = new Proxy(known as RequestContext, {
    get(target, name) {
      if (name in target) return target[name as keyof RequestContext];
      // `await` checks whether a value is a promise, and type-graphql does so for each field with arguments.
      if (name === 'then') return undefined;
      noteRead();
      return null;
    },
    has: (target, name) => (noteRead(), name in target),
    ownKeys: (target) => (noteRead(), Reflect.ownKeys(target)),
  });
  return { context, dependsOnClient: () => readMore };
}
