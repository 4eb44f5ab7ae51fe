import type { Socket } from 'node:net';
import type { DataSource } from 'typeorm';

/** What is used here of a connection of mysql2 and of its pool. */
interface Connection {
  readonly stream: Socket;
  /** What it is about, as long as that is not answered. */
  readonly _command?: object | null;
  release(): void;
}

interface Pool {
  getConnection(callback: (error: Error | null, connection?: Connection) => void): void;
}

/** Frozen, cut off or only slow: nobody can tell. It counts as a lost connection. */
const silence = (): Error => Object.assign(new Error('the database did not answer in time'), { code: 'ETIMEDOUT' });

/**
 * Ends a connection of `source` on which an answer does not come, or does not go on, for `ms`, and waits no longer for a free one: a database
 * that is frozen would be waited for until somebody thaws it. What the answer would have said nobody knows, as with any lost connection.
 */
export function limitPatience(source: DataSource, ms: number): void {
  const { pool } = source.driver as unknown as { pool: Pool };
  const getConnection = pool.getConnection.bind(pool);
  pool.getConnection = (callback) => {
    let given = false;
    const give = (error: Error | null, connection?: Connection) => {
      clearTimeout(timer);
      // It comes to somebody who has left.
      if (given) return connection?.release();
      given = true;
      if (connection !== undefined) setPatience(connection, ms);
      callback(error, connection);
    };
    const timer = setTimeout(give, ms, silence());
    getConnection(give);
  };
}

/** Sets for how long an answer may pause on a connection, until it is given out again. */
export function setPatience(connection: object, ms: number): void {
  const { stream } = connection as Connection;
  stream.removeAllListeners('timeout');
  stream.setTimeout(ms, () => {
    if ((connection as Connection)._command != null) stream.destroy(silence());
  });
}
