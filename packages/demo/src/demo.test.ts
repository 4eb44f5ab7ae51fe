import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, type App } from '@hongchuang/server/app.js';
import { runChecks } from '@hongchuang/server/checks.js';
import { PlatformRole } from '@hongchuang/server/context.js';
import type { Database } from '@hongchuang/server/db/database.js';
import { parseEnv, type Env } from '@hongchuang/server/env.js';
import { DAY_MS, shanghaiDay, shanghaiYear } from '@hongchuang/server/lib/days.js';
import { checkText } from '@hongchuang/server/lib/text.js';
import {
  DisclosureCorrection,
  DisclosureReport,
  listMissing,
  ObligationStatus,
} from '@hongchuang/server/modules/disclosure/index.js';
import { Measurement, MeasurementStatus } from '@hongchuang/server/modules/impact/index.js';
import { PlatformRoleGrant, User } from '@hongchuang/server/modules/identity/index.js';
import { PaymentMethod, Pledge, PledgeStatus } from '@hongchuang/server/modules/pledges/index.js';
import {
  Indicator,
  Milestone,
  Objection,
  Project,
  ProjectCounters,
  ProjectStatus,
  ProjectSubmission,
  takesPledges,
} from '@hongchuang/server/modules/projects/index.js';
import { refuseDemoIn } from '@hongchuang/server/refuse-demo.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoRole } from './accounts.js';
import { demoStateOf, loadDemoIfEmpty, type DemoState } from './load.js';
import { DEMO_PROJECTS } from './projects.js';
import { Timeline } from './timeline.js';
import { planGifts } from './gifts.js';
import { DEMO_UNITS } from './units.js';

const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'hc-demo-'));
const remove = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
const envIn = (folder: string): Env => parseEnv({ DATA_DIR: folder, PORT: '0', WEB_DIR: '', LOG_LEVEL: 'silent' });

// Loading takes most of the time, so all of these tests share one load.
const folder = temporaryFolder();
const lines: string[] = [];
let app: App;
let url: string;
let db: Database;
let env: Env;
let answered: DemoState;
let projects: Project[];

beforeAll(async () => {
  env = envIn(folder);
  answered = await loadDemoIfEmpty(env, (line) => lines.push(line));
  app = await createApp({ env });
  url = (await app.listen()).url;
  db = app.db;
  projects = await db.read.find(Project);
});

afterAll(async () => {
  await app.close();
  remove(folder);
});

const projectOf = (key: string): Project =>
  projects.find(({ title }) => title === DEMO_PROJECTS.find((project) => project.key === key)!.title)!;
const countersOf = (project: Project): Promise<ProjectCounters> =>
  db.read.findOneByOrFail(ProjectCounters, { projectId: project.id });

/** Sends a query with the session of `cookie`, as a browser does. */
async function ask<T>(query: string, cookie = ''): Promise<{ data: T; cookie: string }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  expect(errors).toBeUndefined();
  return {
    data,
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  };
}

interface Viewer {
  id: string;
  name: string;
  roles: string[];
  memberships: {
    role: string;
    organization: { kind: string; verification: string; projects: { edges: { node: { status: string } }[] } };
  }[];
}

async function signIn(role: DemoRole): Promise<Viewer> {
  const { cookie } = await ask(
    `mutation { signIn(email: "${role}@hongchuang.test", password: "${DEMO_PASSWORD}") { id } }`,
  );
  const { data } = await ask<{ viewer: Viewer }>(
    '{ viewer { id name roles memberships { role organization { kind verification projects(first: 50) { edges { node { status } } } } } } }',
    cookie,
  );
  return data.viewer;
}

describe('the demo', () => {
  it('says what it does while the person waits', () => {
    expect(answered).toBe('empty');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`${DEMO_PROJECTS.length} projects`);
  });

  it('keeps every invariant of the whole database', async () => {
    for (const { name, rows } of await runChecks(app)) expect(rows, name).toEqual([]);
  });

  it('shows a project in every status', () => {
    expect(new Set(projects.map(({ status }) => status))).toEqual(new Set(Object.values(ProjectStatus)));
  });

  it('has hundreds of pledges of every kind', async () => {
    const pledges = await db.read.find(Pledge);
    expect(pledges.length).toBeGreaterThanOrEqual(300);
    expect(pledges.length).toBeLessThanOrEqual(400);
    expect(new Set(pledges.map(({ status }) => status))).toEqual(new Set(Object.values(PledgeStatus)));
    expect(new Set(pledges.map(({ payment }) => payment))).toEqual(
      new Set([PaymentMethod.BANK_TRANSFER, PaymentMethod.SANDBOX]),
    );
    for (const [kind, some] of Object.entries({
      guests: pledges.filter(({ userId }) => userId === null),
      anonymous: pledges.filter(({ anonymous }) => anonymous),
      units: pledges.filter(({ onBehalfOfId }) => onBehalfOfId !== null),
      messages: pledges.filter(({ message }) => message !== null),
    }))
      expect(some.length, kind).toBeGreaterThan(20);
    expect(
      pledges.some(
        ({ status, expiresAt }) => status === PledgeStatus.PENDING && expiresAt.getTime() - Date.now() < DAY_MS,
      ),
      'a transfer is about to lapse',
    ).toBe(true);
  });

  it('lies in the past, over at least three years', async () => {
    const pledges = await db.read.find(Pledge);
    expect(Math.max(...pledges.map(({ createdAt }) => createdAt.getTime()))).toBeLessThanOrEqual(Date.now());
    expect(
      new Set(
        projects
          .filter(({ status }) => status === ProjectStatus.COMPLETED)
          .map(({ noticeStartsAt }) => shanghaiYear(noticeStartsAt!)),
      ).size,
    ).toBeGreaterThanOrEqual(3);
    const { data } = await ask<{ impactBreakdown: { summary: { raised: number; peopleServed: number } }[] }>(
      '{ impactBreakdown(by: YEAR) { summary { raised peopleServed } } }',
    );
    expect(
      data.impactBreakdown.filter(({ summary }) => summary.raised > 0 && summary.peopleServed > 0).length,
    ).toBeGreaterThanOrEqual(3);
  });

  it('lets a visitor give at once: within reach, past a goal, and refused', async () => {
    const now = new Date();
    const withinReach = projectOf('borui-heritage');
    const { raisedFen, pendingFen } = await countersOf(withinReach);
    expect(takesPledges(withinReach, now)).toBe(true);
    expect(withinReach.acceptsOverGoal).toBe(false);
    expect(withinReach.goalFen - raisedFen - pendingFen).toBe(128_000);
    const past = projectOf('qingfeng-care');
    expect((await countersOf(past)).raisedFen).toBeGreaterThan(past.goalFen);
    expect(takesPledges(past, now)).toBe(true);
    expect(takesPledges(projectOf('mending-day'), now), 'funding ended').toBe(false);
    expect(takesPledges(projectOf('red-footprints'), now)).toBe(true);
  });

  it('shows review as it goes: a second submission, an answered and an open objection, measurements in every status', async () => {
    expect(projectOf('living-alone').status).toBe(ProjectStatus.SUBMITTED);
    expect(await db.read.countBy(ProjectSubmission, { projectId: projectOf('living-alone').id })).toBe(2);
    const objections = await db.read.find(Objection);
    expect(objections.map(({ answer }) => answer !== null).sort()).toEqual([false, true]);
    const statuses = (await db.read.find(Measurement)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(Object.values(MeasurementStatus)));
  });

  it('reports to the public: in time, corrected, due, and late where no new project waits for it', async () => {
    const [, ...later] = await db.read.find(DisclosureReport);
    expect(later.length).toBeGreaterThan(10);
    expect(await db.read.count(DisclosureCorrection)).toBeGreaterThan(0);
    const today = shanghaiDay(new Date());
    const late = await listMissing(db.read, today, [ObligationStatus.LATE]);
    expect(late.map(({ projectId }) => projectId)).toEqual([projectOf('warm-homes').id]);
    expect((await listMissing(db.read, today, [ObligationStatus.DUE])).map(({ projectId }) => projectId)).toContain(
      projectOf('silver-wishes').id,
    );
  });

  it('gives back what an all-or-nothing project could not use, and leaves the treasurer something to do', async () => {
    const { data } = await ask<{
      project: { status: string; fund: { received: number; refunded: number; balance: number } };
    }>(`{ project(slug: "${projectOf('reading-van').slug}") { status fund { received refunded balance } } }`);
    expect(data.project).toMatchObject({
      status: 'CANCELLED',
      fund: { balance: 0, refunded: data.project.fund.received },
    });
    expect(data.project.fund.received).toBeGreaterThan(0);
    const { cookie } = await ask(
      `mutation { signIn(email: "cosigner@hongchuang.test", password: "${DEMO_PASSWORD}") { id } }`,
    );
    const { data: desk } = await ask<{
      refundsDue: { edges: { node: { id: string } }[] };
      refundOrders: { edges: { node: { cause: string; viewerActions: string[] } }[] };
    }>('{ refundsDue { edges { node { id } } } refundOrders { edges { node { cause viewerActions } } } }', cookie);
    expect(desk.refundsDue.edges.map(({ node }) => node.id)).toEqual([projectOf('harbour-choir').id]);
    expect(desk.refundOrders.edges.map(({ node }) => node)).toEqual([
      { cause: 'MISTAKEN_CONFIRMATION', viewerActions: ['APPROVE', 'WITHDRAW'] },
    ]);
  });

  it('shows what proves a stage, and tells those whom it concerns', async () => {
    const { cookie } = await ask(
      `mutation { signIn(email: "donor@hongchuang.test", password: "${DEMO_PASSWORD}") { id } }`,
    );
    const { data } = await ask<{ viewer: { unreadNotices: number; notices: { totalCount: number } } }>(
      '{ viewer { unreadNotices notices { totalCount } } }',
      cookie,
    );
    expect(data.viewer.unreadNotices, 'something new for who looks for the first time').toBeGreaterThan(0);
    expect(data.viewer.notices.totalCount, 'and something that was read long ago').toBeGreaterThan(
      data.viewer.unreadNotices,
    );
    const { data: shown } = await ask<{
      project: { milestones: { reports: { files: { url: string; bytes: number }[] }[] }[] };
    }>(
      `{ project(slug: "${projects.find(({ status }) => status === ProjectStatus.COMPLETED)!.slug}") { milestones { reports { files { url bytes } } } } }`,
    );
    const files = shown.project.milestones.flatMap(({ reports }) => reports.flatMap((report) => report.files));
    expect(files.length).toBeGreaterThan(1);
    for (const { url: path, bytes } of files)
      expect((await (await fetch(url + path)).arrayBuffer()).byteLength).toBe(bytes);
  });

  it('sends no mail', () => {
    expect(readdirSync(folder)).not.toContain('outbox');
  });
});

describe('the demo accounts', () => {
  it.each<[DemoRole, string[], string | null]>([
    ['publisher', [], 'EDITOR of a verified SOCIAL_WORK'],
    ['sponsor', [], 'OWNER of a verified ENTERPRISE'],
    ['donor', [], 'MEMBER of a verified COMMUNITY'],
    ['reviewer', ['REVIEWER'], 'OWNER of a verified PARTY_COMMITTEE'],
    ['treasurer', ['TREASURER'], 'OWNER of a verified CHARITY'],
    ['cosigner', ['TREASURER'], null],
    ['admin', ['ADMIN'], null],
  ])('%s signs in with what it is there for', async (role, roles, membership) => {
    const viewer = await signIn(role);
    expect(viewer.roles).toEqual(roles);
    expect(viewer.name, 'named after what it does, like nobody').toMatch(/^演示·/);
    const held = viewer.memberships.map(
      ({ role: of, organization }) => `${of} of a ${organization.verification.toLowerCase()} ${organization.kind}`,
    );
    if (membership !== null) expect(held).toContain(membership);
  });

  it('are all there is', async () => {
    expect(await db.read.count(User)).toBe(DEMO_ACCOUNTS.length);
  });

  it('show the publisher a workspace with projects in many states', async () => {
    const [membership] = (await signIn('publisher')).memberships;
    expect(new Set(membership!.organization.projects.edges.map(({ node }) => node.status)).size).toBeGreaterThanOrEqual(
      6,
    );
  });

  it('show the donor receipts and a transfer under way', async () => {
    const { id: userId } = await signIn('donor');
    const statuses = (await db.read.findBy(Pledge, { userId })).map(({ status }) => status);
    expect(statuses.filter((status) => status === PledgeStatus.PAID).length).toBeGreaterThan(5);
    expect(statuses).toContain(PledgeStatus.PENDING);
  });
});

describe('the words of the demo', () => {
  it('say of every project what is invented', () => {
    for (const { title, demoNote } of projects) {
      expect(demoNote, title).toMatch(/^演示.+虚构/);
      expect(checkText(demoNote!, { max: 200 }), title).toEqual({ text: demoNote });
    }
  });

  it('say of every unit that it is invented, or that its figures are', () => {
    for (const { name, about } of DEMO_UNITS) expect(about, name).toMatch(/演示/);
  });

  it('use the reported facts of the launch as they are', () => {
    const words = (key: string) => `${projectOf(key).title} ${projectOf(key).summary} ${projectOf(key).story}`;
    expect(words('red-footprints')).toMatch(/红色足迹[^]*9,000[^]*3,812[^]*2017 年 6 月 8 日[^]*南区/);
    expect(words('qi-able')).toMatch(/启·展能[^]*西区[^]*669/);
    expect(projectOf('red-footprints').region).toBe('石岐');
    expect(projectOf('qi-able').region).toBe('西区');
  });

  it('are stored as they are written: nothing was trimmed or turned into something else', async () => {
    const milestones = await db.read.find(Milestone);
    const indicators = await db.read.find(Indicator);
    for (const demo of DEMO_PROJECTS) {
      const stored = projects.find(({ title }) => title === demo.title)!;
      expect(stored).toMatchObject({ category: demo.category, region: demo.region });
      expect(milestones.filter(({ projectId }) => projectId === stored.id)).toHaveLength(demo.milestones.length);
      expect(indicators.filter(({ projectId }) => projectId === stored.id)).toHaveLength(demo.indicators.length);
    }
  });

  it('are given at the same times and in the same amounts at every start', () => {
    const plan = () =>
      DEMO_PROJECTS.flatMap((project) => planGifts(project, new Timeline(new Date('2027-03-01T04:00:00Z'))));
    expect(plan()).toEqual(plan());
  });
});

interface ShownCampaign {
  state: string;
  days: unknown[];
  progress: { giftCount: number };
  ranking: { edges: { node: { place: number } }[] };
}

it('has an open campaign with gifts of units and people', async () => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'apollo-require-preflight': 'true' },
    body: JSON.stringify({
      query: `{ campaigns { edges { node { state days { day } progress { raised giftCount donorCount }
        ranking(of: UNITS, first: 5) { edges { node { place raised } } } } } } }`,
    }),
  });
  const { data } = (await response.json()) as { data: { campaigns: { edges: { node: ShownCampaign }[] } } };
  const { node } = data.campaigns.edges[0]!;
  expect(node.state).toBe('OPEN');
  expect(node.progress.giftCount).toBeGreaterThan(20);
  expect(node.days.length).toBeGreaterThan(7);
  expect(node.ranking.edges[0]!.node.place).toBe(1);
});

describe('a database that is not empty', () => {
  it('is left alone', async () => {
    const before = await db.read.count(Pledge);
    expect(await loadDemoIfEmpty(env, () => undefined)).toBe('in-use');
    expect(await db.read.count(Pledge)).toBe(before);
  });

  it('is told from a demo whose loading was interrupted', async () => {
    const [grant] = await db.read.findBy(PlatformRoleGrant, { role: PlatformRole.ADMIN });
    await db.transact((tx) =>
      tx.manager.delete(PlatformRoleGrant, { userId: grant!.userId, role: PlatformRole.ADMIN }),
    );
    expect(await demoStateOf(db)).toBe('incomplete');
    await db.transact((tx) => tx.manager.insert(PlatformRoleGrant, grant!));
  });
});

it('is refused in production where it was loaded before', async () => {
  await expect(refuseDemoIn(db), 'its accounts open with a public password').rejects.toThrow(
    /admin@hongchuang\.test[^]*SANDBOX/,
  );
  const elsewhere = temporaryFolder();
  const empty = await createApp({ env: envIn(elsewhere) });
  await expect(refuseDemoIn(empty.db)).resolves.toBeUndefined();
  await empty.close();
  remove(elsewhere);
});

it('is refused in production', async () => {
  const elsewhere = temporaryFolder();
  const production = { ...envIn(elsewhere), production: true };
  await expect(loadDemoIfEmpty(production, () => undefined)).rejects.toThrow(/production/);
  expect(readdirSync(elsewhere), 'not even a database was made').toEqual([]);
  remove(elsewhere);
});
