import libsql from 'libsql';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { ManualClock, temporaryFolder } from '#testing';
import * as column from './columns.js';
import { addToCounters } from './counters.js';
import { Database } from './database.js';
import { createIndex, createTable, refuse } from './ddl.js';
import { isDuplicateKey } from './faults.js';

@Entity('gifts')
class Gift {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.integer())
  amountFen: number;

  @Column(column.time())
  givenAt: Date;

  @Column(column.flag())
  anonymous: boolean;

  @Column(column.text({ nullable: true }))
  note: string | null;
}

const schema = [
  createTable(
    1_700_000_000_001,
    'gifts',
    (t) =>
      `id ${t.id} NOT NULL PRIMARY KEY, amount_fen ${t.integer} NOT NULL, given_at ${t.time} NOT NULL, anonymous ${t.boolean} NOT NULL, note ${t.text(50)}`,
  ),
  createIndex(1_700_000_000_002, 'gifts', 'gifts_by_amount', 'amount_fen'),
  createTable(
    1_700_000_000_003,
    'totals',
    (t) => `name ${t.text(20)} NOT NULL PRIMARY KEY, raised ${t.integer} NOT NULL, gifts ${t.integer} NOT NULL`,
  ),
];

const clock = new ManualClock();
const gift = (id: string, amountFen = 100): Gift => ({
  id,
  amountFen,
  givenAt: clock.now(),
  anonymous: false,
  note: null,
});

let folder: ReturnType<typeof temporaryFolder>;
let db: Database;
const open = async (migrations = schema): Promise<Database> =>
  Database.open({ url: null, file: join(folder.path, 'test.sqlite'), entities: [Gift], migrations, clock });
beforeEach(async () => {
  folder = temporaryFolder();
  db = await open();
  await db.migrate();
});
afterEach(async () => {
  await db.close();
  folder.remove();
});
const storedIds = async (): Promise<string[]> =>
  (await db.read.find(Gift, { order: { id: 'ASC' } })).map(({ id }) => id);

/** Returns a promise and the function that resolves it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let release = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { opened, open: () => release() };
}

describe('why writes on SQLite wait for each other', () => {
  it('with TypeORM alone, a committed write disappears when another transaction rolls back', async () => {
    const bare = new DataSource({
      type: 'better-sqlite3',
      driver: libsql,
      database: join(folder.path, 'bare.sqlite'),
      entities: [Gift],
    });
    await bare.initialize();
    await bare.query(
      'CREATE TABLE gifts (id TEXT PRIMARY KEY, amountFen INTEGER, givenAt TEXT, anonymous INTEGER, note TEXT)',
    );
    const [begun, acknowledged] = [gate(), gate()];
    const neighbour = bare.transaction(async (manager) => {
      await manager.insert(Gift, gift('neighbour'));
      begun.open();
      await acknowledged.opened;
      throw new Error('the neighbour changed its mind');
    });
    await begun.opened;
    // Both transactions use TypeORM's one connection, so this one is a savepoint inside the other.
    await expect(
      bare.transaction((manager) => manager.insert(Gift, gift('acknowledged'))),
      'the caller was told that the write was committed',
    ).resolves.toBeDefined();
    acknowledged.open();
    await expect(neighbour).rejects.toThrow('changed its mind');
    const stored = await bare.query('SELECT id FROM gifts');
    await bare.destroy();
    expect(
      stored,
      'if this write survives, TypeORM separates transactions now, and the queue in Database can be removed',
    ).toEqual([]);
  });

  it('with transact, the same two transactions do not affect each other', async () => {
    const begun = gate();
    const neighbour = db.transact(async (tx) => {
      await tx.manager.insert(Gift, gift('neighbour'));
      begun.open();
      await sleep(20);
      throw new Error('the neighbour changed its mind');
    });
    await begun.opened;
    const acknowledged = db.transact((tx) => tx.manager.insert(Gift, gift('acknowledged')));
    await expect(neighbour).rejects.toThrow('changed its mind');
    await acknowledged;
    expect(await storedIds(), 'an acknowledged write stays, a rolled back one does not').toEqual(['acknowledged']);
  });

  it('with transact, a hundred writers that read and write the same row lose no update', async () => {
    await db.transact((tx) => tx.manager.insert(Gift, gift('counter', 0)));
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        db
          .transact(async (tx) => {
            const row = await tx.lock(Gift, { id: 'counter' });
            await sleep(index % 3);
            await tx.manager.update(Gift, { id: 'counter' }, { amountFen: (row?.amountFen ?? 0) + 1 });
            if (index % 10 === 9) throw new Error('rolled back');
          })
          .catch(() => undefined),
      ),
    );
    expect((await db.read.findOneByOrFail(Gift, { id: 'counter' })).amountFen).toBe(90);
  });
});

describe('transact', () => {
  it('returns the result of the work, and the time stands still during the work', async () => {
    const seen = await db.transact(async (tx) => [tx.now, tx.now]);
    expect(seen).toEqual([clock.now(), clock.now()]);
  });

  it('stores nothing when the work throws', async () => {
    await expect(
      db.transact(async (tx) => {
        await tx.manager.insert(Gift, gift('a'));
        await tx.manager.insert(Gift, gift('b'));
        throw new TypeError('half-way');
      }),
    ).rejects.toThrow(new TypeError('half-way'));
    expect(await storedIds()).toEqual([]);
  });

  it('stores nothing when a constraint fails, and names the kind of constraint', async () => {
    await db.transact((tx) => tx.manager.insert(Gift, gift('a')));
    const failure = await db
      .transact(async (tx) => {
        await tx.manager.insert(Gift, gift('b'));
        await tx.manager.insert(Gift, gift('a'));
      })
      .catch((error: unknown) => error);
    expect(isDuplicateKey(failure), 'isDuplicateKey distinguishes a taken key from other faults').toBe(true);
    expect(await storedIds()).toEqual(['a']);
  });

  it('continues after work that throws', async () => {
    const outcomes = await Promise.allSettled([
      db.transact(async () => {
        throw new Error('first');
      }),
      db.transact((tx) => tx.manager.insert(Gift, gift('second'))),
      db.transact(() => {
        throw new Error('third');
      }),
      db.transact((tx) => tx.manager.query('INSERT INTO nowhere VALUES (1)')),
      db.transact((tx) => tx.manager.insert(Gift, gift('fifth'))),
    ]);
    expect(
      outcomes.map(({ status }) => status),
      'a writer that fails must not block the queue',
    ).toEqual(['rejected', 'fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await storedIds()).toEqual(['fifth', 'second']);
  });

  it('runs writers in the order of their arrival', async () => {
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        db.transact(async () => {
          await sleep(index % 2);
          order.push(index);
        }),
      ),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('allows the manager to save, which opens a transaction when there is none', async () => {
    await db.transact((tx) => tx.manager.save(Gift, gift('saved')));
    await expect(
      db.transact(async (tx) => {
        await tx.manager.save(Gift, gift('undone'));
        throw new Error('undo');
      }),
    ).rejects.toThrow('undo');
    expect(await storedIds(), 'rows written by save belong to the surrounding transaction').toEqual(['saved']);
  });

  it('does not show uncommitted rows to readers', async () => {
    const [written, looked] = [gate(), gate()];
    const writing = db.transact(async (tx) => {
      await tx.manager.insert(Gift, gift('secret'));
      expect(await tx.manager.count(Gift), 'the writer sees its own rows').toBe(1);
      written.open();
      await looked.opened;
    });
    await written.opened;
    expect(await storedIds(), 'readers need a connection of their own').toEqual([]);
    looked.open();
    await writing;
    expect(await storedIds()).toEqual(['secret']);
  });

  it('runs the actions for after the commit in order, after the commit and only then', async () => {
    const events: string[] = [];
    await db.transact(async (tx) => {
      tx.afterCommit(() => void events.push('first'));
      tx.afterCommit(() => void events.push('second'));
      await tx.manager.insert(Gift, gift('a'));
      events.push('work done');
    });
    expect(events).toEqual(['work done', 'first', 'second']);
    await db
      .transact(async (tx) => {
        tx.afterCommit(() => void events.push('never'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(events, 'no action may run for a write that was not recorded').not.toContain('never');
  });

  it('has committed when the first of these actions runs', async () => {
    let seen: Promise<string[]> | undefined;
    await db.transact(async (tx) => {
      tx.afterCommit(() => {
        seen = storedIds();
      });
      await tx.manager.insert(Gift, gift('a'));
    });
    expect(await seen).toEqual(['a']);
  });

  it('does not report a recorded write as failed when an action after it fails', async () => {
    const events: string[] = [];
    const warnings: string[] = [];
    const note = (warning: Error) => void warnings.push(String(warning));
    process.on('warning', note);
    await expect(
      db.transact(async (tx) => {
        await tx.manager.insert(Gift, gift('a'));
        tx.afterCommit(() => {
          throw new Error('nobody listens');
        });
        tx.afterCommit(() => void events.push('second'));
        return 'recorded';
      }),
      'otherwise the donor would try again and give twice',
    ).resolves.toBe('recorded');
    expect(events, 'the other actions still run').toEqual(['second']);
    // Node emits warnings in the next turn of the event loop.
    await sleep(0);
    process.off('warning', note);
    expect(warnings, 'the failure is logged').toContainEqual(expect.stringContaining('nobody listens'));
  });
});

describe('read', () => {
  it('cannot write', async () => {
    await expect(db.read.insert(Gift, gift('a')), 'every write goes through transact').rejects.toThrow(
      /readonly|read-only|query_only|attempt to write/i,
    );
  });
});

describe('stored values', () => {
  it.each([0, -5, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])('return %d fen unchanged', async (amountFen) => {
    await db.transact((tx) => tx.manager.insert(Gift, gift('a', amountFen)));
    expect((await db.read.findOneByOrFail(Gift, { id: 'a' })).amountFen).toBe(amountFen);
  });

  it.each([2 ** 53, 0.5, Number.NaN])('refuse %d fen instead of rounding it', async (amountFen) => {
    await expect(db.transact((tx) => tx.manager.insert(Gift, gift('a', amountFen)))).rejects.toThrow(RangeError);
    expect(await storedIds()).toEqual([]);
  });

  it('beyond 2^53 from another program are refused when they are read', async () => {
    await db.transact((tx) =>
      tx.manager.query("INSERT INTO gifts VALUES ('a', 9007199254740993, '2017-06-08 02:00:00.000', 0, NULL)"),
    );
    await expect(db.read.find(Gift), 'a rounded amount looks correct').rejects.toThrow(RangeError);
  });

  it.each(["'ten'", "'1.5'", '1.5', "x'00'"])(
    "refuse %s in a column of whole numbers by the table's own constraint",
    async (value) => {
      await expect(
        db.transact((tx) =>
          tx.manager.query(`INSERT INTO gifts VALUES ('a', ${value}, '2017-06-08 02:00:00.000', 0, NULL)`),
        ),
        'createTable has to say STRICT',
      ).rejects.toThrow(/cannot store/);
    },
  );

  it('keep moments to the millisecond, emoji, and null', async () => {
    const row = { ...gift('a'), givenAt: new Date('2017-06-08T02:00:00.123Z'), anonymous: true, note: '𠮷👨‍👩‍👧' };
    await db.transact((tx) => tx.manager.insert(Gift, row));
    expect(await db.read.findOneBy(Gift, { id: 'a' })).toEqual(row);
    const [raw] = await db.read.query<{ given_at: string }[]>('SELECT given_at FROM gifts');
    expect(raw?.given_at, 'TypeORM and sqlTime have to write the same form, otherwise times cannot be compared').toBe(
      column.sqlTime(row.givenAt),
    );
    expect(column.fromSqlTime(raw?.given_at ?? '')).toEqual(row.givenAt);
  });
});

describe('addToCounters', () => {
  it('creates the row at the first use and adds to it afterwards', async () => {
    await Promise.all(
      [5, 7, -2].map((raised) =>
        db.transact((tx) => addToCounters(tx, 'totals', { name: 'city' }, { raised, gifts: 1 })),
      ),
    );
    expect(await db.read.query('SELECT name, raised, gifts FROM totals')).toMatchObject([
      { name: 'city', raised: 10, gifts: 3 },
    ]);
  });
});

describe('migrations', () => {
  const upgrade = [
    ...schema,
    createTable(1_700_000_000_004, 'notes', (t) => `id ${t.id} NOT NULL PRIMARY KEY`),
    refuse(1_700_000_000_005, 'notes', 'DELETE'),
    refuse(1_700_000_000_006, 'notes', 'UPDATE'),
  ];

  it('run once, in the order of their numbers, and new ones run on existing data', async () => {
    expect(await db.migrate()).toBe(0);
    await db.transact((tx) => tx.manager.insert(Gift, gift('kept')));
    await db.close();
    db = await open([...upgrade].reverse());
    expect(await db.migrate(), 'three of the six are new').toBe(3);
    expect(await storedIds()).toEqual(['kept']);
  });

  it('can all be reverted and run again', async () => {
    await db.close();
    db = await open(upgrade);
    await db.migrate();
    await db.transact((tx) => tx.manager.insert(Gift, gift('a')));
    for (const _ of upgrade) await db.undoLastMigration();
    const left = await db.read.query<{ name: string }[]>(
      "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'migrations'",
    );
    expect(left, 'every revert has to remove what its migration created').toEqual([]);
    expect(await db.migrate()).toBe(upgrade.length);
    await db.transact((tx) => tx.manager.insert(Gift, gift('b')));
    expect(await storedIds()).toEqual(['b']);
  });

  it('can run again after a crash between a statement and the record that it ran', async () => {
    await db.transact((tx) => tx.manager.query('DELETE FROM migrations'));
    await db.transact((tx) => tx.manager.insert(Gift, gift('kept')));
    expect(await db.migrate(), 'every statement has to be repeatable').toBe(schema.length);
    expect(await storedIds()).toEqual(['kept']);
  });

  it('can make a table append-only', async () => {
    await db.close();
    db = await open(upgrade);
    await db.migrate();
    await db.transact((tx) => tx.manager.query("INSERT INTO notes VALUES ('a')"));
    await expect(db.transact((tx) => tx.manager.query("UPDATE notes SET id = 'b'"))).rejects.toThrow(
      /notes is append-only/,
    );
    await expect(db.transact((tx) => tx.manager.query('DELETE FROM notes'))).rejects.toThrow(/notes is append-only/);
  });
});

describe('close', () => {
  it('waits for the accepted writes', async () => {
    const writes = ['a', 'b', 'c'].map((id) =>
      db.transact(async (tx) => {
        await sleep(5);
        await tx.manager.insert(Gift, gift(id));
      }),
    );
    await db.close();
    await Promise.all(writes);
    db = await open();
    expect(await storedIds(), 'accepted writes survive a stop').toEqual(['a', 'b', 'c']);
  });
});
