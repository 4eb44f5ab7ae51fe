import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Database } from './database.js';

interface Asked<V> {
  readonly answer: Promise<V | undefined>;
  readonly resolve: (value: V | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/** Keys of one statement, well below the databases' limits of parameters. */
const MAX_KEYS = 500;

/**
 * Reads by key for many requests at once: whoever asks in the same turn of the event loop is answered by one query. Nothing is kept,
 * so every answer is as new as the question. Under a rush this is what makes a look at the session cost next to nothing.
 */
export class GatheredRead<V> {
  private asked = new Map<string, Asked<V>>();

  /** `load` answers those keys that it finds. */
  constructor(private readonly load: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>) {}

  find(key: string): Promise<V | undefined> {
    const known = this.asked.get(key);
    if (known !== undefined) return known.answer;
    const { promise: answer, resolve, reject } = withResolvers<V | undefined>();
    this.asked.set(key, { answer, resolve, reject });
    if (this.asked.size === 1) void this.answerAtEndOfTurn();
    return answer;
  }

  private async answerAtEndOfTurn(): Promise<void> {
    await endOfTurn();
    const asked = [...this.asked];
    this.asked = new Map();
    for (let start = 0; start < asked.length; start += MAX_KEYS) void this.answer(asked.slice(start, start + MAX_KEYS));
  }

  private async answer(asked: readonly (readonly [string, Asked<V>])[]): Promise<void> {
    try {
      const found = await this.load(asked.map(([key]) => key));
      for (const [key, { resolve }] of asked) resolve(found.get(key));
    } catch (error) {
      for (const [, { reject }] of asked) reject(error);
    }
  }
}

type Value = string | number | null;
type Rows = readonly Record<string, unknown>[];

const questions = new WeakMap<Database, GatheredRead<Rows>>();

/** The rows of a query that many may ask with the same values: within one turn of the event loop it is asked once. Nobody may change them. */
export async function askTogether(db: Database, sql: string, values: readonly Value[]): Promise<Rows> {
  let read = questions.get(db);
  if (read === undefined) {
    read = new GatheredRead<Rows>(async (asked) => {
      const answers = await Promise.all(asked.map((question) => {
        const [text, ...parameters] = JSON.parse(question) as [string, ...Value[]];
        return db.read.query<Rows>(text, parameters);
      }));
      return new Map(asked.map((question, index) => [question, answers[index]!]));
    });
    questions.set(db, read);
  }
  return (await read.find(JSON.stringify([sql, ...values])))!;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: unknown) => void } {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((...callbacks) => { [resolve, reject] = callbacks; });
  return { promise, resolve, reject };
}
