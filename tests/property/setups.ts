import Libsql from 'libsql';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { PlatformRole, type Services, type ViewerSession } from '@hongchuang/server/context.ts';
import { Database } from '@hongchuang/server/db/database.ts';
import { defineTopics, entities, migrations } from '@hongchuang/server/modules.ts';
import { DAY_MS } from '@hongchuang/server/lib/days.ts';
import type { Clock } from '@hongchuang/server/lib/clock.ts';
import { LiveHub } from '@hongchuang/server/live/hub.ts';
import {
  addMember,
  createVerifiedOrganization,
  MembershipRole,
  OrganizationKind,
} from '@hongchuang/server/modules/organizations/index.ts';
import { makePledge, PaymentMethod } from '@hongchuang/server/modules/pledges/index.ts';
import {
  createProject,
  FundingRule,
  Milestone,
  ReviewDecision,
  reviewProject,
  submissionRefusals,
  submitProject,
} from '@hongchuang/server/modules/projects/index.ts';
import { contextFor, newViewer, testEnv } from '@hongchuang/server/testing';
import type { Person, Terms } from './books-parts.ts';

/** The number of plays on one database, two years apart. A new database costs as much as half a play. */
export const PLAYS_PER_DATABASE = 4;

/**
 * Ten in the morning in Shanghai, three weeks before the end of a year, so that many plays issue receipts of two years.
 */
export const startOf = (place: number): number => Date.UTC(2017 + 2 * place, 11, 11, 2);
const EARLIER = startOf(0) - DAY_MS;
const FUNDING_MS = 30 * DAY_MS;
const ONE_SIGNATURE_UP_TO = 200;

/** A clock that returns the time that was set. */
export class SetClock implements Clock {
  at = 0;

  now(): Date {
    return new Date(this.at);
  }
}

/** The random part of a project's terms. */
export type Shape = Pick<Terms, 'rule' | 'acceptsOverGoal' | 'budgets'>;

/** The project of one play. */
export interface PlayedProject {
  readonly terms: Terms;
  readonly startsAt: number;
  readonly projectId: string;
  readonly stageIds: readonly string[];
}

/** A database with one project for each play, and another project that has a gift. */
export interface Setup {
  readonly bytes: Buffer;
  readonly people: ReadonlyMap<Person, ViewerSession>;
  readonly unitId: string;
  /** A gift to the other project. The books of that project must not change. */
  readonly otherGiftId: string;
  readonly projects: readonly PlayedProject[];
}

const PEOPLE: readonly [Person, ...PlatformRole[]][] = [
  ['admin', PlatformRole.ADMIN],
  ['reviewer', PlatformRole.REVIEWER],
  ['treasurer', PlatformRole.TREASURER],
  ['second treasurer', PlatformRole.TREASURER],
  ['reviewing treasurer', PlatformRole.REVIEWER, PlatformRole.TREASURER],
  ['implementer'],
  ['donor'],
  ['member'],
];

/** Returns a folder in memory where the machine has one, because ten thousand databases are too many for a disk. */
export const folderInMemory = (): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'hc-property-'));

export const openFile = (file: string, clock: Clock): Promise<Database> =>
  Database.open({ url: null, file, entities, migrations, clock });

/** Returns the services around `db`. Everything that they log as an error is added to `faults`. */
export function servicesAround(db: Database, clock: Clock, folder: string, faults: string[] = []): Services {
  const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(line) });
  const live = new LiveHub(log);
  const services: Services = {
    env: testEnv(folder, { PUBLIC_NOTICE_DAYS: '0', RELEASE_SECOND_SIGNATURE_FEN: String(ONE_SIGNATURE_UP_TO) }),
    db,
    clock,
    live,
    log,
    mailer: { send: () => Promise.resolve() },
    texter: null,
  };
  defineTopics(services);
  // The plays of one database are years apart, so the unit's earlier projects would owe reports and their lateness
  // would block submissions.
  submissionRefusals.length = 0;
  return services;
}

/** Makes a database with `make`, from the bytes in `origin` or from nothing. */
async function makeDatabase<T>(
  origin: Buffer | null,
  make: (db: Database, services: Services, clock: SetClock) => Promise<T>,
): Promise<T & { bytes: Buffer }> {
  const folder = folderInMemory();
  const [file, copy] = [join(folder, 'made.sqlite'), join(folder, 'copy.sqlite')];
  if (origin !== null) writeFileSync(file, origin);
  const clock = new SetClock();
  const db = await openFile(file, clock);
  const services = servicesAround(db, clock, folder);
  const result = await make(db, services, clock);
  services.live.close();
  await db.close();
  // Copies through SQLite instead of reading the file, because the newest writes may still be in the write-ahead log.
  const connection = new Libsql(file);
  connection.exec(`VACUUM INTO '${copy}'`);
  connection.close();
  const bytes = readFileSync(copy);
  rmSync(folder, { recursive: true });
  return { ...result, bytes };
}

/** Makes the people and their units. */
const makeTown = () =>
  makeDatabase(null, async (db, services, clock) => {
    await db.migrate();
    clock.at = EARLIER;
    const people = new Map<Person, ViewerSession>();
    for (const [person, ...roles] of PEOPLE) people.set(person, await newViewer(services, roles, person));
    const found = (owner: Person, name: string) =>
      createVerifiedOrganization(services, {
        name,
        kind: OrganizationKind.SOCIAL_WORK,
        ownerId: people.get(owner)!.userId,
      });
    const { id: implementerId } = await found('implementer', '益群社工中心');
    const { id: unitId } = await found('reviewer', '认捐单位');
    await addMember(services, {
      organizationId: unitId,
      userId: people.get('member')!.userId,
      role: MembershipRole.MEMBER,
    });
    return { people, implementerId, unitId };
  });
let town: ReturnType<typeof makeTown> | undefined;

async function makeSetup(shape: Shape): Promise<Setup> {
  const { people, implementerId, unitId, bytes } = await (town ??= makeTown());
  return makeDatabase(bytes, async (db, services, clock) => {
    const as = (person: Person) => contextFor(services, people.get(person)!);
    const open = async ({ rule, acceptsOverGoal, budgets }: Shape, endsAt: number) => {
      const { id } = await createProject(as('implementer'), {
        organizationId: implementerId,
        title: '红色足迹',
        summary: '口述历史',
        story: '走访老党员。',
        category: '党史教育',
        region: '石岐',
        fundingEndsAt: new Date(endsAt),
        fundingRule: FundingRule[rule],
        acceptsOverGoal,
        indicators: [],
        milestones: budgets.map((amount, index) => ({ title: `第${index + 1}阶段`, amount, dueOn: new Date(endsAt) })),
      });
      await submitProject(as('implementer'), id);
      await reviewProject(as('reviewer'), { projectId: id, decision: ReviewDecision.APPROVE });
      return id;
    };
    const projects: PlayedProject[] = [];
    for (let place = 0; place < PLAYS_PER_DATABASE; place += 1) {
      const startsAt = (clock.at = startOf(place));
      const endsAt = startsAt + FUNDING_MS;
      const projectId = await open(shape, endsAt);
      const stages = await db.read.find(Milestone, { where: { projectId }, order: { position: 'ASC' } });
      projects.push({
        terms: { ...shape, endsAt, oneSignatureUpTo: ONE_SIGNATURE_UP_TO },
        // The process forgets its sequence of ids of a moment, so a play needs a moment after that of its setup.
        startsAt: startsAt + 1,
        projectId,
        stageIds: stages.map(({ id }) => id),
      });
    }
    // The other project stays open longer than all plays.
    const other = await open(
      { rule: 'KEEP_WHAT_CAME', acceptsOverGoal: true, budgets: [1_000] },
      clock.at + 2 * 366 * DAY_MS,
    );
    clock.at = EARLIER;
    const { id: otherGiftId } = await makePledge(as('donor'), {
      projectId: other,
      amount: 500,
      idempotencyKey: 'elsewhere',
      payment: PaymentMethod.SANDBOX,
    });
    // The donor has paid before the first play, so every play treats the donor as known.
    await makePledge(as('member'), {
      projectId: other,
      amount: 400,
      idempotencyKey: 'elsewhere',
      payment: PaymentMethod.SANDBOX,
    });
    return { people, unitId, otherGiftId, projects };
  });
}

const made = new Map<string, Promise<Setup>>();

/** Returns the database for projects of `shape`. A process makes it once. */
export function setupOf(shape: Shape): Promise<Setup> {
  const name = JSON.stringify(shape);
  const setup = made.get(name) ?? makeSetup(shape);
  made.set(name, setup);
  return setup;
}
