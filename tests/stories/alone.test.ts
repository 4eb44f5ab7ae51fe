import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, shanghaiDay } from '@hongchuang/server/lib/days.ts';
import { useTestApp, type TestUser } from '../support/app.ts';
import { pledgeInput, verifiedOrganization, type City } from '../support/city.ts';
import { DAY_MS, HOUR_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { decidePayee, enterPayee, newNumber, payeeInput, verifiedPayee } from '../support/payees.ts';
import { bankLine, bankLines, suspendedLine } from '../support/statements.ts';
import {
  createTown,
  endedProject,
  inDays,
  joinUnit,
  measure,
  projectAt,
  promise,
  type StagedProject,
  type Town,
} from '../support/town.ts';

// One person wants to carry ¥18,000 out alone: with one account or two, as an administrator, a treasurer, a reviewer and
// the owner of a unit. Everybody else does only what their duty asks. Every attempt is refused. It succeeds only where
// two accounts act that both have the right to, and then the trace shows an alert.

const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '0' } });
let town: Town;
/** The person's account as an administrator. */
let self: TestUser;
/** The same person's second account. */
let other: TestUser;
/** The unit of the person. */
let unit: { id: string; name: string };

const FORBIDDEN = (words: string) => ({ code: 'FORBIDDEN', message: expect.stringContaining(words) });
const own = (): City => ({ ...town, publisher: other, organization: unit });
const stagesOf = (...amounts: number[]) => ({
  milestones: amounts.map((amount, index) => ({
    title: `第${index + 1}段`,
    amount,
    dueOn: inDays(app, 80 + index),
  })),
});
const report = (milestoneId: string, by = other) =>
  by.client.must(MUTATIONS.submitMilestone, { input: { milestoneId, report: '做完了', evidenceUrls: [] } });
/** A project with stages that are funded, reported by the unit and verified by `reviewer`. */
async function verified(city: City, reviewer: TestUser, ...amounts: number[]): Promise<StagedProject> {
  const project = await projectAt(app, city, 'FUNDRAISING', stagesOf(...amounts));
  const amount = amounts.reduce((sum, fen) => sum + fen, 0);
  await town.donor.client.must(MUTATIONS.pledge, { input: pledgeInput(project.id, { amount }) });
  for (const { id } of project.milestones) {
    await report(id, city.publisher);
    await reviewer.client.must(MUTATIONS.reviewMilestone, review(id));
  }
  return project;
}
/** Another verified unit, whose owner only reports what was done. */
async function payee(): Promise<City> {
  const publisher = await app.signUp({ name: '照实报告的社工' });
  payees += 1;
  const organization = await verifiedOrganization(publisher, town.admin, {
    name: `第${payees}收款服务社`,
    kind: 'SOCIAL_WORK',
  });
  return { ...town, publisher, organization };
}
let payees = 0;
const pay = async (by: TestUser, id: string): Promise<string> =>
  (await by.client.must(MUTATIONS.releaseMilestone, { id })).releaseMilestone.status;
/** A new account, as if a careless administrator had signed its roles. */
const newAccount = (...roles: ('ADMIN' | 'REVIEWER' | 'TREASURER')[]) => app.signUp({ name: '又一个账号', roles });
/** Whom an alert about two accounts of one person names. */
const alerted = async (): Promise<string[]> => {
  await app.pass(1_000);
  const { traceAlerts } = await town.auditor.client.must(
    '{ traceAlerts(first: 100) { edges { node { label person { id } } } } }',
  );
  return traceAlerts.edges.flatMap(({ node }: { node: { label: string; person: { id: string } } }) =>
    node.label.startsWith('同一处') ? node.person.id : [],
  );
};
const refused = (who: TestUser, mutation: string, variables: object) => who.client.refused(mutation, variables);
const DECIDED = FORBIDDEN('以评审身份对这个项目作过决定');
const PAID = FORBIDDEN('不能再以评审身份');
const OWN_UNIT = FORBIDDEN('离开该单位未满一年');
const review = (milestoneId: string) => ({ input: { milestoneId, accepted: true } });
const released = async (projectId: string): Promise<number> => {
  const [row] = await app.db.read.query<{ fen: number | string }[]>(
    'SELECT COALESCE(SUM(amount_fen), 0) AS fen FROM releases WHERE project_id = ? AND released_at IS NOT NULL',
    [projectId],
  );
  return Number(row!.fen);
};

beforeAll(async () => {
  town = await createTown(app);
  self = await app.signUp({ name: '管理员某', roles: ['ADMIN'] });
  other = await app.signUp({ name: '同一人的另一个账号' });
  unit = await verifiedOrganization(other, town.admin, { name: '某人的服务社', kind: 'SOCIAL_WORK' });
});

it('the second account gets no role over money without a second administrator', async () => {
  const { setPlatformRoles } = await self.client.must(MUTATIONS.setPlatformRoles, {
    userId: other.id,
    roles: ['TREASURER'],
  });
  expect(setPlatformRoles.roles).toEqual([]);
  const [{ id }] = setPlatformRoles.waitingChanges;
  expect(await self.client.refused(MUTATIONS.signRoleChange, { id })).toMatchObject(FORBIDDEN('另一位管理员'));
  expect(await other.client.refused(MUTATIONS.signRoleChange, { id })).toMatchObject(FORBIDDEN('平台角色'));
  // A third account cannot be made an administrator who signs, either.
  const third = await app.signUp({ name: '第三个账号' });
  const made = await self.client.must(MUTATIONS.setPlatformRoles, { userId: third.id, roles: ['ADMIN'] });
  const waiting = made.setPlatformRoles.waitingChanges[0].id;
  expect(await self.client.refused(MUTATIONS.signRoleChange, { id: waiting })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await third.client.refused(MUTATIONS.signRoleChange, { id })).toMatchObject({ code: 'FORBIDDEN' });
  await town.admin.client.must(MUTATIONS.withdrawRoleChange, { id, reason: '不认识此人' });
  await town.admin.client.must(MUTATIONS.withdrawRoleChange, { id: waiting });
});

it('the administrator becomes neither a treasurer nor a reviewer', async () => {
  for (const role of ['TREASURER', 'REVIEWER'])
    expect(
      await self.client.refused(MUTATIONS.setPlatformRoles, { userId: self.id, roles: ['ADMIN', role] }),
    ).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('不能同时担任') });
  expect(
    await self.client.refused(MUTATIONS.setPlatformRoles, { userId: self.id, roles: ['TREASURER'] }),
  ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'roles' });
});

it('the administrator does not verify the own unit', async () => {
  const { createOrganization } = await self.client.must(MUTATIONS.createOrganization, {
    input: { name: '管理员自己的单位', kind: 'SOCIAL_WORK' },
  });
  expect(
    await self.client.refused(MUTATIONS.verifyOrganization, { id: createOrganization.id, accepted: true }),
  ).toMatchObject(FORBIDDEN('另一位管理员'));
});

it('a reviewer of the own unit neither approves its project nor verifies its stages', async () => {
  // One administrator can make the second account a reviewer, since reviewers move no money.
  await self.client.must(MUTATIONS.setPlatformRoles, { userId: other.id, roles: ['REVIEWER'] });
  const submitted = await projectAt(app, own(), 'SUBMITTED');
  expect(
    await other.client.refused(MUTATIONS.reviewProject, { input: { projectId: submitted.id, decision: 'APPROVE' } }),
  ).toMatchObject({ code: 'FORBIDDEN' });
  const open = await projectAt(app, own(), 'FUNDRAISING', stagesOf(10_000));
  await town.donor.client.must(MUTATIONS.pledge, {
    input: pledgeInput(open.id, { amount: 10_000 }),
  });
  await report(open.milestones[0]!.id);
  expect(await other.client.refused(MUTATIONS.reviewMilestone, review(open.milestones[0]!.id))).toMatchObject({
    code: 'FORBIDDEN',
  });
  await self.client.must(MUTATIONS.setPlatformRoles, { userId: other.id, roles: [] });
});

describe('a treasurer', () => {
  it('of the own unit neither pays nor signs, and another treasurer alone pays up to the limit', async () => {
    await app.grant(other, 'TREASURER');
    const two = await verified(own(), town.reviewer, 900_000, 900_000);
    const [one, next] = two.milestones as [{ id: string }, { id: string }];
    expect(await refused(other, MUTATIONS.releaseMilestone, { id: one.id })).toMatchObject(OWN_UNIT);
    expect(await refused(self, MUTATIONS.releaseMilestone, { id: one.id })).toMatchObject(FORBIDDEN('财务'));
    // A treasurer who does not belong to the unit pays ¥9,000 alone. The next ¥9,000 need a second person.
    expect(await pay(town.treasurer, one.id)).toBe('RELEASED');
    expect(await pay(town.treasurer, next.id)).toBe('VERIFIED');
    expect(await refused(town.treasurer, MUTATIONS.releaseMilestone, { id: next.id })).toMatchObject(
      FORBIDDEN('另一位'),
    );
    expect(await refused(other, MUTATIONS.releaseMilestone, { id: next.id })).toMatchObject(OWN_UNIT);
    expect(await released(two.id)).toBe(900_000);
    await app.take(other, 'TREASURER');
  });

  it('does not pay one unit twice the limit by two projects', async () => {
    const alone = await newAccount('TREASURER');
    const city = await payee();
    const [first, second] = [
      await verified(city, town.reviewer, 900_000),
      await verified(city, town.reviewer, 900_000),
    ];
    expect(await pay(alone, first.milestones[0]!.id)).toBe('RELEASED');
    const STANDING = `query($id: ID!) { project(id: $id) { milestones { releaseStanding { needsSecond aloneThisMonth aloneUpTo amount } } } }`;
    const { project } = await alone.client.must(STANDING, { id: second.id });
    expect(project.milestones[0].releaseStanding, 'the desk says so before').toEqual({
      needsSecond: true,
      aloneThisMonth: 900_000,
      aloneUpTo: 1_000_000,
      amount: 900_000,
    });
    expect(await pay(alone, second.milestones[0]!.id), 'it waits for a second person').toBe('VERIFIED');
    expect(await refused(alone, MUTATIONS.releaseMilestone, { id: second.milestones[0]!.id })).toMatchObject(
      FORBIDDEN('另一位'),
    );
    expect(await released(second.id)).toBe(0);
  });

  it('does not pay by two simultaneous payments for two projects either', async () => {
    const [alone, again] = [await newAccount('TREASURER'), await newAccount('TREASURER')];
    const city = await payee();
    const projects = [await verified(city, town.reviewer, 900_000), await verified(city, town.reviewer, 900_000)];
    const statuses = await Promise.all(
      projects.map(({ milestones }, index) => pay([alone, again][index]!, milestones[0]!.id)),
    );
    expect(statuses.sort()).toEqual(['RELEASED', 'VERIFIED']);
  });

  it('does not pay in the last second of a month more than its limit, and begins the next one as others do', async () => {
    const alone = await newAccount('TREASURER');
    const project = await verified(await payee(), town.reviewer, 900_000, 200_000, 900_000);
    const [first, second] = project.milestones as [{ id: string }, { id: string }];
    app.clock.freezeAt(new Date('2026-06-30T15:59:59.000Z'));
    const late = await app.as(alone);
    const status = async (id: string) => (await late.must(MUTATIONS.releaseMilestone, { id })).releaseMilestone.status;
    expect(await status(first.id)).toBe('RELEASED');
    expect(await status(second.id)).toBe('VERIFIED');
    await late.must(MUTATIONS.withdrawRelease, { id: second.id });
    // Every stage needed another person who verified it, also in the next month.
    app.clock.freezeAt(new Date('2026-06-30T16:00:00.000Z'));
    expect(await status(second.id)).toBe('RELEASED');
    expect(await status(project.milestones[2]!.id), '¥11,000 in July').toBe('VERIFIED');
    app.clock.set(app.clock.now());
  });
});

describe('the account of a unit', () => {
  it('of two units of one person counts once, so two units are paid the limit of one', async () => {
    const number = newNumber();
    const cities = [await payee(), await payee()];
    for (const { publisher, organization } of cities)
      await verifiedPayee(publisher, town.treasurer, organization.id, { number });
    const [first, second] = [
      await verified(cities[0]!, town.reviewer, 900_000),
      await verified(cities[1]!, town.reviewer, 900_000),
    ];
    const alone = await newAccount('TREASURER');
    expect(await pay(alone, first.milestones[0]!.id)).toBe('RELEASED');
    expect(await pay(alone, second.milestones[0]!.id), 'it waits for a second person').toBe('VERIFIED');
    expect(await refused(alone, MUTATIONS.releaseMilestone, { id: second.milestones[0]!.id })).toMatchObject(
      FORBIDDEN('另一位'),
    );
    expect(await released(second.id)).toBe(0);
  });

  it('of the own unit stays one when another unit enters it', async () => {
    const insider = await newAccount('TREASURER');
    const own = await verifiedOrganization(insider, town.admin, { name: '财务的服务社', kind: 'SOCIAL_WORK' });
    const number = newNumber();
    await verifiedPayee(insider, town.treasurer, own.id, { number });
    const front = await payee();
    const project = await verified(front, town.reviewer, 900_000, 1_800_000);
    const [{ id }, next] = project.milestones as [{ id: string }, { id: string }];
    const account = await enterPayee(front.publisher, front.organization.id, { number });
    expect(await refused(insider, MUTATIONS.decidePayeeAccount, { id: account.id, accepted: true })).toMatchObject(
      OWN_UNIT,
    );
    expect(await decidePayee(town.treasurer, account.id)).toBe('CURRENT');
    expect(await refused(insider, MUTATIONS.releaseMilestone, { id })).toMatchObject(OWN_UNIT);
    const STANDING = 'query($id: ID!) { project(id: $id) { milestones { releaseStanding { state blockedBy } } } }';
    expect((await insider.client.must(STANDING, { id: project.id })).project.milestones[0].releaseStanding).toEqual({
      state: 'BLOCKED',
      blockedBy: 'OWN_UNIT',
    });
    expect(await pay(town.treasurer, id)).toBe('RELEASED');
    expect(await pay(town.treasurer, next.id)).toBe('VERIFIED');
    expect(await refused(insider, MUTATIONS.releaseMilestone, { id: next.id })).toMatchObject(OWN_UNIT);
  });

  it('gives no second limit when it is entered, or changed, between two payments', async () => {
    const city = await payee();
    const project = await verified(city, town.reviewer, 500_000, 500_000, 500_000);
    const alone = await newAccount('TREASURER');
    const [first, second, third] = project.milestones.map(({ id }) => id) as [string, string, string];
    expect(await pay(alone, first), 'before there is an account').toBe('RELEASED');
    await verifiedPayee(city.publisher, town.treasurer, city.organization.id);
    expect(await pay(alone, second), 'to the first account').toBe('RELEASED');
    const { id } = await enterPayee(city.publisher, city.organization.id);
    expect(await decidePayee(alone, id)).toBe('PREPARED');
    expect(await decidePayee(town.admin, id)).toBe('CURRENT');
    expect(await pay(alone, third), 'to the second account').toBe('VERIFIED');
    expect(await released(project.id)).toBe(1_000_000);
  });

  it('is entered by an owner only, and by nobody verified for the own unit', async () => {
    const both = await newAccount('TREASURER');
    const organization = await verifiedOrganization(both, town.admin, {
      name: '财务自己的服务社',
      kind: 'SOCIAL_WORK',
    });
    expect(await refused(self, MUTATIONS.enterPayeeAccount, payeeInput(organization.id))).toMatchObject({
      code: 'FORBIDDEN',
    });
    const { id } = await enterPayee(both, organization.id);
    expect(await refused(both, MUTATIONS.decidePayeeAccount, { id, accepted: true })).toMatchObject(OWN_UNIT);
    expect(await refused(self, MUTATIONS.decidePayeeAccount, { id, accepted: true })).toMatchObject({
      code: 'FORBIDDEN',
    });
    const heir = await newAccount();
    await joinUnit(app, { ...town, publisher: both, organization }, heir, 'OWNER');
    await both.client.must(MUTATIONS.removeMember, { organizationId: organization.id, userId: both.id });
    expect(await refused(both, MUTATIONS.decidePayeeAccount, { id, accepted: true })).toMatchObject(OWN_UNIT);
  });

  it('of somebody else is not changed by one treasurer, who prepares and cannot sign', async () => {
    const alone = await newAccount('TREASURER');
    const city = await payee();
    await verifiedPayee(city.publisher, town.treasurer, city.organization.id);
    // A letter talked the owner into another account, or the person signed in as the owner.
    const { id } = await enterPayee(city.publisher, city.organization.id);
    expect(await decidePayee(alone, id)).toBe('PREPARED');
    expect(await refused(alone, MUTATIONS.decidePayeeAccount, { id, accepted: true })).toMatchObject(
      FORBIDDEN('另一位'),
    );
    expect(await refused(city.publisher, MUTATIONS.decidePayeeAccount, { id, accepted: true })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('does not take what was prepared for another one', async () => {
    const alone = await newAccount('TREASURER');
    const city = await payee();
    const project = await verified(city, town.reviewer, 1_800_000);
    expect(await pay(alone, project.milestones[0]!.id), 'prepared without an account').toBe('VERIFIED');
    await verifiedPayee(city.publisher, alone, city.organization.id);
    expect(await refused(town.treasurer, MUTATIONS.releaseMilestone, { id: project.milestones[0]!.id })).toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('收款账户已变更'),
    });
    expect(await released(project.id)).toBe(0);
  });
});

describe('a reviewer who is a treasurer', () => {
  it('does not pay what they verified, whatever the amount and in whatever role', async () => {
    const both = await newAccount('REVIEWER', 'TREASURER');
    const project = await verified(await payee(), both, 900_000, 900_000);
    const [{ id }] = project.milestones as [{ id: string }];
    expect(await refused(both, MUTATIONS.releaseMilestone, { id })).toMatchObject(DECIDED);
    await app.take(both, 'REVIEWER');
    expect(await refused(both, MUTATIONS.releaseMilestone, { id })).toMatchObject(DECIDED);
    expect(await released(project.id)).toBe(0);
  });

  it('does not pay where they verified a measurement', async () => {
    const both = await newAccount('REVIEWER', 'TREASURER');
    const city = await payee();
    const project = await verified(city, town.reviewer, 900_000);
    const { id } = await measure(app, city, project);
    await both.client.must(MUTATIONS.verifyMeasurement, { id, accepted: true });
    expect(await refused(both, MUTATIONS.releaseMilestone, { id: project.milestones[0]!.id })).toMatchObject(DECIDED);
  });

  it('does not verify what they took the money for', async () => {
    const both = await newAccount('REVIEWER', 'TREASURER');
    const city = await payee();
    const project = await projectAt(app, city, 'FUNDRAISING', stagesOf(1_800_000));
    const { id, amount } = await promise(town.donor, project.id, { amount: 1_800_000 });
    await both.client.must(MUTATIONS.confirmPayment, { input: { pledgeId: id, amount, bankReference: '未曾到账' } });
    await report(project.milestones[0]!.id, city.publisher);
    expect(await refused(both, MUTATIONS.reviewMilestone, review(project.milestones[0]!.id))).toMatchObject(PAID);
  });

  it('does not confirm a gift that never came to a project that they approved, nor their own gift', async () => {
    const both = await newAccount('REVIEWER', 'TREASURER');
    const approved = await projectAt(app, { ...(await payee()), reviewer: both }, 'FUNDRAISING');
    const strange = await promise(town.donor, approved.id);
    const confirm = (pledge: { id: string; amount: number }) =>
      refused(both, MUTATIONS.confirmPayment, {
        input: { pledgeId: pledge.id, amount: pledge.amount, bankReference: `未曾到账 ${pledge.id}` },
      });
    expect(await confirm(strange)).toMatchObject(DECIDED);
    const mine = await promise(both, (await projectAt(app, await payee(), 'FUNDRAISING')).id);
    expect(await confirm(mine)).toMatchObject(FORBIDDEN('自己的捐赠'));
  });
});

describe('money that leaves without a stage', () => {
  it('goes back to an account of the person only with a second person: refunds of any amount', async () => {
    const alone = await newAccount('TREASURER');
    const city = await payee();
    const ended = await endedProject(app, { ...town, ...city, owner: city.publisher, donor: alone });
    const { prepareRefund } = await alone.client.must(MUTATIONS.prepareRefund, {
      input: { projectId: ended.id, reason: '退给自己' },
    });
    expect(await refused(alone, MUTATIONS.approveRefund, { id: prepareRefund.id })).toMatchObject(FORBIDDEN('另一位'));
  });

  it("is returned from suspense only with a second person above the month's limit, however it is split", async () => {
    const alone = await newAccount('TREASURER');
    const back = (lineId: string) =>
      alone.client.must(MUTATIONS.returnSuspense, { input: { lineId, reason: '退给汇款人' } });
    const [first, second, whole] = [
      await suspendedLine(alone.client, 900_000),
      await suspendedLine(alone.client, 900_001),
      await suspendedLine(alone.client, 1_800_000),
    ];
    expect((await back(first.id)).returnSuspense.status).toBe('SETTLED');
    for (const { id } of [second, whole]) {
      expect((await back(id)).returnSuspense.status, 'the money stays').toBe('SUSPENSE');
      expect(await refused(alone, MUTATIONS.returnSuspense, { input: { lineId: id } })).toMatchObject({
        code: 'FORBIDDEN',
      });
    }
  });

  it('is not hidden behind a charge of the bank, however it is split', async () => {
    const alone = await newAccount('TREASURER');
    const lines = await bankLines(alone.client, [
      bankLine(-900_000, { text: '手续费' }),
      bankLine(-900_001, { text: '手续费' }),
      bankLine(-1_800_000, { text: '手续费' }),
    ]);
    const book = (lineId: string) => ({ input: { lineId, kind: 'BANK_CHARGE' } });
    const statuses = [];
    for (const { id } of lines)
      statuses.push((await alone.client.must(MUTATIONS.bookStatementLine, book(id))).bookStatementLine.status);
    expect(statuses.filter((status) => status === 'SETTLED')).toHaveLength(1);
    for (const [index, { id }] of lines.entries())
      if (statuses[index] === 'OPEN')
        expect(await refused(alone, MUTATIONS.bookStatementLine, book(id))).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a deputy', () => {
  it('gains no right, so the own second account signs nothing as one', async () => {
    const [alone, plain] = [await newAccount('TREASURER'), await newAccount('REVIEWER')];
    const project = await verified(await payee(), town.reviewer, 1_800_000);
    const [{ id }] = project.milestones as [{ id: string }];
    expect(await pay(alone, id)).toBe('VERIFIED');
    const today = shanghaiDay(app.clock.now());
    await alone.client.execute(MUTATIONS.nameDeputy, {
      input: { email: plain.email, from: today, until: addDays(today, 7) },
    });
    expect(await refused(plain, MUTATIONS.releaseMilestone, { id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await released(project.id)).toBe(0);
  });
});

describe('two accounts of one person that each have a right', () => {
  it('can sign for each other, and whoever watches the trace is told', async () => {
    const [first, second] = [await newAccount('TREASURER'), await newAccount('TREASURER')];
    const project = await verified(await payee(), town.reviewer, 1_800_000);
    const [{ id }] = project.milestones as [{ id: string }];
    expect(await pay(first, id)).toBe('VERIFIED');
    const { releaseMilestone } = await (await app.as(second)).must(MUTATIONS.releaseMilestone, { id });
    expect(releaseMilestone.status).toBe('RELEASED');
    expect(await alerted()).toContain(second.id);
  });

  it('can verify with one and pay below the limit with the other, and whoever watches is told', async () => {
    const [verifier, payer] = [await newAccount('REVIEWER'), await newAccount('TREASURER')];
    const project = await verified(await payee(), verifier, 900_000);
    const { releaseMilestone } = await (
      await app.as(payer)
    ).must(MUTATIONS.releaseMilestone, { id: project.milestones[0]!.id });
    expect(releaseMilestone.status).toBe('RELEASED');
    expect(await alerted()).toContain(payer.id);
  });

  it('can register a unit with one and verify it with the other, and whoever watches is told', async () => {
    const [founder, verifier] = [await newAccount(), await newAccount('ADMIN')];
    const { createOrganization } = await founder.client.must(MUTATIONS.createOrganization, {
      input: { name: '自己认证的服务社', kind: 'SOCIAL_WORK' },
    });
    await (await app.as(verifier)).must(MUTATIONS.verifyOrganization, { id: createOrganization.id, accepted: true });
    expect(await alerted()).toContain(verifier.id);
  });

  it('can enter an account with one and verify it with the other, and whoever watches is told', async () => {
    const [owner, verifier] = [await newAccount(), await newAccount('TREASURER')];
    const organization = await verifiedOrganization(owner, town.admin, { name: '自核账户服务社', kind: 'SOCIAL_WORK' });
    const { id } = await enterPayee(owner, organization.id);
    await (await app.as(verifier)).must(MUTATIONS.decidePayeeAccount, { id, accepted: true });
    expect(await alerted()).toContain(verifier.id);
  });

  it('raise no alert when the second person was signed in before, as colleagues are', async () => {
    const [first, colleague] = [await newAccount('TREASURER'), await newAccount('TREASURER')];
    await app.pass(HOUR_MS);
    const [{ id }] = (await verified(await payee(), town.reviewer, 1_800_000)).milestones as [{ id: string }];
    await pay(first, id);
    expect(await pay(colleague, id)).toBe('RELEASED');
    expect(await alerted()).not.toContain(colleague.id);
  });
});

// The last one, because the sessions of the others end in its year.
describe('the owner of a unit', () => {
  it('who hands it over and leaves still keeps out of its money and its reviews', async () => {
    const leaver = await newAccount('REVIEWER', 'TREASURER');
    const heir = await newAccount();
    const organization = await verifiedOrganization(leaver, town.admin, { name: '转手服务社', kind: 'SOCIAL_WORK' });
    const city: City = { ...town, publisher: leaver, organization };
    await joinUnit(app, city, heir, 'OWNER');
    await leaver.client.must(MUTATIONS.removeMember, { organizationId: organization.id, userId: leaver.id });
    const project = await verified({ ...city, publisher: heir }, town.reviewer, 900_000, 900_000);
    const [{ id }, next] = project.milestones as [{ id: string }, { id: string }];
    expect(await refused(leaver, MUTATIONS.releaseMilestone, { id })).toMatchObject(OWN_UNIT);
    const STANDING = 'query($id: ID!) { project(id: $id) { milestones { releaseStanding { state blockedBy } } } }';
    expect((await leaver.client.must(STANDING, { id: project.id })).project.milestones[0].releaseStanding).toEqual({
      state: 'BLOCKED',
      blockedBy: 'OWN_UNIT',
    });
    expect(await pay(town.preparer, id)).toBe('RELEASED');
    expect(await pay(town.preparer, next.id)).toBe('VERIFIED');
    expect(await refused(leaver, MUTATIONS.releaseMilestone, { id: next.id })).toMatchObject(OWN_UNIT);
    const submitted = await projectAt(app, { ...city, publisher: heir }, 'SUBMITTED');
    expect(
      await refused(leaver, MUTATIONS.reviewProject, { input: { projectId: submitted.id, decision: 'APPROVE' } }),
    ).toMatchObject(OWN_UNIT);
    // A year later the person is a stranger to the unit.
    app.clock.set(new Date(app.clock.now().getTime() + 365 * DAY_MS));
    const { releaseMilestone } = await (await app.as(leaver)).must(MUTATIONS.releaseMilestone, { id: next.id });
    expect(releaseMilestone.status).toBe('RELEASED');
  });
});
