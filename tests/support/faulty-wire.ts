import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { useTestApp, type TestApp } from './app.ts';
import { FaultyProxy } from './faulty-proxy.ts';

/** A server whose whole traffic with its database passes a proxy, and a connection past the proxy. */
export interface FaultyWire {
  readonly app: TestApp;
  proxy: FaultyProxy;
  /** A connection past the proxy, which shows what the database really holds. */
  witness: Connection;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** One wire for all tests of a file. Each test begins without faults. */
export function startFaultyWire(env: Record<string, string>): FaultyWire {
  let past: string;
  const wire = {
    app: useTestApp({
      env: { LOG_LEVEL: 'silent', ...env },
      wire: async (url) => {
        past = url;
        return (wire.proxy = await FaultyProxy.before(url)).url;
      },
    }),
    rows: async <Row>(sql: string, values: unknown[] = []) => (await wire.witness.query(sql, values))[0] as Row[],
  } as FaultyWire;
  beforeAll(async () => {
    wire.witness = await createConnection({ uri: past, multipleStatements: true });
  });
  beforeEach(() => wire.proxy.forget());
  // The faults end before the invariants are checked. The check thereby also shows that the server recovers without
  // help.
  afterEach(() => wire.proxy.calm());
  afterAll(async () => {
    await wire.witness.end();
    wire.proxy.close();
  });
  return wire;
}
