import DataLoader from 'dataloader';
import type { Database } from './database.js';

/** The most keys of one query, well below the databases' limits of parameters. */
const MAX_KEYS = 500;

/**
 * Reads by key for many requests at once: all reads of one turn of the event loop share one query. Nothing is cached,
 * so every value is as fresh as its read. Under high load the shared query makes the lookup of the session almost free.
 */
export class BatchedRead<V> {
  private readonly loader: DataLoader<string, V | undefined>;

  /** `load` returns the values of the keys that it finds. */
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

const sharedReads = new WeakMap<Database, BatchedRead<Promise<Rows>>>();

/**
 * Returns the rows of a query that many clients may run with the same values. The query runs once per turn of the event
 * loop. Callers must not change the rows, because the rows are shared.
 */
export async function sharedQuery(db: Database, sql: string, values: readonly Value[]): Promise<Rows> {
  let read = sharedReads.get(db);
  if (read === undefined) {
    // Each query runs by itself, so that no caller waits for another's query.
    read = new BatchedRead(
      async (queries) =>
        new Map(
          queries.map((query) => {
            const [text, ...parameters] = JSON.parse(query) as [string, ...Value[]];
            return [query, db.read.query<Rows>(text, parameters)];
          }),
        ),
    );
    sharedReads.set(db, read);
  }
  return (await read.find(JSON.stringify([sql, ...values])))!;
}
