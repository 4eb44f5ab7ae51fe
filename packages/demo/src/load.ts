import { runChecks } from '@hongchuang/server/checks.js';
import { PlatformRole, type Services } from '@hongchuang/server/context.js';
import { Database } from '@hongchuang/server/db/database.js';
import { defineTopics, entities, migrations } from '@hongchuang/server/modules.js';
import type { Env } from '@hongchuang/server/env.js';
import type { Clock } from '@hongchuang/server/lib/clock.js';
import { systemClock } from '@hongchuang/server/lib/clock.js';
import { LiveHub } from '@hongchuang/server/live/hub.js';
import { createLog } from '@hongchuang/server/log.js';
import { remindOfReports } from '@hongchuang/server/modules/disclosure/index.js';
import { Credential, PlatformRoleGrant, User } from '@hongchuang/server/modules/identity/index.js';
import { Pledge } from '@hongchuang/server/modules/pledges/index.js';
import { ledgerLog, LogFollower, loadSigningKey } from '@hongchuang/server/modules/proof/index.js';
import { DEMO_ACCOUNTS } from './accounts.js';
import { Cast } from './cast.js';
import { tellStory } from './evidence.js';
import { DEMO_PROJECTS } from './projects.js';
import { importStatements } from './statements.js';
import { Story } from './story.js';
import { Timeline, TravellingClock } from './timeline.js';

/** The units registered on this day, before the first project. */
const BEGINNING_DAYS_AGO = 1_320;

/**
 * The demo always has public notices of five days, whatever the server's setting is. With no notice, no project would
 * be on public notice.
 */
const NOTICE_DAYS = 5;

export type DemoState = 'empty' | 'incomplete' | 'in-use';

/** Returns whether the database is empty, contains a demo whose loading was interrupted, or is in use. */
export async function demoStateOf({ read }: Database): Promise<DemoState> {
  if ((await read.count(User)) === 0) return 'empty';
  const administrator = await read.findOneBy(Credential, {
    email: DEMO_ACCOUNTS.find(({ role }) => role === 'admin')!.email,
  });
  const finished =
    administrator === null ||
    (await read.existsBy(PlatformRoleGrant, { userId: administrator.userId, role: PlatformRole.ADMIN }));
  return finished ? 'in-use' : 'incomplete';
}

const open = (env: Env, clock: Clock): Promise<Database> =>
  Database.open({ url: env.databaseUrl, file: env.sqliteFile, entities, migrations, clock });

/** Loads the demo into a database without users. Returns what it found there. */
export async function loadDemoIfEmpty(env: Env, say: (line: string) => void): Promise<DemoState> {
  if (env.production)
    throw new Error('The demo is refused with NODE_ENV=production: its accounts have a public password');
  const found = await open(env, systemClock);
  try {
    await found.migrate();
    // When several servers start on one empty database, the first one loads the demo and the others find it loaded.
    return await found.withServerLock('demo', async () => {
      const state = await demoStateOf(found);
      if (state !== 'empty') return state;
      say('Loading the demo into the empty database …');
      const began = performance.now();
      const { projects, pledges } = await loadDemo(env, (await found.serverTime()) ?? systemClock.now());
      say(
        `The demo is loaded: ${projects} projects and ${pledges} pledges, in ${((performance.now() - began) / 1_000).toFixed(1)} s.`,
      );
      return 'empty';
    });
  } finally {
    await found.close();
  }
}

/** Plays the demo's story up to `end`, through a connection of its own whose clock moves through the years. */
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
    // The events of the demo happened long ago, so nobody may get mail about them.
    mailer: { send: async () => undefined },
    texter: null,
    log,
  };
  defineTopics(services);
  try {
    const cast = await Cast.hire(services);
    const story = new Story(services, cast, timeline);
    await story.foundUnits();
    story.plan(DEMO_PROJECTS);
    // Signs a ledger head for every week in which money moved. A server that ran all the time would have signed many
    // more.
    const follower = new LogFollower(services, loadSigningKey(env), ledgerLog);
    for (let daysAgo = BEGINNING_DAYS_AGO; daysAgo >= 0; daysAgo -= 7)
      timeline.plan(timeline.day(daysAgo, 18), () => follower.follow());
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

/**
 * Throws when an invariant does not hold. A demo that breaks an invariant is a bug in this code and must not be shown.
 */
async function requireSound(services: Services): Promise<void> {
  const broken = (await runChecks(services)).filter(({ rows }) => rows.length > 0);
  if (broken.length > 0)
    throw new Error(
      `The demo breaks ${broken.length} invariants:\n${broken.map(({ name, rows }) => `  ${name}: ${JSON.stringify(rows[0])}`).join('\n')}`,
    );
}
