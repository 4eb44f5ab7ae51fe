import type { QueryRunner } from 'typeorm';

const UNKNOWN_VARIABLE = 1193;

/**
 * A connection of mysql2, used without TypeORM, because the server's own lookup must not count as a query of a request.
 */
interface Connection {
  query(sql: string, callback: (error: { errno?: number } | null, rows?: { on: number | string }[]) => void): void;
}

/**
 * Finds out whether a connection leads to a node of a Galera cluster. Each connection is asked once, because after a
 * failover a new connection may lead to another server.
 */
export class ClusterWatch {
  private readonly known = new WeakMap<object, boolean>();

  async isClustered(runner: QueryRunner): Promise<boolean> {
    const connection = (await runner.connect()) as Connection;
    const known = this.known.get(connection);
    if (known !== undefined) return known;
    const clustered = await ask(connection);
    this.known.set(connection, clustered);
    return clustered;
  }
}

const ask = (connection: Connection): Promise<boolean> =>
  new Promise((resolve, reject) => {
    connection.query('SELECT @@wsrep_on AS `on`', (error, rows) => {
      // MySQL, and MariaDB without Galera, do not know the variable.
      if (error !== null) return error.errno === UNKNOWN_VARIABLE ? resolve(false) : reject(error);
      return resolve(Number(rows?.[0]?.on) === 1);
    });
  });
