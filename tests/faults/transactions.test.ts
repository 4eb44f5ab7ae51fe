import { Database } from '@hongchuang/server/db/database.ts';
import { CommitOutcomeUnknown, isDuplicateKey, isOutcomeUnknown, isUnavailable } from '@hongchuang/server/db/faults.ts';
import { GroupCommit, type Outcome } from '@hongchuang/server/db/group-commit.ts';
import type { Tx } from '@hongchuang/server/db/database.ts';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../support/clock.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { endsWithCommit, FaultyProxy, type Fault } from '../support/faulty-proxy.ts';
import { startStopwatch } from '../support/stopwatch.ts';

// What the database layer makes of faults that happen on the way to a real MariaDB, and of those that it raises itself.

let fresh: FreshDatabase;
let proxy: FaultyProxy;
let db: Database;
/** Past the proxy: what is really there. */
let witness: Connection;
beforeAll(async () => {
  fresh = await freshDatabase('mariadb');
  proxy = await FaultyProxy.before(fresh.env.DATABASE_URL);
  db = await Database.open({ url: proxy.url, file: '', entities: [], migrations: [], clock: new MovableClock() });
  witness = await createConnection({ uri: fresh.env.DATABASE_URL, multipleStatements: true });
  await witness.query(
    'CREATE TABLE notes (note_key VARCHAR(200) NOT NULL PRIMARY KEY); CREATE TABLE rooms (id INT PRIMARY KEY, guests INT NOT NULL)',
  );
});
beforeEach(async () => {
  await witness.query('DELETE FROM notes; DELETE FROM rooms; INSERT INTO rooms VALUES (1, 0), (2, 0)');
  proxy.forget();
});
afterEach(() => proxy.calm());
afterAll(async () => {
  await db.close();
  proxy.close();
  await witness.end();
  await fresh.drop();
});

const stored = async (): Promise<string[]> =>
  ((await witness.query('SELECT note_key FROM notes ORDER BY note_key'))[0] as { note_key: string }[]).map(
    (row) => row.note_key,
  );
const insert = (key: string) => ['INSERT INTO notes VALUES (?)', [key]] as const;

/** Writes three notes in three messages: the first with the beginning, the last with the COMMIT. */
async function writeThree(): Promise<{ runs: number; failure: unknown }> {
  let runs = 0;
  const failure = await db
    .transact(async (tx) => {
      runs += 1;
      tx.defer(...insert('a'));
      await tx.manager.query('SELECT note_key FROM notes');
      await tx.manager.query(insert('b')[0], [...insert('b')[1]]);
      tx.defer(...insert('c'));
    })
    .then(
      () => null,
      (error: unknown) => error,
    );
  return { runs, failure };
}
const MESSAGES = ['the one that begins', 'the one in the middle', 'the one that commits'];
const isNth = (wanted: number) => {
  let seen = -1;
  return () => (seen += 1) === wanted;
};

describe('deferred writes', () => {
  it('are sent with the next query, and the last ones with COMMIT', async () => {
    expect((await writeThree()).failure).toBeNull();
    expect(proxy.messages.map((sql) => sql.split('; ').map((statement) => statement.split(' ')[0]))).toEqual([
      ['SET', 'START', 'INSERT', 'SELECT'],
      ['INSERT'],
      ['INSERT', 'COMMIT'],
    ]);
    expect(await stored()).toEqual(['a', 'b', 'c']);
  });

  it('are visible to the query with which they are sent', async () => {
    const seen = await db.transact(async (tx) => {
      tx.defer(...insert('a'));
      tx.defer(...insert('b'));
      const asked = await tx.query<[string[], number[]]>(
        {
          sql: 'SELECT note_key FROM notes ORDER BY note_key',
          values: [],
          read: (rows) => rows.map((row) => String(row.note_key)),
        },
        {
          sql: 'SELECT COUNT(*) AS n FROM notes WHERE note_key > ?',
          values: ['a'],
          read: (rows) => rows.map((row) => Number(row.n)),
        },
      );
      return asked;
    });
    expect(seen).toEqual([['a', 'b'], [1]]);
  });

  it('are values and never statements, whatever they contain', async () => {
    const keys = ["'; DELETE FROM notes; --", 'a ? b', '\\', '"; COMMIT', ":a ?? \\'", '红;创'];
    await db.transact(async (tx) => {
      for (const key of keys) tx.defer(...insert(key));
      await tx.manager.query('SELECT 1');
      tx.defer(...insert('?'));
    });
    expect(await stored()).toEqual([...keys, '?'].sort());
  });

  it('record nothing when one of them fails together with COMMIT, and the connection continues', async () => {
    await db.transact(async (tx) => tx.defer(...insert('taken')));
    for (let round = 0; round < 20; round += 1) {
      const failure = await db
        .transact(async (tx) => {
          tx.defer(...insert(`before ${round}`));
          tx.defer(...insert('taken'));
          tx.defer(...insert(`after ${round}`));
        })
        .catch((error: unknown) => error);
      expect(isDuplicateKey(failure)).toBe(true);
    }
    expect(await stored()).toEqual(['taken']);
  });

  it('are dropped with work that throws', async () => {
    await expect(
      db.transact(async (tx) => {
        tx.defer(...insert('a'));
        throw new Error('changed its mind');
      }),
    ).rejects.toThrow('changed its mind');
    await writeThree();
    expect(await stored()).toEqual(['a', 'b', 'c']);
  });
});

describe('a transient error', () => {
  const errors = [1213, 1205, 1020, 1047];
  it.each(errors.flatMap((errno) => MESSAGES.map((place, index) => [errno, place, index] as const)))(
    '%d in reply to %s runs the whole transaction again',
    async (errno, _, index) => {
      proxy.once({ kind: 'error', errno }, isNth(index));
      expect(await writeThree()).toEqual({ runs: 2, failure: null });
      expect(await stored()).toEqual(['a', 'b', 'c']);
    },
  );

  it.each(errors)('%d that does not pass becomes UNAVAILABLE, with nothing recorded', async (errno) => {
    proxy.faultOf = (sql) => (endsWithCommit(sql) ? { kind: 'error', errno } : undefined);
    const { runs, failure } = await writeThree();
    expect(runs).toBeGreaterThan(2);
    expect([isUnavailable(failure), isOutcomeUnknown(failure)]).toEqual([true, false]);
    await proxy.calm();
    expect((await writeThree()).failure).toBeNull();
    expect(await stored(), 'the next transaction on the connection would commit an abandoned one').toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('a real deadlock ends with both transactions committed', async () => {
    const both = { first: 0, second: 0 };
    let meet!: () => void;
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    let arrived = 0;
    const visit = (name: keyof typeof both, rooms: [number, number]) =>
      db.transact(async (tx) => {
        both[name] += 1;
        await tx.manager.query('UPDATE rooms SET guests = guests + 1 WHERE id = ?', [rooms[0]]);
        // Only the first time: whoever runs again is alone by then.
        if ((arrived += 1) === 2) meet();
        await met;
        await tx.manager.query('UPDATE rooms SET guests = guests + 1 WHERE id = ?', [rooms[1]]);
      });
    await Promise.all([visit('first', [1, 2]), visit('second', [2, 1])]);
    expect(both.first + both.second, 'MariaDB ended one of them with 1213').toBe(3);
    expect((await witness.query('SELECT guests FROM rooms'))[0]).toEqual([{ guests: 2 }, { guests: 2 }]);
  });

  it('a real lock timeout runs the whole transaction again, because 1205 rolls back one statement only', async () => {
    await witness.query('BEGIN; UPDATE rooms SET guests = 10 WHERE id = 2');
    let runs = 0;
    const visit = db.transact(async (tx) => {
      runs += 1;
      if (runs === 2) await witness.query('ROLLBACK');
      tx.defer('SET SESSION innodb_lock_wait_timeout = 1', []);
      tx.defer('UPDATE rooms SET guests = guests + 1 WHERE id = 1', []);
      await tx.manager.query('UPDATE rooms SET guests = guests + 1 WHERE id = 2');
      tx.defer('SET SESSION innodb_lock_wait_timeout = DEFAULT', []);
    });
    await visit;
    expect(runs).toBe(2);
    expect((await witness.query('SELECT guests FROM rooms'))[0]).toEqual([{ guests: 1 }, { guests: 1 }]);
  });
});

describe('a lost connection', () => {
  const breaks: [string, Fault][] = [
    ['before the message', { kind: 'cut-request', after: 0 }],
    ['in the middle of the message', { kind: 'cut-request', after: 12 }],
    ['by a reset', { kind: 'reset' }],
    ['before the answer', { kind: 'cut-answer', after: 0 }],
    ['in the middle of the answer', { kind: 'cut-answer', after: 5 }],
  ];
  it.each(
    breaks.flatMap(([when, fault]) => MESSAGES.slice(0, 2).map((place, index) => [when, place, fault, index] as const)),
  )('%s, at %s: the whole transaction runs again', async (_, __, fault, index) => {
    proxy.once(fault, isNth(index));
    expect(await writeThree()).toEqual({ runs: 2, failure: null });
    expect(await stored()).toEqual(['a', 'b', 'c']);
  });

  it.each(breaks)('%s, at COMMIT: the outcome is unknown, and nothing is repeated blindly', async (_, fault) => {
    proxy.once(fault, endsWithCommit);
    const { runs, failure } = await writeThree();
    expect(runs).toBe(1);
    expect(failure).toBeInstanceOf(CommitOutcomeUnknown);
    expect([[], ['a', 'b', 'c']], 'all or nothing').toContainEqual(await stored());
  });

  it('after COMMIT, before the reply: the outcome is unknown', async () => {
    proxy.once({ kind: 'swallow' }, endsWithCommit);
    const { runs, failure } = await writeThree();
    expect(runs).toBe(1);
    expect(failure).toBeInstanceOf(CommitOutcomeUnknown);
    expect(isUnavailable(failure)).toBe(true);
    expect(await stored()).toEqual(['a', 'b', 'c']);
  });

  it('during the transaction: it runs again', async () => {
    let runs = 0;
    await db.transact(async (tx) => {
      runs += 1;
      await tx.manager.query(insert('a')[0], [...insert('a')[1]]);
      if (runs === 1) {
        proxy.resetAll();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await tx.manager.query(insert('b')[0], [...insert('b')[1]]);
    });
    expect(runs).toBe(2);
    expect(await stored()).toEqual(['a', 'b']);
  });

  it('before COMMIT was sent: nothing is recorded, and it runs again', async () => {
    let runs = 0;
    await db.transact(async (tx) => {
      runs += 1;
      await tx.manager.query(insert('a')[0], [...insert('a')[1]]);
      tx.defer(...insert('b'));
      if (runs === 1) {
        proxy.resetAll();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    expect(runs).toBe(2);
    expect(await stored()).toEqual(['a', 'b']);
  });

  it('because an administrator ends it: it runs again', async () => {
    let runs = 0;
    await db.transact(async (tx) => {
      runs += 1;
      tx.defer(...insert('a'));
      const [{ id }] = (await tx.manager.query<{ id: number }[]>('SELECT CONNECTION_ID() AS id')) as [{ id: number }];
      if (runs === 1)
        await Promise.all([witness.query(`DO SLEEP(0.1); KILL ${id}`), tx.manager.query('SELECT SLEEP(5)')]);
    });
    expect(runs).toBe(2);
    expect(await stored()).toEqual(['a']);
  });

  it('that cannot be replaced for a while: UNAVAILABLE soon, and normal work afterwards', async () => {
    proxy.refuse();
    proxy.resetAll();
    const elapsed = startStopwatch();
    const failure = (await writeThree()).failure;
    expect([isUnavailable(failure), isOutcomeUnknown(failure)]).toEqual([true, false]);
    expect(elapsed()).toBeLessThan(5_000);
    await proxy.calm();
    expect((await writeThree()).failure).toBeNull();
    expect(await stored()).toEqual(['a', 'b', 'c']);
  });

  it('is not used again after a failed ROLLBACK', async () => {
    for (let round = 0; round < 3; round += 1) {
      let faults = 0;
      // 1146 is no fault that passes: the work fails, and then so does taking it back.
      proxy.faultOf = (sql) =>
        faults < 2 && (sql.startsWith('INSERT') || sql === 'ROLLBACK')
          ? { kind: 'error', errno: (faults += 1) === 1 ? 1146 : 1047 }
          : undefined;
      expect((await writeThree()).runs).toBe(1);
      expect(faults).toBe(2);
      await db.transact(async (tx) => tx.defer(...insert(`round ${round}`)));
    }
    expect(await stored(), 'the next transaction on the connection would commit it').toEqual([
      'round 0',
      'round 1',
      'round 2',
    ]);
  });

  it.each([1040, 1053, 1927, 1203, 1290])(
    'or a server that says %d is UNAVAILABLE and no internal error',
    async (errno) => {
      proxy.faultOf = () => ({ kind: 'error', errno });
      expect(isUnavailable((await writeThree()).failure)).toBe(true);
      expect(await db.read.query('SELECT 1').catch(isUnavailable)).toBe(true);
    },
  );
});

describe('a group commit', () => {
  const batches: number[] = [];
  beforeEach(() => {
    batches.length = 0;
  });
  const record = async (tx: Tx, keys: readonly string[]): Promise<Outcome<string>[]> => {
    batches.push(keys.length);
    const known = new Set(
      (await tx.manager.query<{ note_key: string }[]>('SELECT note_key FROM notes FOR UPDATE')).map(
        (row) => row.note_key,
      ),
    );
    for (const key of keys) {
      if (!known.has(key)) tx.defer(...insert(key));
      known.add(key);
    }
    return keys.map((key) => ({ result: key }));
  };
  const keys = Array.from({ length: 100 }, (_, index) => `k${String(index).padStart(3, '0')}`);
  const submitAll = (commit: GroupCommit<string, string>) => Promise.allSettled(keys.map((key) => commit.submit(key)));
  const reasons = (results: PromiseSettledResult<string>[]) =>
    results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));

  it('resolves by the keys a batch whose COMMIT got no reply', async () => {
    for (const kind of ['swallow', 'reset'] as const) {
      await witness.query('DELETE FROM notes');
      proxy.once({ kind }, endsWithCommit);
      expect((await submitAll(new GroupCommit({ db, record }))).map(({ status }) => status)).toEqual(
        keys.map(() => 'fulfilled'),
      );
      expect(await stored()).toEqual(keys);
    }
  });

  it('reports an unknown outcome when the lookup fails too, and never that nothing was recorded', async () => {
    proxy.once({ kind: 'vanish' }, endsWithCommit);
    const failures = reasons(await submitAll(new GroupCommit({ db, record })));
    expect(failures).toHaveLength(100);
    expect(failures.every(isOutcomeUnknown)).toBe(true);
    expect(await stored()).toEqual(keys);
  });

  it('does not mistake an unreachable database for a command that makes the batch fail', async () => {
    proxy.refuse();
    proxy.resetAll();
    const commit = new GroupCommit({ db, record });
    const elapsed = startStopwatch();
    const failures = reasons(await submitAll(commit));
    expect(failures.filter(isUnavailable)).toHaveLength(100);
    expect(elapsed(), "a hundred people would wait for each other's attempts").toBeLessThan(5_000);
    await proxy.calm();
    await expect(commit.submit('later')).resolves.toBe('later');
    expect(await stored()).toEqual(['later']);
  });

  it('finds the one command that the database refuses, and records all others', async () => {
    await witness.query(
      "CREATE TRIGGER poison BEFORE INSERT ON notes FOR EACH ROW IF NEW.note_key = 'k067' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not this one'; END IF",
    );
    const results = await submitAll(new GroupCommit({ db, record }));
    await witness.query('DROP TRIGGER poison');
    expect(results.flatMap(({ status }, index) => (status === 'rejected' ? [keys[index]] : []))).toEqual(['k067']);
    expect(String(reasons(results)[0])).toContain('not this one');
    expect(await stored()).toEqual(keys.filter((key) => key !== 'k067'));
    expect(batches[0]).toBe(100);
  });
});
