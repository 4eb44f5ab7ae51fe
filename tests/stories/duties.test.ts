import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { give, pledgeInput } from '../support/city.ts';
import type { Answer } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine, bankStatement, settled } from '../support/statements.ts';
import {
  createTown,
  endedProject,
  inDays,
  measure,
  projectAt,
  promise,
  type StagedProject,
  type Town,
} from '../support/town.ts';

// A reviewer may be a treasurer as well. In one project a person does one of both.

const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '0' } });
let town: Town;
/** A reviewer who is a treasurer. */
let both: TestUser;

const DECIDED = { code: 'FORBIDDEN', message: expect.stringContaining('以评审身份对这个项目作过决定') };
const PAID = { code: 'FORBIDDEN', message: expect.stringContaining('不能再以评审身份') };
const DUTY = 'query Duty($id: ID!) { project(id: $id) { viewerDuty viewerActions } }';

const duty = async (who: TestUser, id: string): Promise<string | null> =>
  (await who.client.must(DUTY, { id })).project.viewerDuty;
const confirm = (who: TestUser, { id, amount }: { id: string; amount: number }) =>
  who.client.execute(MUTATIONS.confirmPayment, { input: { pledgeId: id, amount, bankReference: `到账 ${id}` } });
const decide = (who: TestUser, milestoneId: string, accepted = true) =>
  who.client.execute(MUTATIONS.reviewMilestone, { input: { milestoneId, accepted, comment: '看过了' } });
const report = (milestoneId: string) =>
  town.owner.client.must(MUTATIONS.submitMilestone, { input: { milestoneId, report: '做完了', evidenceUrls: [] } });
const errorOf = ({ errors: [error] }: Answer<unknown>) =>
  error === undefined ? null : { code: error.extensions?.code, message: error.message };
const linesOf = async (
  who: TestUser,
  id: string,
): Promise<{ id: string; status: string; reasons: { kind: string }[] }[]> =>
  (
    await who.client.must(
      'query($id: ID!) { statementLines(statementId: $id, first: 100) { edges { node { id status reasons { kind } } } } }',
      { id },
    )
  ).statementLines.edges.map(({ node }: { node: unknown }) => node);

/** A project that `reviewer` approved, with one stage. */
async function approvedBy(reviewer: TestUser, amount = 10_000): Promise<StagedProject> {
  return projectAt(app, { ...town, reviewer }, 'FUNDRAISING', {
    milestones: [{ title: '第一段', amount, dueOn: inDays(app, 80) }],
  });
}

beforeAll(async () => {
  town = await createTown(app);
});
beforeEach(async () => {
  both = await app.signUp({ name: '评审兼出纳', roles: ['REVIEWER', 'TREASURER'] });
});

describe('whoever decided on a project keeps out of its money', () => {
  it('confirms no payment to it by hand, whichever decision it was', async () => {
    const approved = await approvedBy(both);
    expect(errorOf(await confirm(both, await promise(town.donor, approved.id)))).toMatchObject(DECIDED);
    expect(await duty(both, approved.id)).toBe('DECIDES');

    const returned = await approvedBy(town.reviewer);
    await give(town.donor.client, returned.id, { amount: 10_000 });
    await report(returned.milestones[0]!.id);
    const other = await promise(town.donor, (await approvedBy(town.reviewer)).id);
    expect(errorOf(await decide(both, returned.milestones[0]!.id, false))).toBeNull();
    expect(errorOf(await confirm(both, other)), 'a payment to another project').toBeNull();
    expect(await duty(both, returned.id)).toBe('DECIDES');
  });

  it('confirms no payment to it after verifying or rejecting a measurement, and the other way round', async () => {
    for (const accepted of [true, false]) {
      const project = await approvedBy(town.reviewer);
      await give(town.donor.client, project.id, { amount: 10_000 });
      const { id } = await measure(app, town, project);
      await both.client.must(MUTATIONS.verifyMeasurement, { id, accepted, comment: '对照名册核实' });
      expect(await duty(both, project.id)).toBe('DECIDES');
      await report(project.milestones[0]!.id);
      await decide(town.reviewer, project.milestones[0]!.id);
      expect(await both.client.refused(MUTATIONS.releaseMilestone, { id: project.milestones[0]!.id })).toMatchObject(
        DECIDED,
      );
    }
    const paid = await approvedBy(town.reviewer);
    expect(errorOf(await confirm(both, await promise(town.donor, paid.id, { amount: 10_000 })))).toBeNull();
    const { id } = await measure(app, town, paid);
    expect(await both.client.refused(MUTATIONS.verifyMeasurement, { id, accepted: true })).toMatchObject(PAID);
    await town.reviewer.client.must(MUTATIONS.verifyMeasurement, { id, accepted: true });
  });

  it('neither prepares nor signs a refund of it or the reversal of a confirmation', async () => {
    const ended = await endedProject(app, { ...town, reviewer: both });
    const input = { projectId: ended.id, reason: '项目终止' };
    expect(await both.client.refused(MUTATIONS.prepareRefund, { input })).toMatchObject(DECIDED);
    const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, { input });
    expect(await both.client.refused(MUTATIONS.approveRefund, { id: prepareRefund.id })).toMatchObject(DECIDED);
    await town.admin.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id });

    const pledge = await promise(town.donor, (await approvedBy(both)).id);
    await confirm(town.treasurer, pledge);
    const reversal = { input: { pledgeId: pledge.id, reason: '认错了' } };
    expect(await both.client.refused(MUTATIONS.prepareReversal, reversal)).toMatchObject(DECIDED);
  });

  it('sees nothing to sign of it, and the desk says why', async () => {
    const project = await approvedBy(both, 1_000_001);
    const [{ id }] = project.milestones as [{ id: string }];
    await give(town.donor.client, project.id, { amount: 1_000_001 });
    await report(id);
    await decide(town.reviewer, id);
    const STANDING = 'query($id: ID!) { project(id: $id) { milestones { releaseStanding { state blockedBy } } } }';
    const standing = async () =>
      (await both.client.must(STANDING, { id: project.id })).project.milestones[0].releaseStanding;
    expect(await standing()).toEqual({ state: 'BLOCKED', blockedBy: 'DECIDED_BY_VIEWER' });
    expect(await both.client.refused(MUTATIONS.releaseMilestone, { id })).toMatchObject(DECIDED);
    await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id });
    expect(await standing()).toEqual({ state: 'BLOCKED', blockedBy: 'DECIDED_BY_VIEWER' });
    const TO_SIGN = '{ ordersToSign(first: 100) { edges { node { stage { id } } } } }';
    const offered = async (who: TestUser) =>
      (await who.client.must(TO_SIGN)).ordersToSign.edges.map(
        ({ node }: { node: { stage: { id: string } | null } }) => node.stage?.id,
      );
    expect(await offered(both)).not.toContain(id);
    expect(await offered(town.preparer)).toContain(id);
    await town.preparer.client.must(MUTATIONS.releaseMilestone, { id });
  });

  it('is left out when a statement is confirmed as a whole, with the reason, and a colleague confirms the line', async () => {
    const mine = await promise(town.donor, (await approvedBy(both)).id, { amount: 12_300 });
    const others = await promise(town.donor, (await approvedBy(town.reviewer)).id, { amount: 45_600 });
    const { id } = await bankStatement(both.client, [
      bankLine(mine.amount, { text: mine.remarkCode }),
      bankLine(others.amount, { text: others.remarkCode }),
    ]);
    await both.client.must(MUTATIONS.confirmStatement, { id, minConfidence: 90 });
    await settled(both.client, id);
    const lines = await linesOf(both, id);
    expect(lines.map(({ status }) => status).sort()).toEqual(['OPEN', 'SETTLED']);
    const open = lines.find(({ status }) => status === 'OPEN')!;
    expect(open.reasons.at(-1)).toEqual({ kind: 'OTHER_DUTY' });
    expect(
      await both.client.refused(MUTATIONS.matchStatementLine, { input: { lineId: open.id, pledgeIds: [mine.id] } }),
    ).toMatchObject(DECIDED);
    await town.treasurer.client.must(MUTATIONS.matchStatementLine, {
      input: { lineId: open.id, pledgeIds: [mine.id] },
    });
  });

  it('books no interest for it', async () => {
    const project = await approvedBy(both);
    const { id } = await bankStatement(both.client, [bankLine(321, { text: '结息' })]);
    const [line] = await linesOf(both, id);
    const input = { lineId: line!.id, kind: 'INTEREST_RECEIVED', purpose: 'PROJECT', projectId: project.id };
    expect(await both.client.refused(MUTATIONS.bookStatementLine, { input })).toMatchObject(DECIDED);
    await town.treasurer.client.must(MUTATIONS.bookStatementLine, { input });
  });
});

describe('whoever had to do with the money of a project does not decide on it', () => {
  it('after confirming a payment', async () => {
    const project = await approvedBy(town.reviewer);
    const pledge = await promise(town.donor, project.id);
    expect(errorOf(await confirm(both, pledge))).toBeNull();
    expect(await duty(both, project.id)).toBe('PAYS');
    const [{ id }] = project.milestones as [{ id: string }];
    await report(id);
    for (const accepted of [true, false]) expect(errorOf(await decide(both, id, accepted))).toMatchObject(PAID);
    expect(await both.client.refused(MUTATIONS.stopProject, { id: project.id, reason: '无法继续' })).toMatchObject(
      PAID,
    );
    const { viewerActions } = (await both.client.must(DUTY, { id: project.id })).project;
    expect(viewerActions).not.toContain('STOP');
    expect((await town.reviewer.client.must(DUTY, { id: project.id })).project.viewerActions).toContain('STOP');
    expect(errorOf(await decide(town.reviewer, id))).toBeNull();
  });

  it('after preparing a payment that was withdrawn', async () => {
    const project = await projectAt(app, town, 'FUNDRAISING', {
      milestones: [
        { title: '第一段', amount: 1_000_001, dueOn: inDays(app, 80) },
        { title: '第二段', amount: 100, dueOn: inDays(app, 90) },
      ],
    });
    const [first, second] = project.milestones as [{ id: string }, { id: string }];
    await town.donor.client.must(MUTATIONS.pledge, { input: pledgeInput(project.id, { amount: 1_000_101 }) });
    await report(first.id);
    await decide(town.reviewer, first.id);
    await both.client.must(MUTATIONS.releaseMilestone, { id: first.id });
    await both.client.must(MUTATIONS.withdrawRelease, { id: first.id });
    await report(second.id);
    expect(errorOf(await decide(both, second.id))).toMatchObject(PAID);
  });

  it('and of two simultaneous acts of one person only one is done', async () => {
    const project = await approvedBy(town.reviewer);
    const pledges = await Promise.all([1, 2].map(() => promise(town.donor, project.id, { amount: 4_000 })));
    await town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: {
        pledgeId: (await promise(town.donor, project.id, { amount: 2_000 })).id,
        amount: 2_000,
        bankReference: '先到',
      },
    });
    await confirm(town.treasurer, pledges[0]!);
    await confirm(town.treasurer, pledges[1]!);
    const [{ id }] = project.milestones as [{ id: string }];
    await report(id);
    const waiting = await promise(town.donor, (await approvedBy(town.reviewer)).id);
    const answers = await Promise.all([decide(both, id), confirm(both, waiting)]);
    expect(answers.map(errorOf), 'two projects').toEqual([null, null]);

    const contested = await projectAt(app, town, 'FUNDRAISING', { acceptsOverGoal: true });
    const transfer = await promise(town.donor, contested.id);
    const race = await Promise.all([
      both.client.execute(MUTATIONS.stopProject, { id: contested.id, reason: '无法继续' }),
      confirm(both, transfer),
    ]);
    expect(race.filter((answer) => errorOf(answer) === null)).toHaveLength(1);
  });
});
