import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { type City, projectInput } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import {
  createTown,
  inDays,
  projectAt,
  promise,
  reportedStage,
  type StagedProject,
  type Town,
} from '../support/town.ts';

const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '5' } });
let town: Town;
/** Reviews for `organization` and the units below it, and for nothing else. */
let local: TestUser;
/** A verified unit below `organization`. */
let below: { id: string };

const setRoles = (userId: string, roles: string[], more: Record<string, unknown> = {}) =>
  town.admin.client.must(MUTATIONS.setPlatformRoles, { userId, roles, ...more });
const idsOf = async (person: TestUser, field: string): Promise<string[]> =>
  (await person.client.must(`{ list: ${field}(first: 100) { edges { node { id } } } }`)).list.edges.map(
    ({ node }: { node: { id: string } }) => node.id,
  );
const countsOf = async (person: TestUser): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await person.client.must('{ queues { name count } }')).queues.map(
      ({ name, count }: { name: string; count: number }) => [name, count],
    ),
  );

/** The town as another unit sees it: its projects belong to `rivals`. */
const elsewhere = (): City => ({ ...town, publisher: town.rival, organization: town.rivals });

beforeAll(async () => {
  town = await createTown(app);
  local = await app.signUp({ name: '本单位评审' });
  const child = { name: '石岐社工中心莲兴站', kind: 'SOCIAL_WORK', parentId: town.organization.id };
  const { createOrganization } = await town.publisher.client.must(MUTATIONS.createOrganization, { input: child });
  below = createOrganization;
  await town.admin.client.must(MUTATIONS.verifyOrganization, { id: below.id, accepted: true });
  await setRoles(local.id, ['REVIEWER'], { organizationId: town.organization.id });
});

describe('a reviewer of one unit', () => {
  it('sees for which unit the role is held, and nobody sees the roles of others', async () => {
    const GRANTS = '{ viewer { grants { role scope validUntil organization { name } } } }';
    expect((await local.client.must(GRANTS)).viewer.grants).toEqual([
      { role: 'REVIEWER', scope: 'ORGANIZATION', validUntil: null, organization: { name: town.organization.name } },
    ]);
    expect((await town.reviewer.client.must(GRANTS)).viewer.grants).toEqual([
      { role: 'REVIEWER', scope: 'CITY', validUntil: null, organization: null },
    ]);
    expect((await town.donor.client.must(GRANTS)).viewer.grants).toEqual([]);
  });

  it('is named with the unit and who gave the role', async () => {
    const { accounts } = await town.admin.client.must(
      'query A($search: String) { accounts(search: $search) { edges { node { roles grants { role scope organization { id } grantedBy grantedAt validUntil } } } } }',
      { search: local.email },
    );
    expect(accounts.edges.map(({ node }: { node: unknown }) => node)).toEqual([
      {
        roles: ['REVIEWER'],
        grants: [
          {
            role: 'REVIEWER',
            scope: 'ORGANIZATION',
            organization: { id: town.organization.id },
            grantedBy: town.admin.name,
            grantedAt: expect.any(String),
            validUntil: null,
          },
        ],
      },
    ]);
    expect((await local.client.must('{ viewer { roles } }')).viewer.roles).toEqual(['REVIEWER']);
  });

  it('sees and decides what waits in the unit and below it, and nothing else', async () => {
    const own = await projectAt(app, town, 'SUBMITTED');
    const child = await projectAt(app, { ...town, organization: below as City['organization'] }, 'SUBMITTED');
    const other = await projectAt(app, elsewhere(), 'SUBMITTED');
    expect(await idsOf(local, 'reviewQueue')).toEqual([own.id, child.id]);
    expect(await idsOf(town.reviewer, 'reviewQueue')).toEqual([own.id, child.id, other.id]);
    expect(await countsOf(local)).toMatchObject({ projects: 2 });
    expect(await countsOf(town.reviewer)).toMatchObject({ projects: 3 });

    const submitted = async (person: TestUser) =>
      (
        await person.client.must('{ projects(filter: { status: [SUBMITTED] }) { edges { node { id } } } }')
      ).projects.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect((await submitted(local)).sort()).toEqual([own.id, child.id].sort());
    const see = async (person: TestUser, { id }: StagedProject) =>
      (await person.client.must('query P($id: ID!) { project(id: $id) { id } }', { id })).project;
    expect(await see(local, child)).not.toBeNull();
    expect(await see(local, other), 'a project that may not be seen does not exist').toBeNull();

    const approve = (project: StagedProject) => ({ input: { projectId: project.id, decision: 'APPROVE' } });
    expect(await local.client.refused(MUTATIONS.reviewProject, approve(other))).toMatchObject({ code: 'NOT_FOUND' });
    await local.client.must(MUTATIONS.reviewProject, approve(own));
    await local.client.must(MUTATIONS.reviewProject, approve(child));
    expect(await countsOf(local)).toMatchObject({ projects: 0 });
    await town.reviewer.client.must(MUTATIONS.reviewProject, approve(other));
  });

  it('is refused with the reason where the project is public', async () => {
    const other = await projectAt(app, elsewhere(), 'PUBLIC_NOTICE');
    const { raiseObjection } = await town.donor.client.must(MUTATIONS.raiseObjection, {
      projectId: other.id,
      text: '请说明预算。',
    });
    expect(await idsOf(local, 'objectionQueue')).toEqual([]);
    expect(await idsOf(town.reviewer, 'objectionQueue')).toEqual([raiseObjection.id]);
    const refusal = await local.client.refused(MUTATIONS.answerObjection, {
      input: { objectionId: raiseObjection.id, answer: '已说明', outcome: 'DISMISSED' },
    });
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('不包括这个单位') });
    expect(await local.client.refused(MUTATIONS.stopProject, { id: other.id, reason: '不该由我停止' })).toMatchObject({
      code: 'FORBIDDEN',
    });
    const open = await projectAt(app, elsewhere(), 'FUNDRAISING');
    const { id } = await promise(town.donor, open.id);
    expect(await local.client.refused(MUTATIONS.endPledge, { id, reason: '不该由我结束' })).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('不包括这个单位'),
    });
  });

  it('reads and accepts reports of stages of the unit only', async () => {
    const stage = await reportedStage(app, town);
    expect(await idsOf(local, 'milestoneQueue')).toEqual([stage.id]);
    const stranger = await app.signUp({ name: '外单位评审' });
    await setRoles(stranger.id, ['REVIEWER'], { organizationId: town.rivals.id });
    expect(await idsOf(stranger, 'milestoneQueue')).toEqual([]);
    const input = { milestoneId: stage.id, accepted: true };
    expect(await stranger.client.refused(MUTATIONS.reviewMilestone, { input })).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('不包括这个单位'),
    });
    await local.client.must(MUTATIONS.reviewMilestone, { input });
  });

  it('gives no other right: neither of another role nor of the whole city', async () => {
    for (const query of [
      '{ accounts { totalCount } }',
      '{ unitQueue { totalCount } }',
      '{ paymentQueue { totalCount } }',
    ])
      expect((await local.client.execute(query)).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});

describe('a role', () => {
  it.each(['ADMIN', 'TREASURER', 'AUDITOR'])('of %s is for the whole city', async (role) => {
    expect(
      await town.admin.client.refused(MUTATIONS.setPlatformRoles, {
        userId: town.stranger.id,
        roles: ['REVIEWER', role],
        organizationId: town.organization.id,
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'roles.1' });
  });

  it('for one unit stays when those for the city are set, and ends by its time', async () => {
    const person = await app.signUp({ name: '临时评审' });
    const validUntil = new Date(app.clock.now().getTime() + DAY_MS).toISOString();
    await setRoles(person.id, ['REVIEWER'], { organizationId: town.rivals.id, validUntil });
    await setRoles(person.id, ['REVIEWER']);
    await setRoles(person.id, []);
    const rolesNow = async () => (await person.client.must('{ viewer { roles } }')).viewer.roles;
    expect(await rolesNow()).toEqual(['REVIEWER']);
    expect(await idsOf(person, 'reviewQueue')).toEqual([]);
    await app.pass(DAY_MS);
    expect(await rolesNow()).toEqual([]);
    expect((await person.client.execute('{ reviewQueue { totalCount } }')).errors?.[0]).toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    });
    const { trace } = await town.auditor.client.must(
      '{ trace(first: 5, filter: { kinds: ["ROLE_ENDED"] }) { edges { node { subject person { id } actor { id } agent facts { name before } } } } }',
    );
    expect(trace.edges.map(({ node }: { node: unknown }) => node)).toMatchObject([
      { subject: person.id, person: { id: person.id }, actor: null, agent: 'job/end-roles' },
    ]);
    const { viewer } = await person.client.must('{ viewer { trace(first: 1) { edges { node { kind { name } } } } } }');
    expect(viewer.trace.edges[0].node.kind.name, 'the person sees it as well').toBe('ROLE_ENDED');
  });
});

it('a project that its unit has just written is nothing to reviewers yet', async () => {
  const { createProject } = await town.publisher.client.must(MUTATIONS.createProject, {
    input: projectInput(app, town.organization.id, { fundingEndsAt: inDays(app, 60) }),
  });
  expect(
    (await local.client.must('query P($id: ID!) { project(id: $id) { id } }', { id: createProject.id })).project,
  ).toBeNull();
});
