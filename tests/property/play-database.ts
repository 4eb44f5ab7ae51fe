import Libsql from 'libsql';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks, sqlOfBroken } from '@hongchuang/server/checks.ts';
import { allChecks, modules, searchChecks } from '@hongchuang/server/modules.ts';
import type { Services } from '@hongchuang/server/context.ts';
import { ledgerLog, LogFollower, loadSigningKey } from '@hongchuang/server/modules/proof/index.ts';
import {
  folderInMemory,
  openFile,
  servicesAround,
  SetClock,
  setupOf,
  type PlayedProject,
  type Setup,
  type Shape,
} from './setups.ts';
import { MoneyStateReader } from './money-state.ts';

/** The modules whose rows a step changes. The invariants of all other modules are checked at the end of a play. */
const MONEY = ['ledger', 'orders', 'projects', 'pledges', 'milestones', 'refunds', 'reconciliation', 'payouts'];
const moneyChecks = modules.flatMap(({ name, checks = [] }) => (MONEY.includes(name) ? checks : []));
const codeChecks = allChecks.filter((check) => !('sql' in check) && !searchChecks.includes(check));

/**
 * A database for projects of one shape. Plays run on it one after the other until its projects are used up. Then the
 * database is restored.
 */
export class PlayDatabase {
  private readonly version: Libsql.Statement;
  private readonly brokenMoney: Libsql.Statement;
  private readonly brokenAnywhere: Libsql.Statement;
  private readonly restore: string;
  private follower: LogFollower;
  private next = 0;
  readonly states: MoneyStateReader;

  private constructor(
    readonly setup: Setup,
    readonly clock: SetClock,
    readonly services: Services,
    /** Everything that was logged as an error. */
    readonly faults: string[],
    private readonly connection: Libsql.Database,
    private readonly folder: string,
  ) {
    this.version = connection.prepare('PRAGMA data_version');
    this.brokenMoney = connection.prepare(sqlOfBroken(moneyChecks, 'sqlite'));
    this.brokenAnywhere = connection.prepare(sqlOfBroken(allChecks, 'sqlite'));
    this.restore = restoring(connection);
    this.states = new MoneyStateReader(connection, setup);
    this.follower = this.newFollower();
  }

  static async open(shape: Shape): Promise<PlayDatabase> {
    const setup = await setupOf(shape);
    const folder = folderInMemory();
    const [file, origin] = [join(folder, 'played.sqlite'), join(folder, 'origin.sqlite')];
    for (const copy of [file, origin]) writeFileSync(copy, setup.bytes);
    const clock = new SetClock();
    const faults: string[] = [];
    const services = servicesAround(await openFile(file, clock), clock, folder, faults);
    const connection = new Libsql(file);
    connection.exec(`PRAGMA foreign_keys = OFF; ATTACH '${origin}' AS origin`);
    return new PlayDatabase(setup, clock, services, faults, connection, folder);
  }

  async close(): Promise<void> {
    this.services.live.close();
    this.connection.close();
    await this.services.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Returns the project of the next play. `fresh` asks for the first project of a restored database. */
  nextProject(fresh: boolean): PlayedProject {
    if (this.next === this.setup.projects.length || (fresh && this.next > 0)) {
      this.connection.exec(this.restore);
      this.follower = this.newFollower();
      this.next = 0;
    }
    const project = this.setup.projects[this.next]!;
    this.next += 1;
    this.clock.at = project.startsAt;
    this.faults.length = 0;
    return project;
  }

  private newFollower(): LogFollower {
    return new LogFollower(this.services, (signingKey ??= loadSigningKey(this.services.env)), ledgerLog);
  }

  /** Returns a number that changes with each commit of any connection. */
  versionNow(): number {
    return (this.version.all() as { data_version: number }[])[0]!.data_version;
  }

  /** Returns the names of the SQL invariants of money that do not hold now. */
  brokenAfterStep(): string[] {
    return namesIn(this.brokenMoney);
  }

  /**
   * Returns the violations of all invariants, after the follower has processed the new entries. The search texts of all
   * plays are checked with the last play of the database.
   */
  async brokenAfterPlay(): Promise<unknown[]> {
    await this.follower.follow();
    const isLast = this.next === this.setup.projects.length;
    const inCode = await runChecks(this.services, isLast ? [...codeChecks, ...searchChecks] : codeChecks);
    return [...namesIn(this.brokenAnywhere), ...inCode.filter(({ rows }) => rows.length > 0)];
  }
}

const namesIn = (broken: Libsql.Statement): string[] => [
  ...new Set((broken.all() as { name: string }[]).map(({ name }) => name)),
];

/**
 * Returns the statements that restore all tables. They drop the triggers first, because triggers protect append-only
 * tables.
 */
function restoring(connection: Libsql.Database): string {
  const of = (type: string) =>
    connection
      .prepare("SELECT name, sql FROM main.sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%'")
      .all(type) as { name: string; sql: string }[];
  const triggers = of('trigger');
  const statements = [
    ...triggers.map(({ name }) => `DROP TRIGGER ${name}`),
    ...of('table').flatMap(({ name }) => [
      `DELETE FROM main.${name}`,
      `INSERT INTO main.${name} SELECT * FROM origin.${name}`,
    ]),
    ...triggers.map(({ sql }) => sql),
  ];
  return `BEGIN IMMEDIATE; ${statements.join('; ')}; COMMIT`;
}

let signingKey: ReturnType<typeof loadSigningKey> | undefined;
const databases = new Map<string, Promise<PlayDatabase>>();

/** Returns the database for projects of `shape`. A process has one per shape. */
export function playDatabaseOf(shape: Shape): Promise<PlayDatabase> {
  const name = JSON.stringify(shape);
  const database = databases.get(name) ?? PlayDatabase.open(shape);
  databases.set(name, database);
  return database;
}

/** Closes every database and removes its files. */
export async function closePlayDatabases(): Promise<void> {
  for (const database of databases.values()) await (await database).close();
  databases.clear();
}
