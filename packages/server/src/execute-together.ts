import { execute, type DocumentNode, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { nobodyAsks, questionOf } from './asked-by-nobody.js';
import { servicesOf, type RequestContext, type Services } from './context.js';
import type { Database } from './db/database.js';
import { GatheredRead } from './db/gathered-read.js';

/** A query that was read and found allowed, and who asks it. */
export interface Query extends Pick<ExecutionArgs, 'operationName' | 'variableValues'> {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly contextValue: RequestContext;
}

interface Asked {
  readonly question: Query;
  waiting: number;
}

interface Gathering {
  /** What is asked in this turn, by what it says. */
  readonly asked: Map<string, Asked>;
  /** Undefined for an answer that depends on who asks. */
  readonly answers: GatheredRead<Promise<ExecutionResult | undefined>>;
}

const gatherings = new WeakMap<Database, Gathering>();

/**
 * Executes a query once for all who ask the same in one turn of the event loop and of whom nobody is signed in: when a project opens,
 * everybody looks at the same page. It begins when all of them have asked and nothing of it is kept, so it is as new for each of them
 * as if it had been executed for them alone.
 */
export async function executeTogether(question: Query): Promise<ExecutionResult> {
  const { contextValue } = question;
  if (contextValue.viewer !== null) return execute(question);
  const { asked, answers } = gatheringOf(contextValue);
  const key = keyOf(question);
  if (key === null) return execute(question);
  const known = asked.get(key);
  if (known === undefined) asked.set(key, { question, waiting: 1 });
  else known.waiting += 1;
  const answer = await answers.find(key);
  return answer === undefined ? execute(question) : { ...answer };
}

/** The same for the same question; null where variables are nested too deep to be written. */
function keyOf(question: Query): string | null {
  try {
    return `${question.contextValue.language} ${questionOf(question)}`;
  } catch {
    return null;
  }
}

function gatheringOf(context: Services): Gathering {
  let gathering = gatherings.get(context.db);
  if (gathering === undefined) {
    const services = servicesOf(context);
    const asked = new Map<string, Asked>();
    gathering = {
      asked,
      // Each by itself: nobody waits for what others ask.
      answers: new GatheredRead(async (keys) => new Map(keys.map((key) => {
        const one = asked.get(key)!;
        asked.delete(key);
        return [key, answerToAll(services, one)];
      }))),
    };
    gatherings.set(context.db, gathering);
  }
  return gathering;
}

/** The answer to everybody who asks this; undefined where it depends on more than the question. Whoever asks alone is answered as usual. */
async function answerToAll(services: Services, { question, waiting }: Asked): Promise<ExecutionResult | undefined> {
  if (waiting === 1) return execute(question);
  const { context, wasLookedAt } = nobodyAsks({ ...services, viewer: null, language: question.contextValue.language });
  const answer = await execute({ ...question, contextValue: context });
  return wasLookedAt() ? undefined : answer;
}
