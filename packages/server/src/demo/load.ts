import { In } from 'typeorm';
import { runChecks } from '../checks.js';
import { PlatformRole, type Services } from '../context.js';
import { Database } from '../db/database.js';
import { migrations } from '../db/migrations/index.js';
import { entities } from '../entities.js';
import type { Env } from '../env.js';
import type { Clock } from '../lib/clock.js';
import { systemClock } from '../lib/clock.js';
import { LiveHub } from '../live/hub.js';
import { createLog } from '../log.js';
import { refuseWhileLate, remindOfReports } from '../modules/disclosure/index.js';
import { Credential, PlatformRoleGrant, User } from '../modules/identity/index.js';
import { PaymentMethod, Pledge } from '../modules/pledges/index.js';
import { defineProjectTopics } from '../modules/projects/index.js';
import { LedgerFollower, loadSigningKey } from '../modules/proof/index.js';
import { findReferencesOfLines } from '../modules/reconciliation/index.js';
import { refuseWhileGivingBack } from '../modules/refunds/index.js';
import { DEMO_ACCOUNTS } from './accounts.js';
import { Cast } from './cast.js';
import { tellStory } from './evidence.js';
import { DEMO_PROJECTS } from './projects.js';
import { importStatements } from './statements.js';
import { Story } from './story.js';
import { Timeline, TravellingClock } from './timeline.js';

/** When the units registered: before the first project of all. */
const BEGINNING_DAYS_AGO = 1_320;

/** The demo shows a notice of five days whatever this server is set to: with none there would be no project on notice. */
const NOTICE_DAYS = 5;

export type DemoState = 'empty' | 'incomplete' | 'in-use';

/** Whether the demo may be loaded, was left half loaded, or is none of this database's business. */
export async function demoStateOf({ read }: Database): Promise<DemoState> {
  if ((await read.count(User)) === 0) return 'empty';
  const administrator = await read.findOneBy(Credential, { email: DEMO_ACCOUNTS.find(({ role }) => role === 'admin')!.email });
  const finished = administrator === null || (await read.existsBy(PlatformRoleGrant, { userId: administrator.userId, role: PlatformRole.ADMIN }));
  return finished ? 'in-use' : 'incomplete';
}

/** What of the demo is in a database that nobody may take for a demo: accounts with a public password, gifts that nobody paid. */
export async function refuseDemoIn({ read }: Database): Promise<void> {
  const accounts = await read.findBy(Credential, { email: In(DEMO_ACCOUNTS.map(({ email }) => email)) });
  const gifts = await read.countBy(Pledge, { payment: PaymentMethod.SANDBOX });
  const found = [
    ...(accounts.length > 0 ? [`the accounts ${accounts.map(({ email }) => email).join(', ')}, whose password is public`] : []),
    ...(gifts > 0 ? [`${gifts} gifts by SANDBOX, which nobody paid`] : []),
  ];
  if (found.length > 0) throw new Error(`With NODE_ENV=production this database is refused. It holds ${found.join(' and ')}. Set DATABASE_URL or DATA_DIR to one that never had a demo.`);
}

const open = (env: Env, clock: Clock): Promise<Database> => Database.open({ url: env.databaseUrl, file: env.sqliteFile, entities, migrations, clock });

/** Loads the demo where the database has no users, and answers what it found there. */
export async function loadDemoIfEmpty(env: Env, say: (line: string) => void): Promise<DemoState> {
  if (env.production) throw new Error('The demo is refused with NODE_ENV=production: its accounts have a public password');
  const found = await open(env, systemClock);
  try {
    await found.migrate();
    // Of several servers that start on one empty database, the first loads the demo, and the others find it.
    return await found.inTurnOfServers('demo', async () => {
      const state = await demoStateOf(found);
      if (state !== 'empty') return state;
      say('Loading the demo into the empty database …');
      const began = performance.now();
      const { projects, pledges } = await loadDemo(env, (await found.serverTime()) ?? systemClock.now());
      say(`The demo is loaded: ${projects} projects and ${pledges} pledges, in ${((performance.now() - began) / 1_000).toFixed(1)} s.`);
      return 'empty';
    });
  } finally {
    await found.close();
  }
}

/** Plays the demo's story up to `end`, by a connection of its own whose clock travels through the years. */
async function loadDemo(env: Env, end: Date): Promise<{ projects: number; pledges: number }> {
  const timeline = new Timeline(end);
  const clock = new TravellingClock(timeline.day(BEGINNING_DAYS_AGO, 9));
  const log = createLog(env.logLevel);
  const db = await open(env, clock);
  const live = new LiveHub(log);
  const services: Services = {
    env: { ...env, publicNoticeDays: NOTICE_DAYS, sandbox: true },
    db,
    clock,
    live,
    // What the demo tells of has happened long ago: nobody is to get mail of it.
    mailer: { send: async () => undefined },
    log,
    submissionRefusals: [refuseWhileLate],
    referenceUses: [findReferencesOfLines],
    returnRefusals: [refuseWhileGivingBack],
  };
  defineProjectTopics(services);
  try {
    const cast = await Cast.hire(services);
    const story = new Story(services, cast, timeline);
    await story.foundUnits();
    story.plan(DEMO_PROJECTS);
    // A head for every week in which money moved, as a server that ran all the time would have signed many more.
    const follower = new LedgerFollower(services, loadSigningKey(env));
    for (let daysAgo = BEGINNING_DAYS_AGO; daysAgo >= 0; daysAgo -= 7) timeline.plan(timeline.day(daysAgo, 18), () => follower.follow());
    await timeline.run(clock);
    await importStatements(services, cast, timeline);
    await remindOfReports(services);
    await tellStory(services, end);
    await requireSound(services);
    await cast.finish();
    return { projects: DEMO_PROJECTS.length, pledges: await db.read.count(Pledge) };
  } finally {
    live.close();
    await db.close();
  }
}

/** A demo that breaks an invariant is a fault of ours, and must not be shown as if it were sound. */
async function requireSound(services: Services): Promise<void> {
  const broken = (await runChecks(services)).filter(({ rows }) => rows.length > 0);
  if (broken.length > 0) throw new Error(`The demo breaks ${broken.length} invariants:\n${broken.map(({ name, rows }) => `  ${name}: ${JSON.stringify(rows[0])}`).join('\n')}`);
}
