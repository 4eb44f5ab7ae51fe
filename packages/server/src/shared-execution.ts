import { execute, type DocumentNode, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { anonymousContext, operationKey } from './anonymous-context.js';
import { servicesOf, type RequestContext, type Services } from './context.js';
import type { Database } from './db/database.js';

/** A checked query and the context of the client that asks it. */
export interface Query extends Pick<ExecutionArgs, 'operationName' | 'variableValues'> {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly contextValue: RequestContext;
}

/** Requests for the same query that share one execution, which has not begun. */
interface SharedExecution {
  readonly query: Query;
  requests: number;
  readonly result: Promise<ExecutionResult | undefined>;
}

/** The executions of one query, one after the other. */
interface ExecutionQueue {
  /** The next execution. Undefined while no request waits for it. */
  next: SharedExecution | undefined;
  /** Resolves when the last promised execution has ended. */
  free: Promise<unknown>;
}

const queuesOf = new WeakMap<Database, Map<string, ExecutionQueue>>();

/**
 * Executes a query once for all signed-out clients that ask the same query: when a project opens, everybody looks at
 * the same page. Requests of one turn of the event loop share an execution. Requests that arrive during that execution
 * share the next one. So an execution begins only after all its requests have arrived, nothing is cached, and the
 * result is as fresh as a separate execution's.
 */
export async function executeShared(query: Query): Promise<ExecutionResult> {
  const { contextValue } = query;
  const key = contextValue.viewer === null && !contextValue.sessionEnd ? keyOf(query) : null;
  if (key === null) return execute(query);
  const result = await join(contextValue, key, query).result;
  return result === undefined ? execute(query) : { ...result };
}

function join(services: Services, key: string, query: Query): SharedExecution {
  let queues = queuesOf.get(services.db);
  if (queues === undefined) queuesOf.set(services.db, (queues = new Map()));
  const queue = queues.get(key) ?? { next: undefined, free: endOfTurn() };
  queues.set(key, queue);
  if (queue.next === undefined) {
    const execution: SharedExecution = {
      query,
      requests: 0,
      result: queue.free.then(() => {
        queue.next = undefined;
        return executeForAll(execution);
      }),
    };
    queue.next = execution;
    const over = () => {
      if (queue.next === undefined) queues.delete(key);
    };
    queue.free = execution.result.then(over, over);
  }
  queue.next.requests += 1;
  return queue.next;
}

/**
 * Returns the same key for the same query in the same language. Returns null when the variables nest too deep to be
 * serialised.
 */
function keyOf(query: Query): string | null {
  try {
    return `${query.contextValue.language} ${operationKey(query)}`;
  } catch {
    return null;
  }
}

/**
 * Returns the result for all requests of the execution. Returns undefined when the result depends on more than the
 * query. A single request is executed as usual.
 */
async function executeForAll({ query, requests }: SharedExecution): Promise<ExecutionResult | undefined> {
  if (requests === 1) return execute(query);
  const { context, dependsOnClient } = anonymousContext({
    ...servicesOf(query.contextValue),
    viewer: null,
    sessionEnd: null,
    language: query.contextValue.language,
  });
  const result = await execute({ ...query, contextValue: context });
  return dependsOnClient() ? undefined : result;
}
