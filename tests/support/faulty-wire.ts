import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { useTestApp, type TestApp } from './app.ts';
import { FaultyProxy } from './faulty-proxy.ts';

/** A server whose every word with its database passes a proxy, and a connection past that. */
export interface FaultyWire {
  readonly app: TestApp;
  proxy: FaultyProxy;
  /** Past the proxy: what is really there. */
  witness: Connection;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** One for all tests of a file; each begins with a wire that is whole. */
export function layFaultyWire(env: Record<string, string>): FaultyWire {
  let past: string;
  const wire = {
    app: useTestApp({ env: { LOG_LEVEL: 'silent', ...env }, wire: async (url) => { past = url; return (wire.proxy = await FaultyProxy.before(url)).url; } }),
    rows: async <Row>(sql: string, values: unknown[] = []) => (await wire.witness.query(sql, values))[0] as Row[],
  } as FaultyWire;
  beforeAll(async () => { wire.witness = await createConnection({ uri: past, multipleStatements: true }); });
  beforeEach(() => wire.proxy.forget());
  // Before the invariants are looked at, which is also a way of seeing that the server recovers without help.
  afterEach(() => wire.proxy.calm());
  afterAll(async () => {
    await wire.witness.end();
    wire.proxy.close();
  });
  return wire;
}
