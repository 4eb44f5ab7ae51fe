import type { DocumentNode, ExecutionArgs } from 'graphql';
import type { RequestContext, Services } from './context.js';

const documentNumbers = new WeakMap<DocumentNode, number>();
let documents = 0;

/** The same for the same document with the same variables. Throws a RangeError where those are nested too deep to be written. */
export function questionOf({ document, operationName, variableValues }: Pick<ExecutionArgs, 'document' | 'operationName' | 'variableValues'>): string {
  let number = documentNumbers.get(document);
  if (number === undefined) documentNumbers.set(document, (number = documents += 1));
  return JSON.stringify([number, operationName, variableValues]);
}

/**
 * A context with nobody in it but what is `known` of all who ask, and whether anything else was looked for. An answer for which
 * nothing was is the answer to everybody.
 */
export function nobodyAsks(known: Services & Partial<RequestContext>): { context: RequestContext; wasLookedAt: () => boolean } {
  let lookedAt = false;
  const lookForSomebody = () => {
    lookedAt = true;
  };
  const context = new Proxy(known as RequestContext, {
    get(target, name) {
      if (name in target) return target[name as keyof RequestContext];
      // Whoever awaits looks whether it is a promise, type-graphql for each field with arguments.
      if (name === 'then') return undefined;
      lookForSomebody();
      return null;
    },
    has: (target, name) => (lookForSomebody(), name in target),
    ownKeys: (target) => (lookForSomebody(), Reflect.ownKeys(target)),
  });
  return { context, wasLookedAt: () => lookedAt };
}
