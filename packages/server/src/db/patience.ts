import type { Socket } from 'node:net';
import type { DataSource } from 'typeorm';

/** The parts of mysql2's connection and pool that are used here. */
interface Connection {
  readonly stream: Socket;
  /** The command in progress, until its response is complete. */
  readonly _command?: object | null;
  release(): void;
}

interface Pool {
  getConnection(callback: (error: Error | null, connection?: Connection) => void): void;
}

/**
 * A silent database may be frozen, cut off or only slow, which all look the same. So silence counts as a lost
 * connection.
 */
const silence = (): Error => Object.assign(new Error('the database did not answer in time'), { code: 'ETIMEDOUT' });

/**
 * Closes a connection of `source` when a response does not begin or does not continue for `ms` milliseconds. The wait
 * for a free connection is limited to `ms` as well. Without a limit a query on a frozen database would wait until
 * somebody unfreezes the database. As with any lost connection, the outcome of the query is unknown.
 */
export function limitPatience(source: DataSource, ms: number): void {
  const { pool } = source.driver as unknown as { pool: Pool };
  const getConnection = pool.getConnection.bind(pool);
  pool.getConnection = (callback) => {
    let given = false;
    const give = (error: Error | null, connection?: Connection) => {
      clearTimeout(timer);
      // The connection may arrive after the caller's wait has timed out. A late connection goes back to the pool.
      if (given) return connection?.release();
      given = true;
      if (connection !== undefined) setPatience(connection, ms);
      callback(error, connection);
    };
    const timer = setTimeout(give, ms, silence());
    getConnection(give);
  };
}

/**
 * Sets how many milliseconds a response may pause on a connection. The setting holds until the pool gives the
 * connection out again.
 */
export function setPatience(connection: object, ms: number): void {
  const { stream } = connection as Connection;
  stream.removeAllListeners('timeout');
  stream.setTimeout(ms, () => {
    if ((connection as Connection)._command != null) stream.destroy(silence());
  });
}
