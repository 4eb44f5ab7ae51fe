import Libsql from 'libsql';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sqlOf } from '../db/check.js';
import { allChecks, runChecks } from '../checks.js';
import type { Services } from '../context.js';
import { LedgerFollower, loadSigningKey } from '../modules/proof/index.js';
import { folderInMemory, openFile, servicesAround, SetClock, setupOf, type Scene, type Setup, type Shape } from './setups.js';
import { SheetReader } from './sheet.js';

/** All invariants that are SQL as one statement, which answers the names of those that are broken. */
const SQL_CHECKS = allChecks.flatMap((check) => ('sql' in check ? [`SELECT '${check.name.replaceAll("'", "''")}' AS name FROM (${sqlOf(check, 'sqlite')})`] : [])).join(' UNION ALL ');
const CODE_CHECKS = allChecks.filter((check) => !('sql' in check));

/** A database of one shape of project, on which one play follows the other until its scenes are used up; then it is made as new. */
export class Ground {
  private readonly version: Libsql.Statement;
  private readonly broken: Libsql.Statement;
  private readonly restore: string;
  private follower: LedgerFollower;
  private next = 0;
  readonly sheets: SheetReader;

  private constructor(
    readonly setup: Setup,
    readonly clock: SetClock,
    readonly services: Services,
    /** What was logged as a fault. */
    readonly faults: string[],
    private readonly connection: Libsql.Database,
    private readonly folder: string,
  ) {
    this.version = connection.prepare('PRAGMA data_version');
    this.broken = connection.prepare(SQL_CHECKS);
    this.restore = restoring(connection);
    this.sheets = new SheetReader(connection, setup);
    this.follower = this.newFollower();
  }

  static async open(shape: Shape): Promise<Ground> {
    const setup = await setupOf(shape);
    const folder = folderInMemory();
    const [file, origin] = [join(folder, 'played.sqlite'), join(folder, 'origin.sqlite')];
    for (const copy of [file, origin]) writeFileSync(copy, setup.bytes);
    const clock = new SetClock();
    const faults: string[] = [];
    const services = servicesAround(await openFile(file, clock), clock, folder, faults);
    const connection = new Libsql(file);
    connection.exec(`PRAGMA foreign_keys = OFF; ATTACH '${origin}' AS origin`);
    return new Ground(setup, clock, services, faults, connection, folder);
  }

  async close(): Promise<void> {
    this.services.live.close();
    this.connection.close();
    await this.services.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The project of the next play. `fresh` wants the first one of a new database, whatever was played before. */
  nextScene(fresh: boolean): Scene {
    if (this.next === this.setup.scenes.length || (fresh && this.next > 0)) {
      this.connection.exec(this.restore);
      this.follower = this.newFollower();
      this.next = 0;
    }
    const scene = this.setup.scenes[this.next]!;
    this.next += 1;
    this.clock.at = scene.startsAt;
    this.faults.length = 0;
    return scene;
  }

  private newFollower(): LedgerFollower {
    return new LedgerFollower(this.services, (signingKey ??= loadSigningKey(this.services.env)));
  }

  /** Another number after each commit of anybody. */
  versionNow(): number {
    return (this.version.all() as { data_version: number }[])[0]!.data_version;
  }

  /** The names of the invariants that are SQL and do not hold now. */
  brokenInSql(): string[] {
    return [...new Set((this.broken.all() as { name: string }[]).map(({ name }) => name))];
  }

  /** The violations of the invariants that are code, once the proof has taken in what was posted. */
  async brokenInCode(): Promise<unknown[]> {
    await this.follower.follow();
    return (await runChecks(this.services, CODE_CHECKS)).filter(({ rows }) => rows.length > 0);
  }
}

/** The statements that make all tables what they were, for which those that may only grow have to stand without their triggers. */
function restoring(connection: Libsql.Database): string {
  const of = (type: string) => connection.prepare("SELECT name, sql FROM main.sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%'").all(type) as { name: string; sql: string }[];
  const triggers = of('trigger');
  const statements = [
    ...triggers.map(({ name }) => `DROP TRIGGER ${name}`),
    ...of('table').flatMap(({ name }) => [`DELETE FROM main.${name}`, `INSERT INTO main.${name} SELECT * FROM origin.${name}`]),
    ...triggers.map(({ sql }) => sql),
  ];
  return `BEGIN IMMEDIATE; ${statements.join('; ')}; COMMIT`;
}

let signingKey: ReturnType<typeof loadSigningKey> | undefined;
const grounds = new Map<string, Promise<Ground>>();

/** The ground for projects of `shape`, one a process. */
export function groundOf(shape: Shape): Promise<Ground> {
  const name = JSON.stringify(shape);
  const ground = grounds.get(name) ?? Ground.open(shape);
  grounds.set(name, ground);
  return ground;
}

/** Closes every ground and leaves nothing behind. */
export async function closeGrounds(): Promise<void> {
  for (const ground of grounds.values()) await (await ground).close();
  grounds.clear();
}
