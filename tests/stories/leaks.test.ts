import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@hongchuang/server/lib/ids.ts';
import { useTestApp } from '../support/app.ts';
import { pledgeInput, projectInput } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { captureLog } from '../support/log.ts';
import { type MutationName, mutationNamed, MUTATIONS } from '../support/operations.ts';
import {
  endNotice,
  createTown,
  inDays,
  joinUnit,
  measure,
  projectAt,
  promise,
  type StagedProject,
  type Town,
} from '../support/town.ts';

const HIDDEN = ['DRAFT', 'SUBMITTED', 'CHANGES_REQUESTED', 'REJECTED', 'CANCELLED'] as const;
/** Nowhere else on the platform. */
const WORDS = { title: '凤凰计划', summary: '青龙的摘要', category: '朱雀类', region: '玄武镇' };

const EVERYTHING_PUBLIC = `query Everything($slug: String!, $id: ID!, $organizationId: ID!, $statuses: [ProjectStatus!]) {
  byId: project(id: $id) { id } bySlug: project(slug: $slug) { id }
  all: projects(first: 100) { totalCount edges { node { id } } }
  bySearch: projects(filter: { search: "${WORDS.title}" }) { totalCount } bySummary: projects(filter: { search: "${WORDS.summary}" }) { totalCount } byPinyin: projects(filter: { search: "fhjh" }) { totalCount }
  byStatus: projects(filter: { status: $statuses }) { totalCount } byCategory: projects(filter: { category: "${WORDS.category}" }) { totalCount } byRegion: projects(filter: { region: "${WORDS.region}" }) { totalCount }
  byUnit: projects(filter: { organizationId: $organizationId }) { totalCount }
  ending: projects(sort: ENDING_SOON) { totalCount } funded: projects(sort: MOST_FUNDED) { totalCount }
  organization(id: $organizationId) { projects { totalCount edges { node { id } } } given }
  impactSummary { projects raised peopleServed } impactHere: impactSummary(filter: { organizationId: $organizationId }) { projects } impactThere: impactSummary(filter: { region: "${WORDS.region}" }) { projects }
  byYear: impactBreakdown(by: YEAR) { key } byPlace: impactBreakdown(by: REGION) { key label } byKind: impactBreakdown(by: CATEGORY) { key label } byOrganization: impactBreakdown(by: ORGANIZATION) { key label }
  newestPledges { totalCount } cityTotals { projectCount raised pledgeCount peopleServed } books { totalCount }
}`;

const app = useTestApp({ env: { LOG_LEVEL: 'trace' } });
let town: Town;
let log: string[];
beforeAll(async () => {
  town = await createTown(app);
  log = captureLog(app);
});

/** Everybody to whom a hidden project is nobody's business. */
const outsiders = (): [string, Client][] => [
  ['a visitor', app.anonymous()],
  ['a stranger', town.stranger.client],
  ['another unit’s owner', town.rival.client],
  ['a treasurer', town.treasurer.client],
];

/** The whole answer of a refusal, place in the text aside. */
async function refusalOf(client: Client, mutation: MutationName, variables: Record<string, unknown>): Promise<string> {
  const { errors, data } = await client.execute(mutationNamed(mutation), variables);
  return JSON.stringify({ data, errors });
}

async function hide(stage: (typeof HIDDEN)[number]): Promise<StagedProject> {
  const project = await projectAt(app, town, stage === 'CANCELLED' ? 'SUBMITTED' : stage, WORDS);
  if (stage === 'CANCELLED')
    await town.owner.client.must(MUTATIONS.cancelProject, { id: project.id, reason: '不办了' });
  return project;
}

describe.each(HIDDEN)('a project that is %s', (stage) => {
  let project: StagedProject;
  let before: unknown[];
  const seenBy = async (client: Client, { id, slug }: { id: string; slug: string }) =>
    client.must(EVERYTHING_PUBLIC, { id, slug, organizationId: town.organization.id, statuses: [...HIDDEN] });
  const nothing = { id: newId(), slug: `feng-huang-${randomUUID().slice(0, 6)}` };

  beforeAll(async () => {
    before = await Promise.all(outsiders().map(([, client]) => seenBy(client, nothing)));
    project = await hide(stage);
  });

  it('appears in no query of others', async () => {
    const after = await Promise.all(outsiders().map(([, client]) => seenBy(client, project)));
    outsiders().forEach(([who], index) =>
      expect(after[index], `${who} can detect the project by a difference`).toEqual(before[index]),
    );
    expect(
      await seenBy(town.member.client, project),
      'the same queries find it for a member of its unit',
    ).toMatchObject({ byId: { id: project.id }, bySlug: { id: project.id } });
  });

  it('gives the same refusals as an unknown project to every operation', async () => {
    const attempts: [
      MutationName,
      (ids: { id: string; indicator: string; milestone: string }) => Record<string, unknown>,
    ][] = [
      ['updateProject', ({ id }) => ({ id, input: { title: '改了' } })],
      ['submitProject', ({ id }) => ({ id })],
      ['cancelProject', ({ id }) => ({ id, reason: '不办了' })],
      ['withdrawProject', ({ id }) => ({ id })],
      ['raiseObjection', ({ id }) => ({ projectId: id, text: '有异议' })],
      ['reviewProject', ({ id }) => ({ input: { projectId: id, decision: 'APPROVE' } })],
      ['pledge', ({ id }) => ({ input: pledgeInput(id) })],
      ['pledge', ({ id }) => ({ input: pledgeInput(id, { guest: { name: '访客' } }) })],
      [
        'recordMeasurement',
        ({ indicator }) => ({ input: { indicatorId: indicator, value: 1, on: app.clock.now().toISOString() } }),
      ],
      [
        'submitMilestone',
        ({ milestone }) => ({ input: { milestoneId: milestone, report: '做完了', evidenceUrls: [] } }),
      ],
      ['reviewMilestone', ({ milestone }) => ({ input: { milestoneId: milestone, accepted: true } })],
      ['releaseMilestone', ({ milestone }) => ({ id: milestone })],
      ['withdrawRelease', ({ milestone }) => ({ id: milestone })],
    ];
    const real = { id: project.id, indicator: project.indicators[0]!.id, milestone: project.milestones[0]!.id };
    const unknown = { id: newId(), indicator: newId(), milestone: newId() };
    for (const [who, client] of outsiders()) {
      for (const [mutation, variables] of attempts) {
        expect(await refusalOf(client, mutation, variables(real)), `${who} can detect the project by ${mutation}`).toBe(
          await refusalOf(client, mutation, variables(unknown)),
        );
      }
      const [hiddenFile, noFile] = [
        await client.fetch(`/exports/books/${project.slug}.csv`),
        await client.fetch(`/exports/books/${nothing.slug}.csv`),
      ];
      expect([hiddenFile.status, await hiddenFile.text()], 'an export contains no more than the page').toEqual([
        404,
        await noFile.text(),
      ]);
      expect(noFile.status).toBe(404);
      for (const query of [
        'query B($id: ID!) { books(projectId: $id) { totalCount } }',
        'query B($id: ID!) { booksCheck(projectId: $id) { shown } }',
      ]) {
        expect(JSON.stringify(await client.execute(query, { id: project.id }))).toBe(
          JSON.stringify(await client.execute(query, { id: unknown.id })),
        );
      }
    }
  });

  it('cannot be watched, and is refused like an unknown project', async () => {
    for (const [who, client] of outsiders()) {
      const told: unknown[] = [];
      for (const id of [project.id, newId()]) {
        const feed = client.subscribe('subscription P($id: ID!) { projectProgress(projectId: $id) { raised } }', {
          id,
        });
        told.push(
          await feed.next().then(
            () => 'data',
            (error: Error) => error.message,
          ),
        );
        feed.stop();
      }
      expect(told[0], `${who} can watch a hidden project`).toContain('NOT_FOUND');
      expect(told[0]).toBe(told[1]);
      await client.close();
    }
  });
});

describe('a project that was sent back after an objection', () => {
  it('is hidden again from all lists, links and open pages', async () => {
    const project = await projectAt(app, town, 'PUBLIC_NOTICE', WORDS);
    const visitor = app.anonymous();
    const ask = () =>
      visitor.must(
        'query Q($id: ID!, $slug: String!) { byId: project(id: $id) { title } bySlug: project(slug: $slug) { title } projects(filter: { search: "凤凰计划" }) { totalCount } cityTotals { projectCount } }',
        { id: project.id, slug: project.slug },
      );
    const open = await ask();
    expect(open).toMatchObject({
      byId: { title: WORDS.title },
      bySlug: { title: WORDS.title },
      projects: { totalCount: 1 },
    });
    const feed = visitor.subscribe('subscription P($id: ID!) { projectProgress(projectId: $id) { status } }', {
      id: project.id,
    });
    await feed.next();
    const { raiseObjection } = await town.stranger.client.must(MUTATIONS.raiseObjection, {
      projectId: project.id,
      text: '预算不实',
    });
    await town.reviewer.client.must(MUTATIONS.answerObjection, {
      input: { objectionId: raiseObjection.id, answer: '属实', outcome: 'CHANGES_REQUESTED' },
    });
    expect(await ask()).toEqual({
      byId: null,
      bySlug: null,
      projects: { totalCount: 0 },
      cityTotals: { projectCount: open.cityTotals.projectCount - 1 },
    });
    await feed.ended;
    expect(
      feed.seen.map(({ projectProgress }) => projectProgress.status),
      'an open page gets nothing about hidden content',
    ).not.toContain('CHANGES_REQUESTED');
    expect(
      await town.owner.client.must('query Q($id: ID!) { project(id: $id) { status objections { answer } } }', {
        id: project.id,
      }),
      'its unit sees why',
    ).toEqual({ project: { status: 'CHANGES_REQUESTED', objections: [{ answer: '属实' }] } });
  });
});

describe('a unit that is not verified', () => {
  it('is refused like an unknown one', async () => {
    const { hidden, rivals, rival } = town;
    await rival.client.must(MUTATIONS.updateOrganization, {
      id: hidden.id,
      input: { parentId: rivals.id, about: '朱雀的说明' },
    });
    const [real, unknown] = [hidden.id, newId()];
    for (const client of [
      app.anonymous(),
      town.stranger.client,
      town.owner.client,
      town.reviewer.client,
      town.treasurer.client,
    ]) {
      const seen = (id: string) =>
        client.must(
          'query U($id: ID!, $above: ID!) { organization(id: $id) { id } organizations(filter: { search: "还没有认证" }) { totalCount } below: organizations(filter: { parentId: $id }) { totalCount } above: organization(id: $above) { children { id } } projects(filter: { organizationId: $id }) { totalCount } }',
          { id, above: rivals.id },
        );
      expect(await seen(real)).toEqual(await seen(unknown));
      expect(await seen(real)).toMatchObject({
        organization: null,
        organizations: { totalCount: 0 },
        above: { children: [] },
      });
      const attempts: [MutationName, (id: string) => Record<string, unknown>][] = [
        ['createOrganization', (id) => ({ input: { name: '下级单位', kind: 'COMMUNITY', parentId: id } })],
        ['updateOrganization', (id) => ({ id, input: { about: '改' } })],
        ['verifyOrganization', (id) => ({ id, accepted: true })],
        ['inviteMember', (id) => ({ input: { organizationId: id, email: 'x@example.test', role: 'MEMBER' } })],
        ['setMemberRole', (id) => ({ organizationId: id, userId: rival.id, role: 'MEMBER' })],
        ['removeMember', (id) => ({ organizationId: id, userId: rival.id })],
        ['createProject', (id) => ({ input: projectInput(app, id) })],
      ];
      for (const [mutation, variables] of attempts)
        expect(await refusalOf(client, mutation, variables(real)), mutation).toBe(
          await refusalOf(client, mutation, variables(unknown)),
        );
    }
  });

  it('cannot be detected by its invitations, which only owners see', async () => {
    const { inviteMember } = await town.rival.client.must(MUTATIONS.inviteMember, {
      input: { organizationId: town.hidden.id, email: 'someone@example.test', role: 'MEMBER' },
    });
    for (const client of [app.anonymous(), town.stranger.client])
      expect(await refusalOf(client, 'revokeInvitation', { id: inviteMember.id })).toBe(
        await refusalOf(client, 'revokeInvitation', { id: newId() }),
      );
  });
});

describe('personal data', () => {
  let open: StagedProject;
  const phone = '13912345678';
  beforeAll(async () => {
    open = await projectAt(app, town, 'FUNDRAISING');
    // The client of these tests refuses every answer that holds a guest's telephone number; here it gets all there are.
    await app.anonymous().must(MUTATIONS.pledge, { input: pledgeInput(open.id, { guest: { name: '王先生', phone } }) });
    await app.anonymous().must(MUTATIONS.pledge, {
      input: pledgeInput(open.id, { guest: { name: '赵女士', phone: '139-1234-5679' }, payment: 'BANK_TRANSFER' }),
    });
    await town.donor.client.must(MUTATIONS.pledge, {
      input: pledgeInput(open.id, { anonymous: true, message: '不留名' }),
    });
    await promise(town.donor, open.id, { anonymous: true });
    await measure(app, town, open);
    const noticed = await projectAt(app, town, 'PUBLIC_NOTICE');
    await town.donor.client.must(MUTATIONS.raiseObjection, { projectId: noticed.id, text: '有异议' });
  });

  const PEOPLE = `{
    projects(first: 10) { edges { node { title history { actor reason } objections { raisedBy text } sponsors { organization { name } } organization { members { name email } invitations { email } }
      pledges(first: 10) { edges { node { displayName payerName message onBehalfOf { name } receipt { donorName number } } } } } } }
  }`;
  const ROOM =
    '{ newestPledges(first: 10) { edges { node { displayName payerName receipt { donorName } } } } books(first: 10) { edges { node { gift { displayName payerName receipt { donorName } } } } } organizations(first: 10) { edges { node { members { name email } pledges { totalCount } } } } }';

  it('of others is in no query that everybody can send', async () => {
    for (const client of [app.anonymous(), town.rival.client]) {
      const answer = JSON.stringify([await client.must(PEOPLE), await client.must(ROOM)]);
      const foreign = [town.donor, town.owner, town.member, town.editor, town.stranger, town.admin].map(
        ({ email }) => email,
      );
      for (const email of foreign) expect(answer.includes(email), `${email} is shown to others`).toBe(false);
      expect(answer, "an anonymous donor's name appears nowhere").not.toContain(town.donor.name);
    }
    const asMember = JSON.stringify([await town.member.client.must(PEOPLE), await town.member.client.must(ROOM)]);
    expect(asMember, 'members see each other’s names').toContain(town.owner.name);
    expect(asMember, 'addresses are for owners and administrators').not.toContain('@example.test');
  });

  it('such as telephone numbers is not shown even to treasurers, and identifies nobody', async () => {
    await town.treasurer.client.must(
      '{ paymentQueue { edges { node { payerName remarkCode displayName message } } } }',
    );
    for (const search of [phone, '139', '5679'])
      expect(
        (
          await town.treasurer.client.must(
            'query S($search: String!) { paymentQueue(search: $search) { totalCount } }',
            { search },
          )
        ).paymentQueue.totalCount,
      ).toBe(0);
    for (const path of ['/exports/books.csv', `/exports/books/${open.slug}.csv`]) {
      const response = await app.anonymous().fetch(path);
      // The heading of a column has the name of this town's donor.
      const csv = (await response.text()).replace(/^.*\r\n/, '');
      expect(response.status).toBe(200);
      expect(csv).toContain('爱心人士');
      for (const secret of [phone, '139-1234', town.donor.name, '@example.test'])
        expect(csv.includes(secret), `${path} contains ${secret}`).toBe(false);
    }
  });

  it('is not in the log, even when the database fails', async () => {
    const fail =
      app.database === 'sqlite'
        ? "BEGIN SELECT RAISE(ABORT, 'out of order'); END"
        : "FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'out of order'";
    const run = (sql: string) => app.db.transact((tx) => tx.manager.query(sql));
    const secrets = ['13712345678', '孙先生的名字', 'secret.address@example.test', 'a-secret-password', '只给项目的话'];
    for (const table of ['donors', 'credentials', 'invitations'])
      await run(`CREATE TRIGGER fail_${table} BEFORE INSERT ON ${table} ${fail}`);
    const from = log.length;
    try {
      const refused = [
        await app.anonymous().refused(MUTATIONS.pledge, {
          input: pledgeInput(open.id, { guest: { name: secrets[1], phone: secrets[0] }, message: secrets[4] }),
        }),
        await app
          .anonymous()
          .refused(MUTATIONS.signUp, { input: { email: secrets[2], password: secrets[3], name: secrets[1] } }),
        await town.owner.client.refused(MUTATIONS.inviteMember, {
          input: { organizationId: town.organization.id, email: secrets[2], role: 'MEMBER' },
        }),
      ];
      for (const { code, message } of refused) {
        expect(code, 'nothing was recorded, so a retry is right').toBe('UNAVAILABLE');
        expect(message).not.toMatch(/out of order|INSERT|trigger|SQL/i);
      }
    } finally {
      for (const table of ['donors', 'credentials', 'invitations']) await run(`DROP TRIGGER fail_${table}`);
    }
    const lines = log.slice(from).join('\n');
    expect(lines, 'the fault must be logged, otherwise this test proves nothing').toContain('out of order');
    for (const secret of [...secrets, 'secret.address'])
      expect(
        lines.includes(secret),
        `the log contains ${secret}: log errors without the statement and its values`,
      ).toBe(false);
  });

  it('of all tests in this file is not in the log', () => {
    const everything = log.join('\n');
    for (const secret of [phone, '139-1234', town.donor.email, town.owner.email, 'a-good-password', '不留名'])
      expect(everything.includes(secret), `the log contains ${secret}`).toBe(false);
  });
});

describe('the cover of a draft', () => {
  it('has an address that cannot be guessed', async () => {
    const picture = await sharp({ create: { width: 1_200, height: 700, channels: 3, background: '#c8102e' } })
      .jpeg()
      .toBuffer();
    const upload = await town.owner.client.fetch('/uploads/covers?alt=x', {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg', 'x-requested-with': 'hongchuang' },
      body: new Uint8Array(picture),
    });
    expect(upload.status).toBe(201);
    const cover = (await upload.json()) as { id: string; url: string };
    expect(cover.url, '256 random bits').toMatch(/^\/files\/covers\/[A-Za-z0-9_-]{43}/);
    expect(cover.url).not.toContain(cover.id);
    for (const path of [
      '/files/covers/',
      '/files/covers',
      `/files/covers/${cover.id}`,
      `/files/covers/${cover.id}.webp`,
      '/files/covers/..%2f..%2fhongchuang.sqlite',
      '/files/covers/../../hongchuang.sqlite',
      '/files/covers/%00',
      '/uploads/covers',
    ]) {
      const response = await app.anonymous().fetch(path);
      expect(response.status, path).toBe(404);
    }
    const { createProject } = await town.owner.client.must(MUTATIONS.createProject, {
      input: projectInput(app, town.organization.id, { coverId: cover.id, fundingEndsAt: inDays(app, 30) }),
    });
    expect(
      await town.rival.client.refused(MUTATIONS.createProject, {
        input: projectInput(app, town.rivals.id, { coverId: cover.id }),
      }),
      'another person’s picture does not exist',
    ).toMatchObject({ code: 'NOT_FOUND', field: 'coverId' });
    expect(
      await app.anonymous().must('query C($id: ID!) { project(id: $id) { cover { url } } }', { id: createProject.id }),
    ).toEqual({ project: null });
  });
});

describe('a person who leaves a unit', () => {
  it('sees nothing more of it from that moment on', async () => {
    const project = await projectAt(app, town, 'DRAFT');
    const leaver = await app.signUp({ name: '要走的人' });
    await joinUnit(app, town, leaver, 'EDITOR');
    const feed = leaver.client.subscribe('subscription P($id: ID!) { projectProgress(projectId: $id) { status } }', {
      id: project.id,
    });
    expect((await feed.next()).projectProgress.status).toBe('DRAFT');
    await town.owner.client.must(MUTATIONS.removeMember, { organizationId: town.organization.id, userId: leaver.id });
    expect(await leaver.client.must('query P($id: ID!) { project(id: $id) { id } }', { id: project.id })).toEqual({
      project: null,
    });
    await town.owner.client.must(MUTATIONS.submitProject, { id: project.id });
    await feed.ended;
    expect(
      feed.seen.map(({ projectProgress }) => projectProgress.status),
      'check at every event whether the viewer may still see it',
    ).toEqual(['DRAFT']);
    await endNotice(app, project.id);
  });
});
