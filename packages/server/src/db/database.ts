import libsql from 'libsql';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, In, type DataSourceOptions, type EntityManager, type EntityTarget, type FindOptionsOrder, type FindOptionsWhere, type ObjectLiteral, type QueryRunner } from 'typeorm';
import type { Clock } from '../lib/clock.js';
import { OWNER_ONLY } from '../lib/file-modes.js';
import { ClusterWatch } from './cluster.js';
import type { Dialect } from './columns.js';
import { holdWrites, type HeldWrites, type Statement } from './held-writes.js';
import { SnakeCaseNaming } from './naming.js';
import { CommitOutcomeUnknown, isTransient, leavesCommitOpen } from './faults.js';
import { limitPatience, setPatience } from './patience.js';
import { inTurnOfServers } from './turn-of-servers.js';

type Class = new (...args: never[]) => object;

export interface DatabaseOptions {
  /** mysql://… for MySQL or MariaDB; null for the embedded file. */
  url: string | null;
  /** The SQLite file, where `url` is null. */
  file: string;
  entities: readonly Class[];
  migrations: readonly Class[];
  clock: Clock;
  /** For how many milliseconds MySQL may be silent before a query is given up; without it for ever, as commands want that read everything. */
  patienceMs?: number;
}

/** A write in progress. Everything it does is one database transaction. */
export interface Tx {
  readonly dialect: Dialect;
  readonly manager: EntityManager;
  /** The one moment at which everything in this transaction happens: lock first, then look at it. */
  readonly now: Date;
  /** Writes with the next query or with the commit, in the same round trip: for statements whose results nobody waits for. */
  defer(sql: string, values: readonly unknown[]): void;
  /** Asks several questions in one round trip; answers the rows of each. */
  ask<Rows extends readonly unknown[][]>(...questions: { [Index in keyof Rows]: Question<Rows[Index]> }): Promise<Rows>;
  /** Runs `action` once the transaction is committed, and never when it is not. */
  afterCommit(action: () => void): void;
  /** Makes rows that are locked already count as changed, where a cluster sees no other lock. `lock`, `lockAll` and `lockedRowsOf` do it themselves. */
  countLocks<T extends ObjectLiteral>(entity: EntityTarget<T>, rows: readonly T[]): void;
  /** What a hand-written SELECT ends with to lock its rows against other writers; nothing on SQLite, which has one writer. */
  readonly forUpdate: '' | ' FOR UPDATE';
  /** The row, locked against other writers until the end of the transaction, or null. */
  lock<T extends ObjectLiteral>(entity: EntityTarget<T>, where: FindOptionsWhere<T>): Promise<T | null>;
  /** The rows with these ids, locked alike in the order of their ids, in one statement. */
  lockAll<T extends ObjectLiteral & { id: string }>(entity: EntityTarget<T>, ids: readonly string[]): Promise<T[]>;
}

/** A query and what its rows become. */
export interface Question<Rows extends unknown[]> extends Statement {
  readonly read: (rows: Record<string, unknown>[]) => Rows;
}

/** Says which setting led to what cannot be opened: the driver's own words do not. */
const cannotOpen = (what: string) => (error: unknown): never => {
  throw new Error(`${what} (${error instanceof Error ? error.message : String(error)})`, { cause: error });
};

/** Makes the folder and the file, and takes the file from the other accounts of the machine. SQLite gives its log the same mode. */
function keepToOwner(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: OWNER_ONLY.folder });
  closeSync(openSync(file, 'a', OWNER_ONLY.file));
  for (const part of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(part)) chmodSync(part, OWNER_ONLY.file);
}

/** Connections to MySQL. */
const READERS = 12;
const WRITERS = 8;
const BEGIN: Record<Dialect, readonly string[]> = { mysql: ['SET TRANSACTION ISOLATION LEVEL READ COMMITTED', 'START TRANSACTION'], sqlite: ['BEGIN IMMEDIATE'] };
const MAX_ATTEMPTS = 5;
const RETRY_BASE_MS = 20;
/** Whoever has waited so long for a transaction is told that it cannot be done now. */
const RETRY_WITHIN_MS = 10_000;
/** Writers wait for each other's locks, to which MySQL itself sets a limit of 50 seconds. */
const WRITERS_PATIENCE = 4;
/** Exports and checks read everything on one view. */
const SNAPSHOTS_PATIENCE = 20;

/** Both databases behind one door: `read` for queries, `transact` for every write. */
export class Database {
  // TypeORM keeps one SQLite connection, on which concurrent transactions become savepoints of each other and a
  // "committed" write can vanish. So writers queue here, first in, first out.
  private sqliteWriters: Promise<unknown> = Promise.resolve();
  private readonly clusters = new ClusterWatch();

  private constructor(
    readonly dialect: Dialect,
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly clock: Clock,
    private readonly patienceMs?: number,
  ) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    const common = {
      entities: [...options.entities],
      namingStrategy: new SnakeCaseNaming(),
      synchronize: false,
      logging: false,
    } satisfies Partial<DataSourceOptions>;
    const migrations = { migrations: [...options.migrations], migrationsTransactionMode: 'none' as const };
    if (options.url !== null) {
      const mysql = {
        ...common,
        type: 'mysql',
        url: options.url,
        charset: 'utf8mb4',
        timezone: 'Z',
        supportBigNumbers: true,
        bigNumberStrings: false,
        connectTimeout: 5_000,
        extra: { enableKeepAlive: true },
      } satisfies DataSourceOptions;
      const reader = new DataSource({ ...mysql, poolSize: READERS });
      await reader.initialize().catch(cannotOpen('DATABASE_URL: the database cannot be used'));
      // Writers have connections of their own: a rush of readers must not keep a gift waiting. Only here may one message hold several statements.
      const writer = new DataSource({ ...mysql, ...migrations, multipleStatements: true, poolSize: WRITERS });
      await writer.initialize();
      if (options.patienceMs !== undefined) limitPatience(reader, options.patienceMs);
      return new Database('mysql', writer, reader, options.clock, options.patienceMs);
    }
    try {
      keepToOwner(options.file);
    } catch (error) {
      cannotOpen('DATA_DIR: the folder cannot be used')(error);
    }
    const sqlite = (pragmas: string[]) => ({
      ...common,
      type: 'better-sqlite3' as const,
      driver: libsql,
      database: options.file,
      prepareDatabase: (db: { exec(sql: string): void }) => {
        for (const pragma of pragmas) db.exec(`PRAGMA ${pragma}`);
      },
    });
    const writer = new DataSource({ ...sqlite(['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000']), ...migrations });
    await writer.initialize().catch(cannotOpen(`DATA_DIR: ${options.file} cannot be used`));
    // Readers have a connection of their own: on the writer's they would see what is not yet committed.
    const reader = new DataSource(sqlite(['query_only = ON', 'busy_timeout = 5000']));
    await reader.initialize();
    return new Database('sqlite', writer, reader, options.clock);
  }

  /** For queries only: sees what is committed. */
  get read(): EntityManager {
    return this.reader.manager;
  }

  /** Runs `work` on one unchanging view of what is committed now: for figures that are compared with each other, and exports. */
  async snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    // On SQLite a connection of its own: on the readers' everybody else would read this view, too.
    const source = this.dialect === 'sqlite' ? await new DataSource(this.reader.options).initialize() : this.reader;
    const runner = source.createQueryRunner();
    try {
      if (this.dialect === 'sqlite') await runner.query('BEGIN');
      else {
        await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
        if (this.patienceMs !== undefined) setPatience((await runner.connect()) as object, this.patienceMs * SNAPSHOTS_PATIENCE);
      }
      try {
        return await work(runner.manager);
      } finally {
        await runner.query('ROLLBACK');
      }
    } finally {
      if (this.dialect === 'sqlite') await source.destroy();
      else await runner.release();
    }
  }

  /** Brings the tables to the newest version; returns how many migrations ran. */
  async migrate(): Promise<number> {
    const { length } = await this.inTurnOfServers('migrations', () => this.writer.runMigrations());
    // Only now: an index of a large table takes as long as it takes.
    if (this.patienceMs !== undefined && this.dialect === 'mysql') limitPatience(this.writer, this.patienceMs * WRITERS_PATIENCE);
    return length;
  }

  /** Runs `work` while no other server of the same database does, which then takes its turn. SQLite has one server. */
  inTurnOfServers<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.dialect === 'sqlite' ? work() : inTurnOfServers(this.writer, name, work);
  }

  /** Takes back the newest migration. */
  async undoLastMigration(): Promise<void> {
    await this.writer.undoLastMigration();
  }

  /** The database server's own time; null on SQLite, which has none but this process's. */
  async serverTime(): Promise<Date | null> {
    if (this.dialect === 'sqlite') return null;
    const [row] = await this.read.query<{ now: Date }[]>('SELECT UTC_TIMESTAMP(3) AS now');
    return row?.now ?? null;
  }

  /** Resolves when the database reads a table: a node that a cluster has cut off still answers SELECT 1. */
  async ping(): Promise<void> {
    await this.read.query('SELECT 1 FROM migrations LIMIT 1');
  }

  /**
   * Runs `work` as one transaction and returns what it returns, after the commit. A passing fault of the database
   * (deadlock, lock timeout, lost connection before the commit) re-runs the whole of it, so `work` has no effect
   * outside the database but through `afterCommit`. `onCommitting` hears when the commit is on its way, which may be more than once.
   */
  async transact<T>(work: (tx: Tx) => Promise<T>, onCommitting?: () => void): Promise<T> {
    const actions: (() => void)[] = [];
    const attempt = () => this.attempt(work, actions, onCommitting);
    const result = await (this.dialect === 'sqlite' ? this.inTurn(attempt) : repeatedly(attempt));
    for (const action of actions) {
      try {
        action();
      } catch (error) {
        // What is recorded must not look as if it had failed: whoever tried again would record it twice.
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
    return result;
  }

  private inTurn<T>(job: () => Promise<T>): Promise<T> {
    const turn = this.sqliteWriters.then(job, job);
    this.sqliteWriters = turn.catch(() => undefined);
    return turn;
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>, actions: (() => void)[], onCommitting?: () => void): Promise<T> {
    actions.length = 0;
    const runner = this.writer.createQueryRunner();
    const unheld = runner.query;
    try {
      const isClustered = this.dialect === 'mysql' && (await this.clusters.isClustered(runner));
      const writes = holdWrites(runner, this.dialect === 'mysql' && !isClustered);
      for (const sql of BEGIN[this.dialect]) writes.hold({ sql, values: [] });
      // Or `save` would not know of this transaction, and fail as it begins one of its own.
      Object.assign(runner, { isTransactionActive: true });
      let committing = false;
      try {
        const result = await work(this.newTx(runner.manager, writes, actions, isClustered));
        committing = true;
        const committed = runner.query('COMMIT');
        onCommitting?.();
        await committed;
        return result;
      } catch (error) {
        if (committing && leavesCommitOpen(error)) {
          await this.discard(runner);
          // It says nothing of what was recorded, so it must not look like a fault that may be re-run.
          throw new CommitOutcomeUnknown(error);
        }
        writes.drop();
        await runner.query('ROLLBACK').catch(() => this.discard(runner));
        throw error;
      }
    } finally {
      Object.assign(runner, { isTransactionActive: false, query: unheld });
      // TypeORM's SQLite runner shares the one connection and must not be released with it.
      if (this.dialect === 'mysql') await runner.release();
    }
  }

  /** Closes the connection of `runner`, on which a transaction may still be open: whoever got it next would go on with that. */
  private async discard(runner: QueryRunner): Promise<void> {
    if (this.dialect === 'sqlite') return;
    const connection = (await runner.connect().catch(() => undefined)) as { destroy(): void } | undefined;
    connection?.destroy();
  }

  private newTx(manager: EntityManager, writes: HeldWrites, actions: (() => void)[], isClustered: boolean): Tx {
    const { clock } = this;
    let moment: Date | undefined;
    const locking = this.dialect === 'mysql' ? { lock: { mode: 'pessimistic_write' as const } } : {};
    const countLocks = <T extends ObjectLiteral>(entity: EntityTarget<T>, rows: readonly T[]): void => {
      if (!isClustered || rows.length === 0) return;
      const { tableName, primaryColumns } = manager.connection.getMetadata(entity);
      const key = primaryColumns.map(({ databaseName }) => `${databaseName} = ?`).join(' AND ');
      const keys = rows.map((row) => primaryColumns.map((column) => column.getEntityValue(row, true) as unknown));
      writes.hold({ sql: `UPDATE ${tableName} SET locks = locks + 1 WHERE ${keys.map(() => `(${key})`).join(' OR ')}`, values: keys.flat() });
    };
    return {
      dialect: this.dialect,
      manager,
      countLocks,
      // Taken when first asked for: whoever waited for a row acts after the one who held it, and must not seem to have acted before.
      get now() { return (moment ??= clock.now()); },
      defer: (sql, values) => writes.hold({ sql, values }),
      async ask(...questions) {
        const results = await writes.send(questions);
        return questions.map(({ read }, index) => read(results[index] as Record<string, unknown>[])) as never;
      },
      afterCommit: (action) => void actions.push(action),
      forUpdate: this.dialect === 'mysql' ? ' FOR UPDATE' : '',
      async lock(entity, where) {
        const row = await manager.findOne(entity, { where, ...locking });
        countLocks(entity, row === null ? [] : [row]);
        return row;
      },
      async lockAll<T extends ObjectLiteral & { id: string }>(entity: EntityTarget<T>, ids: readonly string[]) {
        const rows = await manager.find(entity, { where: { id: In([...new Set(ids)]) } as FindOptionsWhere<T>, order: { id: 'ASC' } as FindOptionsOrder<T>, ...locking });
        countLocks(entity, rows);
        return rows;
      },
    };
  }

  async close(): Promise<void> {
    await this.sqliteWriters;
    await this.writer.destroy();
    if (this.reader !== this.writer) await this.reader.destroy();
  }
}

async function repeatedly<T>(attempt: () => Promise<T>): Promise<T> {
  const beganAt = performance.now();
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (attempts === MAX_ATTEMPTS || !isTransient(error) || performance.now() - beganAt > RETRY_WITHIN_MS) throw error;
      await sleep(RETRY_BASE_MS * 2 ** attempts * Math.random());
    }
  }
}
