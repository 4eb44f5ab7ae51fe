import libsql from 'libsql';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DataSource,
  In,
  type DataSourceOptions,
  type EntityManager,
  type EntityTarget,
  type FindOptionsOrder,
  type FindOptionsWhere,
  type ObjectLiteral,
  type QueryRunner,
} from 'typeorm';
import type { Clock } from '../lib/clock.js';
import { OWNER_ONLY } from '../lib/file-modes.js';
import { ClusterWatch } from './cluster.js';
import type { Dialect } from './columns.js';
import { deferWrites, type DeferredWrites, type Statement } from './deferred-writes.js';
import { SnakeCaseNaming } from './naming.js';
import { CommitOutcomeUnknown, isTransient, leavesCommitOpen } from './faults.js';
import { limitPatience, setPatience } from './patience.js';
import { incrementTopicVersions, type Topic } from './topic-versions.js';
import { withServerLock } from './server-lock.js';

export type Class = new (...args: never[]) => object;

export interface DatabaseOptions {
  /** mysql://… for MySQL or MariaDB; null for the embedded file. */
  url: string | null;
  /** The SQLite file, where `url` is null. */
  file: string;
  entities: readonly Class[];
  migrations: readonly Class[];
  clock: Clock;
  /**
   * How many milliseconds MySQL may be silent before a query fails. Without `patienceMs` a query waits for ever, as
   * commands that read everything need.
   */
  patienceMs?: number;
}

/** A write in progress. One `Tx` is one database transaction. */
export interface Tx {
  readonly dialect: Dialect;
  readonly manager: EntityManager;
  /** The one moment at which everything in this transaction happens. Lock rows before the first read of `now`. */
  readonly now: Date;
  /**
   * Sends the statement with the next query or with the commit, in the same round trip. Use `defer` for statements
   * whose results are not needed.
   */
  defer(sql: string, values: readonly unknown[]): void;
  /** Runs several queries in one round trip. Returns the rows of each, in the order of `queries`. */
  query<Rows extends readonly unknown[][]>(...queries: { [Index in keyof Rows]: RowQuery<Rows[Index]> }): Promise<Rows>;
  /**
   * Sends the statement with the commit, after everything else. So rows that many transactions change are locked only
   * while the commit runs. A later statement with the same `key` replaces an earlier one.
   */
  deferToEnd(key: string, sql: string, values: readonly unknown[]): void;
  /**
   * Increments the version of `topic` with the last statement of this transaction. Everybody who watches the topic asks
   * again after the commit.
   */
  changed(...topics: readonly Topic[]): void;
  /** Runs `action` after the commit. A transaction that is not committed never runs it. */
  afterCommit(action: () => void): void;
  /**
   * Marks rows that are locked already as changed, because the nodes of a cluster see no other lock. `lock`, `lockAll`
   * and `lockedRowsOf` call it themselves.
   */
  countLocks<T extends ObjectLiteral>(entity: EntityTarget<T>, rows: readonly T[]): void;
  /**
   * The end of a hand-written SELECT that locks its rows against other writers. The text is empty on SQLite, which has
   * one writer.
   */
  readonly forUpdate: '' | ' FOR UPDATE';
  /** Like `forUpdate`, but other transactions may hold the same lock on the same rows. */
  readonly forShare: '' | ' LOCK IN SHARE MODE';
  /**
   * Returns the row, locked against other writers until the end of the transaction. Returns null when there is no such
   * row.
   */
  lock<T extends ObjectLiteral>(entity: EntityTarget<T>, where: FindOptionsWhere<T>): Promise<T | null>;
  /** Returns the rows with these ids, locked in the same way. One statement locks them in the order of their ids. */
  lockAll<T extends ObjectLiteral & { id: string }>(entity: EntityTarget<T>, ids: readonly string[]): Promise<T[]>;
}

/** A query, and the function that converts its rows. */
export interface RowQuery<Rows extends unknown[]> extends Statement {
  readonly read: (rows: Record<string, unknown>[]) => Rows;
}

/**
 * Returns a handler that throws an error which names the setting at fault, because the driver's own message does not.
 */
const cannotOpen =
  (what: string) =>
  (error: unknown): never => {
    throw new Error(`${what} (${error instanceof Error ? error.message : String(error)})`, { cause: error });
  };

/**
 * Creates the folder and the file, and removes the access of the machine's other accounts. SQLite gives its log the
 * same mode as the file.
 */
function keepToOwner(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: OWNER_ONLY.folder });
  closeSync(openSync(file, 'a', OWNER_ONLY.file));
  for (const part of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(part)) chmodSync(part, OWNER_ONLY.file);
}

/** Sizes of the connection pools of MySQL. */
const READERS = 12;
const WRITERS = 8;
const BEGIN: Record<Dialect, readonly string[]> = {
  mysql: ['SET TRANSACTION ISOLATION LEVEL READ COMMITTED', 'START TRANSACTION'],
  sqlite: ['BEGIN IMMEDIATE'],
};
const MAX_ATTEMPTS = 5;
const RETRY_BASE_MS = 20;
/** After this long a transaction is not retried any more: the client gets the error. */
const RETRY_WITHIN_MS = 10_000;
/**
 * How many times the patience of readers the writers have. Writers wait for each other's locks, for which MySQL's own
 * limit is 50 seconds.
 */
const WRITERS_PATIENCE = 4;
/** How many times the patience of readers a snapshot has: exports and checks read everything in one transaction. */
const SNAPSHOTS_PATIENCE = 20;

/** What a transaction does at its end. */
interface Ends {
  /** Run after the commit. */
  readonly actions: (() => void)[];
  readonly topicKeys: Set<string>;
  /** Sent with the commit, by key. */
  readonly lastWrites: Map<string, Statement>;
}

/** One interface for both databases: `read` for queries, `transact` for every write. */
export class Database {
  // TypeORM keeps one SQLite connection. Concurrent transactions on it become savepoints of each other, and a
  // "committed" write can vanish. So writers wait in this first-in, first-out queue.
  private sqliteWriters: Promise<unknown> = Promise.resolve();
  private readonly clusters = new ClusterWatch();
  private onChanged: (topicKeys: readonly string[]) => void = () => undefined;

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
      // Writers have their own connections, because many readers must not delay a gift. Only these connections allow
      // several statements in one message.
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
    const writer = new DataSource({
      ...sqlite(['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000']),
      ...migrations,
    });
    await writer.initialize().catch(cannotOpen(`DATA_DIR: ${options.file} cannot be used`));
    // Readers have their own connection, because the writer's connection shows what is not committed yet.
    const reader = new DataSource(sqlite(['query_only = ON', 'busy_timeout = 5000']));
    await reader.initialize();
    return new Database('sqlite', writer, reader, options.clock);
  }

  /** Calls `listener` after each commit of this process with the keys of the topics that the transaction changed. */
  whenChanged(listener: (topicKeys: readonly string[]) => void): void {
    this.onChanged = listener;
  }

  /** The manager for queries, which sees committed rows only. */
  get read(): EntityManager {
    return this.reader.manager;
  }

  /**
   * Runs `work` in one consistent snapshot of what is committed now, and returns the result of `work`. Use `snapshot`
   * for exports and for figures that are compared with each other.
   */
  async snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    // SQLite needs a separate connection, because every other query on the readers' connection would read this
    // snapshot, too.
    const source = this.dialect === 'sqlite' ? await new DataSource(this.reader.options).initialize() : this.reader;
    const runner = source.createQueryRunner();
    try {
      if (this.dialect === 'sqlite') await runner.query('BEGIN');
      else {
        await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
        if (this.patienceMs !== undefined)
          setPatience((await runner.connect()) as object, this.patienceMs * SNAPSHOTS_PATIENCE);
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

  /** Migrates the tables to the newest version. Returns how many migrations ran. */
  async migrate(): Promise<number> {
    const { length } = await this.withServerLock('migrations', () => this.writer.runMigrations());
    // The limit is set after the migrations, because the index of a large table can take any time.
    if (this.patienceMs !== undefined && this.dialect === 'mysql')
      limitPatience(this.writer, this.patienceMs * WRITERS_PATIENCE);
    return length;
  }

  /**
   * Runs `work` while no other server of the same database runs work of the same `name`; the other servers wait for
   * their turn. SQLite has one server only.
   */
  withServerLock<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.dialect === 'sqlite' ? work() : withServerLock(this.writer, name, work);
  }

  /** Reverts the newest migration. */
  async undoLastMigration(): Promise<void> {
    await this.writer.undoLastMigration();
  }

  /** Returns the database server's time. Returns null on SQLite, which has no clock except this process's. */
  async serverTime(): Promise<Date | null> {
    if (this.dialect === 'sqlite') return null;
    const [row] = await this.read.query<{ now: Date }[]>('SELECT UTC_TIMESTAMP(3) AS now');
    return row?.now ?? null;
  }

  /**
   * Resolves when the database can read a table. SELECT 1 is not enough, because a node that a cluster has cut off
   * still responds to it.
   */
  async ping(): Promise<void> {
    await this.read.query('SELECT 1 FROM migrations LIMIT 1');
  }

  /**
   * Runs `work` as one transaction and returns its result after the commit. On MySQL, a transient fault (deadlock, lock
   * timeout, lost connection before the commit) re-runs all of `work`. So `work` must have no effect outside the
   * database, except through `afterCommit`. `onCommitting` is called when COMMIT has been sent, which can happen more
   * than once. Throws what `work` throws, and `CommitOutcomeUnknown` when the commit's reply is lost.
   */
  async transact<T>(work: (tx: Tx) => Promise<T>, onCommitting?: () => void): Promise<T> {
    const actions: (() => void)[] = [];
    const topicKeys = new Set<string>();
    const lastWrites = new Map<string, Statement>();
    const attempt = () => this.attempt(work, { actions, topicKeys, lastWrites }, onCommitting);
    const result = await (this.dialect === 'sqlite' ? this.inTurn(attempt) : repeatedly(attempt));
    if (topicKeys.size > 0) actions.push(() => this.onChanged([...topicKeys]));
    for (const action of actions) {
      try {
        action();
      } catch (error) {
        // The error must not reach the client: the write is recorded, and a client that retried it would record it
        // twice.
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

  private async attempt<T>(work: (tx: Tx) => Promise<T>, ends: Ends, onCommitting?: () => void): Promise<T> {
    const { actions, topicKeys, lastWrites } = ends;
    actions.length = 0;
    topicKeys.clear();
    lastWrites.clear();
    const runner = this.writer.createQueryRunner();
    const ownQuery = runner.query;
    try {
      const isClustered = this.dialect === 'mysql' && (await this.clusters.isClustered(runner));
      const writes = deferWrites(runner, this.dialect === 'mysql' && !isClustered);
      for (const sql of BEGIN[this.dialect]) writes.defer({ sql, values: [] });
      // Without this mark `save` would not know of this transaction and would fail when it begins its own.
      Object.assign(runner, { isTransactionActive: true });
      let committing = false;
      try {
        const result = await work(this.newTx(runner.manager, writes, ends, isClustered));
        // These statements come last, so that the rows of busy topics are locked only while the commit runs.
        for (const statement of lastWrites.values()) writes.defer(statement);
        for (const statement of incrementTopicVersions(this.dialect, topicKeys)) writes.defer(statement);
        committing = true;
        const committed = runner.query('COMMIT');
        onCommitting?.();
        await committed;
        return result;
      } catch (error) {
        if (committing && leavesCommitOpen(error)) {
          await this.discard(runner);
          // The error does not say whether the transaction was recorded, so it must not look like a fault that may be
          // re-run.
          throw new CommitOutcomeUnknown(error);
        }
        writes.drop();
        await runner.query('ROLLBACK').catch(() => this.discard(runner));
        throw error;
      }
    } finally {
      Object.assign(runner, { isTransactionActive: false, query: ownQuery });
      // TypeORM's SQLite runner uses the one shared connection, so it must not be released.
      if (this.dialect === 'mysql') await runner.release();
    }
  }

  /**
   * Closes the connection of `runner`. A transaction may still be open on it, and the next user of the connection would
   * continue that transaction.
   */
  private async discard(runner: QueryRunner): Promise<void> {
    if (this.dialect === 'sqlite') return;
    const connection = (await runner.connect().catch(() => undefined)) as { destroy(): void } | undefined;
    connection?.destroy();
  }

  private newTx(
    manager: EntityManager,
    writes: DeferredWrites,
    { actions, topicKeys, lastWrites }: Ends,
    isClustered: boolean,
  ): Tx {
    const { clock } = this;
    let moment: Date | undefined;
    const locking = this.dialect === 'mysql' ? { lock: { mode: 'pessimistic_write' as const } } : {};
    const countLocks = <T extends ObjectLiteral>(entity: EntityTarget<T>, rows: readonly T[]): void => {
      if (!isClustered || rows.length === 0) return;
      const { tableName, primaryColumns } = manager.connection.getMetadata(entity);
      const key = primaryColumns.map(({ databaseName }) => `${databaseName} = ?`).join(' AND ');
      const keys = rows.map((row) => primaryColumns.map((column) => column.getEntityValue(row, true) as unknown));
      writes.defer({
        sql: `UPDATE ${tableName} SET locks = locks + 1 WHERE ${keys.map(() => `(${key})`).join(' OR ')}`,
        values: keys.flat(),
      });
    };
    return {
      dialect: this.dialect,
      manager,
      countLocks,
      // The clock is read at the first use. A transaction that waited for a row then has a later moment than the one
      // that held the row.
      get now() {
        return (moment ??= clock.now());
      },
      defer: (sql, values) => writes.defer({ sql, values }),
      async query(...queries) {
        const results = await writes.send(queries);
        return queries.map(({ read }, index) => read(results[index] as Record<string, unknown>[])) as never;
      },
      deferToEnd(key, sql, values) {
        // Deleted first, so that the newest statement is also the last.
        lastWrites.delete(key);
        lastWrites.set(key, { sql, values });
      },
      changed: (...topics) => topics.forEach(({ key }) => topicKeys.add(key)),
      afterCommit: (action) => void actions.push(action),
      forUpdate: this.dialect === 'mysql' ? ' FOR UPDATE' : '',
      forShare: this.dialect === 'mysql' ? ' LOCK IN SHARE MODE' : '',
      async lock(entity, where) {
        const row = await manager.findOne(entity, { where, ...locking });
        countLocks(entity, row === null ? [] : [row]);
        return row;
      },
      async lockAll<T extends ObjectLiteral & { id: string }>(entity: EntityTarget<T>, ids: readonly string[]) {
        const rows = await manager.find(entity, {
          where: { id: In([...new Set(ids)]) } as FindOptionsWhere<T>,
          order: { id: 'ASC' } as FindOptionsOrder<T>,
          ...locking,
        });
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
      if (attempts === MAX_ATTEMPTS || !isTransient(error) || performance.now() - beganAt > RETRY_WITHIN_MS)
        throw error;
      await sleep(RETRY_BASE_MS * 2 ** attempts * Math.random());
    }
  }
}
