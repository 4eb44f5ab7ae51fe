import Libsql from 'libsql';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { allChecks, runChecks } from '../checks.js';
import type { Services } from '../context.js';
import { LedgerFollower, loadSigningKey } from '../modules/proof/index.js';
import { folderInMemory, openFile, servicesAround, SetClock, setupOf, type Scene, type Setup, type Shape } from './setups.js';
import { SheetReader } from './sheet.js';

/** All invariants that are SQL as one statement, which answers the names of those that are broken. */
const SQL_CHECKS = allChecks.flatMap((check) => ('sql' in check ? [`SELECT '${check.name.replaceAll("'", "''")}' AS name FROM (${check.sql})`] : [])).join(' UNION ALL ');
const CODE_CHECKS = allChecks.filter((check) => !('sql' in check));

const folder = folderInMemory();
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A database of one shape of project, on which one play follows the other until its scenes are used up, and then a new one. */
export class Ground {
  private connection!: Libsql.Database;
  private version!: Libsql.Statement;
  private broken!: Libsql.Statement;
  private follower!: LedgerFollower;
  private next = 0;
  sheets!: SheetReader;

  private constructor(
    readonly setup: Setup,
    readonly clock: SetClock,
    readonly services: Services,
    /** What was logged as a fault. */
    readonly faults: string[],
    private readonly file: string,
  ) {
    this.look();
  }

  static async open(shape: Shape): Promise<Ground> {
    const setup = await setupOf(shape);
    const file = join(folder, `${grounds.size}.sqlite`);
    writeFileSync(file, setup.bytes);
    const clock = new SetClock();
    const faults: string[] = [];
    return new Ground(setup, clock, servicesAround(await openFile(file, clock), clock, folder, faults), faults, file);
  }

  /** The project of the next play. `fresh` wants the first one of a new database, whatever was played before. */
  async nextScene(fresh: boolean): Promise<Scene> {
    if (this.next === this.setup.scenes.length || (fresh && this.next > 0)) await this.renew();
    const scene = this.setup.scenes[this.next]!;
    this.next += 1;
    this.clock.at = scene.startsAt;
    this.faults.length = 0;
    return scene;
  }

  /** Puts a new file under the open database. To open it anew would take five times as long, nearly all of it for what TypeORM works out of the entities. */
  private async renew(): Promise<void> {
    const { db } = this.services;
    const drivers = ([db['writer'], db['reader']] as DataSource[]).map(({ driver }) => driver);
    for (const driver of drivers) await driver.disconnect();
    this.connection.close();
    // Another file of the same name: closed connections live on for as long as their statements do.
    for (const end of ['', '-wal', '-shm']) rmSync(`${this.file}${end}`, { force: true });
    writeFileSync(this.file, this.setup.bytes);
    for (const driver of drivers) await driver.connect();
    this.look();
    this.next = 0;
  }

  /** Prepares to look at the file that is there now. */
  private look(): void {
    this.connection = new Libsql(this.file);
    this.version = this.connection.prepare('PRAGMA data_version');
    this.broken = this.connection.prepare(SQL_CHECKS);
    this.sheets = new SheetReader(this.connection, this.setup);
    this.follower = new LedgerFollower(this.services, (signingKey ??= loadSigningKey(this.services.env)));
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

let signingKey: ReturnType<typeof loadSigningKey> | undefined;
const grounds = new Map<string, Promise<Ground>>();

/** The ground for projects of `shape`, one a process. */
export function groundOf(shape: Shape): Promise<Ground> {
  const name = JSON.stringify(shape);
  const ground = grounds.get(name) ?? Ground.open(shape);
  grounds.set(name, ground);
  return ground;
}
