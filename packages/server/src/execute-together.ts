import { execute, type DocumentNode, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { nobodyAsks, questionOf } from './asked-by-nobody.js';
import { servicesOf, type RequestContext, type Services } from './context.js';
import type { Database } from './db/database.js';

/** A query that was read and found allowed, and who asks it. */
export interface Query extends Pick<ExecutionArgs, 'operationName' | 'variableValues'> {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly contextValue: RequestContext;
}

/** Those who ask the same and are to be answered by one execution that has not begun. */
interface Gathering {
  readonly query: Query;
  askers: number;
  readonly answer: Promise<ExecutionResult | undefined>;
}

/** What is asked at the moment, by what it says: the executions of one question, one after the other. */
interface Line {
  /** Undefined while nobody waits for the next execution. */
  next: Gathering | undefined;
  /** When the last execution that was promised has ended. */
  free: Promise<unknown>;
}

const linesOf = new WeakMap<Database, Map<string, Line>>();

/**
 * Executes a query once for all who ask the same and of whom nobody is signed in: when a project opens, everybody looks at the same page.
 * Who asks in one turn of the event loop is answered together; who asks while that is being executed, together after it. So an execution
 * begins when all whom it answers have asked, nothing of it is kept, and it is as new for each of them as if it were theirs alone.
 */
export async function executeTogether(query: Query): Promise<ExecutionResult> {
  const { contextValue } = query;
  const key = contextValue.viewer === null ? keyOf(query) : null;
  if (key === null) return execute(query);
  const answer = await join(contextValue, key, query).answer;
  return answer === undefined ? execute(query) : { ...answer };
}

function join(services: Services, key: string, query: Query): Gathering {
  let lines = linesOf.get(services.db);
  if (lines === undefined) linesOf.set(services.db, (lines = new Map()));
  const line = lines.get(key) ?? { next: undefined, free: endOfTurn() };
  lines.set(key, line);
  if (line.next === undefined) {
    const gathering: Gathering = {
      query,
      askers: 0,
      answer: line.free.then(() => {
        line.next = undefined;
        return answerToAll(gathering);
      }),
    };
    line.next = gathering;
    const over = () => {
      if (line.next === undefined) lines.delete(key);
    };
    line.free = gathering.answer.then(over, over);
  }
  line.next.askers += 1;
  return line.next;
}

/** The same for the same question; null where variables are nested too deep to be written. */
function keyOf(query: Query): string | null {
  try {
    return `${query.contextValue.language} ${questionOf(query)}`;
  } catch {
    return null;
  }
}

/** The answer to everybody who asks this; undefined where it depends on more than the question. Whoever asks alone is answered as usual. */
async function answerToAll({ query, askers }: Gathering): Promise<ExecutionResult | undefined> {
  if (askers === 1) return execute(query);
  const { context, wasLookedAt } = nobodyAsks({ ...servicesOf(query.contextValue), viewer: null, language: query.contextValue.language });
  const answer = await execute({ ...query, contextValue: context });
  return wasLookedAt() ? undefined : answer;
}
