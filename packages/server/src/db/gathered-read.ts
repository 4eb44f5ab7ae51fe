import DataLoader from 'dataloader';
import type { Database } from './database.js';

/** Keys of one statement, well below the databases' limits of parameters. */
const MAX_KEYS = 500;

/**
 * Reads by key for many requests at once: whoever asks in the same turn of the event loop is answered by one query. Nothing is kept,
 * so every answer is as new as the question. Under a rush this is what makes a look at the session cost next to nothing.
 */
export class GatheredRead<V> {
  private readonly loader: DataLoader<string, V | undefined>;

  /** `load` answers those keys that it finds. */
  constructor(load: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>) {
    this.loader = new DataLoader(
      async (keys) => {
        this.loader.clearAll();
        const found = await load(keys);
        return keys.map((key) => found.get(key));
      },
      { batchScheduleFn: (dispatch) => void setImmediate(dispatch), maxBatchSize: MAX_KEYS },
    );
  }

  find(key: string): Promise<V | undefined> {
    return this.loader.load(key);
  }
}

type Value = string | number | null;
type Rows = readonly Record<string, unknown>[];

const questions = new WeakMap<Database, GatheredRead<Promise<Rows>>>();

/** The rows of a query that many may ask with the same values: within one turn of the event loop it is asked once. Nobody may change them. */
export async function askTogether(db: Database, sql: string, values: readonly Value[]): Promise<Rows> {
  let read = questions.get(db);
  if (read === undefined) {
    // Each by itself: nobody waits for what others ask.
    read = new GatheredRead(async (asked) => new Map(asked.map((question) => {
      const [text, ...parameters] = JSON.parse(question) as [string, ...Value[]];
      return [question, db.read.query<Rows>(text, parameters)];
    })));
    questions.set(db, read);
  }
  return (await read.find(JSON.stringify([sql, ...values])))!;
}
