import { Database, type Tx } from '@hongchuang/server/db/database.ts';
import { isUnavailable } from '@hongchuang/server/db/faults.ts';
import { createConnection, type Connection } from 'mysql2/promise';
import { randomBytes, randomUUID } from 'node:crypto';
import { EntitySchema } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createCity, openProject, PLEDGE } from '../support/city.ts';
import { MovableClock, STORY_BEGINS } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { FaultyProxy } from '../support/faulty-proxy.ts';
import { canStartGalera, startGalera } from '../support/galera.mjs';

// Two nodes of a real Galera cluster, both written: what one node holds for locked or whole, the other knows nothing of
// until COMMIT.

interface Room {
  id: string;
  guests: number;
}
/** A table whose rows can be locked, as the product declares them. */
const Room = new EntitySchema<Room>({
  name: 'Room',
  tableName: 'users',
  columns: { id: { type: 'varchar', primary: true }, guests: { type: 'int' } },
});
type Class = new (...args: never[]) => object;

const suite = canStartGalera() || process.env.CI === 'true' ? describe : describe.skip;

suite('a Galera cluster', () => {
  let cluster: Awaited<ReturnType<typeof startGalera>>;
  let witness: Connection;
  let nodes: [Database, Database];
  const name = `hc_${randomBytes(6).toString('hex')}`;
  const open = (url: string) =>
    Database.open({ url, file: '', entities: [Room as unknown as Class], migrations: [], clock: new MovableClock() });
  const query = async <T>(sql: string, values: unknown[] = []) => (await witness.query(sql, values))[0] as T[];
  const makeDatabase = (database: string) =>
    query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);

  beforeAll(async () => {
    cluster = await startGalera(2);
    witness = await createConnection({ uri: cluster.urlsOf('')[0]! });
    // Reads wait for what the other node has committed.
    await witness.query('SET SESSION wsrep_sync_wait = 1');
    await makeDatabase(name);
    await witness.query(`USE ${name}`);
    await query(
      'CREATE TABLE users (id VARCHAR(36) NOT NULL PRIMARY KEY, guests INT NOT NULL, locks BIGINT NOT NULL DEFAULT 0)',
    );
    await query(
      'CREATE TABLE notes (id INT AUTO_INCREMENT PRIMARY KEY, note_key VARCHAR(40) NOT NULL, part INT NOT NULL)',
    );
    const [first, second] = cluster.urlsOf(name);
    nodes = [await open(first!), await open(second!)];
  }, 300_000);
  afterAll(async () => {
    for (const node of nodes ?? []) await node.close();
    await witness?.end();
    await cluster?.stop();
  });

  it('is detected: each statement is a message of its own', async () => {
    const proxy = await FaultyProxy.before(cluster.urlsOf(name)[0]!);
    const db = await open(proxy.url);
    proxy.forget();
    await db.transact(async (tx) => {
      tx.defer('INSERT INTO notes (note_key, part) VALUES (?, 1)', ['alone']);
      await tx.manager.query('SELECT 1 FROM notes');
      tx.defer('INSERT INTO notes (note_key, part) VALUES (?, 2)', ['alone']);
    });
    expect(
      proxy.messages.filter((sql) => sql.includes(';')),
      'the write of another node can separate the statements of one message by aborting the transaction',
    ).toEqual([]);
    expect(proxy.messages.at(-1)).toBe('COMMIT');
    expect(proxy.messages).toHaveLength(6);
    await db.close();
    proxy.close();
  });

  it('records every acknowledged change and no half change while both nodes change one row', async () => {
    await query('INSERT INTO users (id, guests) VALUES (?, 0)', ['hot']);
    const acknowledged: string[] = [];
    const refused: string[] = [];
    const write = (key: string) => async (tx: Tx) => {
      tx.defer('INSERT INTO notes (note_key, part) VALUES (?, 1)', [key]);
      tx.defer('UPDATE users SET guests = guests + 1 WHERE id = ?', ['hot']);
      tx.defer('INSERT INTO notes (note_key, part) VALUES (?, 2)', [key]);
    };
    const client = async (db: Database) => {
      for (let round = 0; round < 25; round += 1) {
        const key = randomUUID();
        await db.transact(write(key)).then(
          () => acknowledged.push(key),
          (error: unknown) => {
            if (!isUnavailable(error)) throw error;
            refused.push(key);
          },
        );
      }
    };
    await Promise.all(nodes.flatMap((db) => [client(db), client(db), client(db)]));
    const parts = new Map(
      (
        await query<{ note_key: string; parts: number }>(
          'SELECT note_key, COUNT(*) AS parts FROM notes GROUP BY note_key',
        )
      ).map((row) => [row.note_key, Number(row.parts)]),
    );
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(
      acknowledged.filter((key) => parts.get(key) !== 2),
      'acknowledged, and not whole',
    ).toEqual([]);
    expect(
      [...parts].filter(([, count]) => count !== 2),
      'half of a transaction',
    ).toEqual([]);
    const [hot] = await query<{ guests: number }>('SELECT guests FROM users WHERE id = ?', ['hot']);
    expect(hot?.guests).toBe([...parts.keys()].filter((key) => key !== 'alone').length);
    expect(acknowledged.length + refused.length).toBe(150);
  });

  it('lets one of two nodes proceed at a lock', async () => {
    const enter = (db: Database, id: string, other: string) =>
      db.transact(async (tx) => {
        const own = await tx.lock(Room, { id });
        if (own === null || own.guests === 0) return false;
        // As two administrators who take each other's role: each decides by the own row and changes the other's.
        await tx.manager.query('UPDATE users SET guests = 0 WHERE id = ?', [other]);
        return true;
      });
    const left: number[] = [];
    for (let round = 0; round < 25; round += 1) {
      const [a, b] = [`a${round}`, `b${round}`];
      await query('INSERT INTO users (id, guests) VALUES (?, 1), (?, 1)', [a, b]);
      // The other node must have the rows before it is asked.
      await nodes[1].read.query('SET SESSION wsrep_sync_wait = 1');
      await nodes[1].read.query('SELECT 1 FROM users WHERE id = ?', [b]);
      await Promise.all([enter(nodes[0], a, b), enter(nodes[1], b, a)]);
      const rows = await query<{ guests: number }>('SELECT guests FROM users WHERE id IN (?, ?)', [a, b]);
      left.push(rows.filter(({ guests }) => guests === 1).length);
    }
    expect(left, 'one remains in each round').toEqual(left.map(() => 1));
  });

  it('has servers that start together on an empty database, and the same books on both nodes', async () => {
    const database = `hc_${randomBytes(6).toString('hex')}`;
    await makeDatabase(database);
    // Both follow the database's clock in production.
    const clock = new MovableClock(STORY_BEGINS);
    const started = await Promise.allSettled(
      cluster
        .urlsOf(database)
        .map((url) => startTestApp({ database: 'sqlite', clock, env: { DATABASE_URL: url, LOG_LEVEL: 'silent' } })),
    );
    const apps = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    try {
      expect(started.map((result) => (result.status === 'rejected' ? String(result.reason) : 'up'))).toEqual([
        'up',
        'up',
      ]);
      const [here, there] = apps as [TestApp, TestApp];
      const project = await openProject(here, await createCity(here));
      const said: unknown[] = [];
      const give = async (app: TestApp) => {
        for (let gift = 0; gift < 8; gift += 1) {
          const input = {
            projectId: project.id,
            amount: 100,
            payment: 'SANDBOX',
            idempotencyKey: randomUUID(),
            guest: { name: '林女士' },
          };
          const { data, errors } = await app
            .anonymous()
            .execute<{ pledge: { receipt: { number: string } } }>(PLEDGE, { input });
          said.push(data?.pledge.receipt.number ?? errors?.[0]?.extensions?.code);
        }
      };
      await Promise.all([give(here), give(here), give(there), give(there)]);
      const numbers = said.filter((one) => String(one).startsWith('HC-'));
      expect(numbers.length).toBeGreaterThan(16);
      expect(new Set(numbers).size, 'each receipt has its own number').toBe(numbers.length);
      expect(said.filter((one) => !String(one).startsWith('HC-') && one !== 'UNAVAILABLE')).toEqual([]);
      const [row] = await query<{ gifts: number }>(
        `SELECT COUNT(*) AS gifts FROM ${database}.pledges WHERE status = 'PAID'`,
      );
      expect(Number(row?.gifts)).toBeGreaterThanOrEqual(numbers.length);
      await here.checkInvariants();
      await there.checkInvariants();
    } finally {
      for (const app of apps) await app.close();
    }
  }, 300_000);
});

describe('servers that start together on an empty database', () => {
  it('all start', async () => {
    const fresh = await freshDatabase('mariadb');
    const started = await Promise.allSettled(
      [1, 2, 3].map(() => startTestApp({ database: 'sqlite', env: { DATABASE_URL: fresh.env.DATABASE_URL } })),
    );
    for (const result of started) if (result.status === 'fulfilled') await result.value.close();
    expect(started.map((result) => (result.status === 'rejected' ? String(result.reason) : 'up'))).toEqual([
      'up',
      'up',
      'up',
    ]);
    const connection = await createConnection({ uri: fresh.env.DATABASE_URL });
    const [rows] = await connection.query('SELECT name FROM migrations GROUP BY name HAVING COUNT(*) > 1');
    expect(rows, 'no migration ran twice').toEqual([]);
    await connection.end();
    await fresh.drop();
  });
});
