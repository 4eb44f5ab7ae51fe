import { beforeEach, describe, expect, it } from 'vitest';
import { useTestApp, type TestApp } from '../support/app.ts';
import { createCity, give, pledgeInput, type City } from '../support/city.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { inDays, invitationTokenFor, projectAt, promise } from '../support/town.ts';

const PROJECT = `query Project($id: ID!) { project(id: $id) {
  status noticeStartsAt noticeEndsAt noticePausedAt fundingEndsAt viewerActions progress { raised pending version } history { from to actor at } objections { id answeredAt }
} }`;

const msOf = (moment: string | null) => new Date(moment ?? Number.NaN).getTime();

/** Puts the clock where it says, then lets the server do what is due. */
async function goTo(app: TestApp, ms: number): Promise<void> {
  app.clock.set(new Date(ms));
  await app.server.tick();
}

describe('time', () => {
  const app = useTestApp();
  let city: City;
  // Weeks pass in each story and end sessions, so each has people of its own.
  beforeEach(async () => {
    city = await createCity(app);
  });

  const seen = async (id: string) => (await app.anonymous().must(PROJECT, { id })).project;

  it("opens funding when the notice ends, not a minute before, without any person's action", async () => {
    const { id } = await projectAt(app, city, 'PUBLIC_NOTICE');
    const { noticeStartsAt, noticeEndsAt } = await seen(id);
    expect(msOf(noticeEndsAt) - msOf(noticeStartsAt)).toBe(5 * DAY_MS);
    const visitor = app.anonymous();
    await goTo(app, msOf(noticeEndsAt) - MINUTE_MS);
    expect(await seen(id)).toMatchObject({ status: 'PUBLIC_NOTICE', viewerActions: [] });
    const feed = visitor.subscribe('subscription P($id: ID!) { projectProgress(projectId: $id) { status version } }', {
      id,
    });
    expect((await feed.next()).projectProgress.status).toBe('PUBLIC_NOTICE');
    app.clock.set(new Date(msOf(noticeEndsAt) + 1));
    // The server finds what is due by itself every second, so no request is sent here.
    expect(
      (await feed.until(({ projectProgress }) => projectProgress.status !== 'PUBLIC_NOTICE')).projectProgress.status,
    ).toBe('FUNDRAISING');
    feed.stop();
    const { history, viewerActions } = await seen(id);
    expect(history.at(-1)).toMatchObject({ from: 'PUBLIC_NOTICE', to: 'FUNDRAISING', actor: 'PLATFORM' });
    expect(viewerActions).toEqual(['PLEDGE']);
  });

  it('makes every due step before a decision, even when no job has run since', async () => {
    const { id } = await projectAt(app, city, 'PUBLIC_NOTICE');
    const donor = await app.signUp();
    app.clock.set(new Date(msOf((await seen(id)).noticeEndsAt) + 1));
    expect(
      (await donor.client.must(MUTATIONS.pledge, { input: pledgeInput(id) })).pledge.status,
      'update a project in the transaction that locks it',
    ).toBe('PAID');
    app.clock.set(new Date(msOf((await seen(id)).fundingEndsAt) + 1));
    const late = await app.signUp();
    expect(await late.client.refused(MUTATIONS.pledge, { input: pledgeInput(id) })).toMatchObject({
      code: 'INVALID_STATE',
    });
  });

  it('stops for the notice with the first objection and continues with the last answer, without a lost minute', async () => {
    const { id } = await projectAt(app, city, 'PUBLIC_NOTICE');
    const { noticeEndsAt } = await seen(id);
    const [one, two] = [await app.signUp(), await app.signUp()];
    app.clock.set(new Date(msOf(noticeEndsAt) - 2 * DAY_MS));
    const { raiseObjection: first } = await one.client.must(MUTATIONS.raiseObjection, { projectId: id, text: '预算?' });
    const paused = await seen(id);
    expect(msOf(paused.noticePausedAt)).toBeGreaterThanOrEqual(msOf(noticeEndsAt) - 2 * DAY_MS);
    await app.pass(HOUR_MS);
    const { raiseObjection: second } = await two.client.must(MUTATIONS.raiseObjection, {
      projectId: id,
      text: '地点?',
    });
    expect((await seen(id)).noticePausedAt, 'a second objection finds the notice paused').toBe(paused.noticePausedAt);
    await app.pass(10 * DAY_MS);
    expect(await seen(id), 'as long as an objection waits the notice does not end').toMatchObject({
      status: 'PUBLIC_NOTICE',
      noticeEndsAt,
      noticePausedAt: paused.noticePausedAt,
    });
    const answer = (objectionId: string) =>
      city.reviewer.client.must(MUTATIONS.answerObjection, {
        input: { objectionId, answer: '已核实', outcome: 'DISMISSED' },
      });
    await answer(first.id);
    expect((await seen(id)).noticePausedAt).toBe(paused.noticePausedAt);
    await app.pass(DAY_MS);
    await answer(second.id);
    const resumed = await seen(id);
    const answeredAt = msOf(resumed.objections[1].answeredAt);
    expect(resumed.noticePausedAt).toBeNull();
    expect(msOf(resumed.noticeEndsAt)).toBe(msOf(noticeEndsAt) + answeredAt - msOf(paused.noticePausedAt));
    await goTo(app, msOf(resumed.noticeEndsAt) - MINUTE_MS);
    expect((await seen(id)).status).toBe('PUBLIC_NOTICE');
    await goTo(app, msOf(resumed.noticeEndsAt) + 1);
    expect((await seen(id)).status).toBe('FUNDRAISING');
  });

  it('stops again for an unanswered objection when the project comes back', async () => {
    const { id } = await projectAt(app, city, 'PUBLIC_NOTICE');
    const people = [await app.signUp(), await app.signUp()];
    const objections: { id: string }[] = [];
    for (const { client } of people)
      objections.push((await client.must(MUTATIONS.raiseObjection, { projectId: id, text: '有异议' })).raiseObjection);
    const answer = (index: number, outcome: string) =>
      city.reviewer.client.must(MUTATIONS.answerObjection, {
        input: { objectionId: objections[index]!.id, answer: '答复', outcome },
      });
    await answer(0, 'CHANGES_REQUESTED');
    expect(await seen(id), 'a project that was sent back is hidden again').toBeNull();
    await city.publisher.client.must(MUTATIONS.submitProject, { id });
    await city.reviewer.client.must(MUTATIONS.reviewProject, { input: { projectId: id, decision: 'APPROVE' } });
    await app.checkInvariants();
    await app.pass(6 * DAY_MS);
    expect(await seen(id), 'pause the new notice while an objection to the old one waits').toMatchObject({
      status: 'PUBLIC_NOTICE',
      noticePausedAt: expect.any(String),
    });
    await answer(1, 'DISMISSED');
    await app.pass(4 * DAY_MS);
    expect((await seen(id)).status).toBe('PUBLIC_NOTICE');
    await app.pass(DAY_MS + MINUTE_MS);
    expect((await seen(id)).status).toBe('FUNDRAISING');
  });

  it('closes funding: with gifts the project is FUNDED, without gifts it is CANCELLED, and neither takes more', async () => {
    const ends = inDays(app, 20);
    const [given, ignored] = [
      await projectAt(app, city, 'FUNDRAISING', { fundingEndsAt: ends }),
      await projectAt(app, city, 'FUNDRAISING', { fundingEndsAt: ends }),
    ];
    const donor = await app.signUp();
    await give(donor.client, given.id, { amount: 100 });
    await goTo(app, msOf(ends) - MINUTE_MS);
    for (const { id } of [given, ignored]) expect((await seen(id)).status).toBe('FUNDRAISING');
    await goTo(app, msOf(ends) + 1);
    expect(await seen(given.id)).toMatchObject({ status: 'FUNDED', progress: { raised: 100 } });
    expect(await seen(ignored.id), 'a project that was public stays public when it ends').toMatchObject({
      status: 'CANCELLED',
    });
    for (const { id } of [given, ignored])
      expect(await donor.client.refused(MUTATIONS.pledge, { input: pledgeInput(id) })).toMatchObject({
        code: 'INVALID_STATE',
      });
  });

  it('ends funding only after the last pending transfer has lapsed', async () => {
    const ends = inDays(app, 8);
    const [arrives, lapses] = [
      await projectAt(app, city, 'FUNDRAISING', { fundingEndsAt: ends }),
      await projectAt(app, city, 'FUNDRAISING', { fundingEndsAt: ends }),
    ];
    const donor = await app.signUp();
    const [coming, lost] = [await promise(donor, arrives.id), await promise(donor, lapses.id)];
    await goTo(app, msOf(ends) + DAY_MS);
    for (const { id } of [arrives, lapses])
      expect(await seen(id), 'money may still arrive').toMatchObject({
        status: 'FUNDRAISING',
        viewerActions: [],
        progress: { raised: 0, pending: 10_000 },
      });
    expect(
      await donor.client.refused(MUTATIONS.pledge, { input: pledgeInput(arrives.id) }),
      'new gifts are too late',
    ).toMatchObject({ code: 'INVALID_STATE' });
    await city.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: coming.id, amount: 10_000, bankReference: `流水 ${coming.id}` },
    });
    await app.server.tick();
    expect(await seen(arrives.id)).toMatchObject({ status: 'FUNDED', progress: { raised: 10_000, pending: 0 } });
    await app.pass(7 * DAY_MS);
    expect(await seen(lapses.id)).toMatchObject({ status: 'CANCELLED', progress: { raised: 0, pending: 0 } });
    expect(
      await city.treasurer.client.refused(MUTATIONS.confirmPayment, {
        input: { pledgeId: lost.id, amount: 10_000, bankReference: `流水 ${lost.id}` },
      }),
    ).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('lets a transfer lapse after fourteen days: its room is free again, and nobody can confirm or cancel it', async () => {
    const { id } = await projectAt(app, city, 'FUNDRAISING', { acceptsOverGoal: false });
    // In the name of a verified unit: what strangers promise keeps its room for hours only.
    const donor = city.publisher;
    const pledged = await promise(donor, id, { amount: 1_000_000, onBehalfOfId: city.organization.id });
    const { viewer } = await donor.client.must('{ viewer { pledges { edges { node { createdAt expiresAt } } } } }');
    const { createdAt, expiresAt } = viewer.pledges.edges[0].node;
    expect(msOf(expiresAt) - msOf(createdAt)).toBe(14 * DAY_MS);
    const other = await app.signUp();
    expect(
      await other.client.refused(MUTATIONS.pledge, { input: pledgeInput(id, { amount: 100 }) }),
      'a pending transfer keeps its room',
    ).toMatchObject({ code: 'LIMIT_EXCEEDED', field: 'amount' });
    await goTo(app, msOf(expiresAt) - MINUTE_MS);
    expect((await seen(id)).progress.pending).toBe(1_000_000);
    const input = { pledgeId: pledged.id, amount: 1_000_000, bankReference: `流水 ${pledged.id}` };
    app.clock.set(new Date(msOf(expiresAt) + 1));
    expect(
      await city.treasurer.client.refused(MUTATIONS.confirmPayment, { input }),
      'the deadline holds before any job has run',
    ).toMatchObject({ code: 'INVALID_STATE' });
    await app.server.tick();
    expect((await seen(id)).progress.pending).toBe(0);
    expect(await city.treasurer.client.refused(MUTATIONS.confirmPayment, { input })).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(await donor.client.refused(MUTATIONS.cancelPledge, { id: pledged.id })).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(
      (
        await donor.client.must('query P($id: ID!) { pledge(id: $id) { status receipt { number } } }', {
          id: pledged.id,
        })
      ).pledge,
    ).toEqual({ status: 'EXPIRED', receipt: null });
    expect(await give(other.client, id, { amount: 1_000_000 })).toMatchObject({ status: 'PAID' });
    expect((await seen(id)).status).toBe('FUNDED');
  });

  it('makes a project FUNDED when the goal is reached, and it continues until its end only when it chose so', async () => {
    const donor = await app.signUp();
    for (const acceptsOverGoal of [false, true]) {
      const { id } = await projectAt(app, city, 'FUNDRAISING', { acceptsOverGoal });
      await give(donor.client, id, { amount: 999_999 });
      expect((await seen(id)).status).toBe('FUNDRAISING');
      if (!acceptsOverGoal) {
        const refusal = await donor.client.refused(MUTATIONS.pledge, { input: pledgeInput(id, { amount: 100 }) });
        expect(refusal, 'the last fen is less than the smallest gift').toMatchObject({
          code: 'LIMIT_EXCEEDED',
          field: 'amount',
        });
        const transfer = await promise(donor, (await projectAt(app, city, 'FUNDRAISING', { acceptsOverGoal })).id, {
          amount: 1_000_000,
        });
        await city.treasurer.client.must(MUTATIONS.confirmPayment, {
          input: { pledgeId: transfer.id, amount: 1_000_000, bankReference: `流水 ${transfer.id}` },
        });
        continue;
      }
      await give(donor.client, id, { amount: 100 });
      expect(await seen(id)).toMatchObject({ status: 'FUNDED', viewerActions: ['PLEDGE'] });
      await give(donor.client, id, { amount: 5_000 });
      expect((await seen(id)).progress.raised).toBe(1_005_099);
      await goTo(app, msOf((await seen(id)).fundingEndsAt) + 1);
      const late = await app.signUp();
      expect(await late.client.refused(MUTATIONS.pledge, { input: pledgeInput(id) })).toMatchObject({
        code: 'INVALID_STATE',
      });
    }
  });

  it('prevents the approval of a project that would close before its notice ends, and the submission of one that has closed', async () => {
    const soon = await projectAt(app, city, 'SUBMITTED', { fundingEndsAt: inDays(app, 4) });
    expect(
      await city.reviewer.client.refused(MUTATIONS.reviewProject, {
        input: { projectId: soon.id, decision: 'APPROVE' },
      }),
    ).toMatchObject({ code: 'INVALID_STATE' });
    const draft = await projectAt(app, city, 'DRAFT', { fundingEndsAt: inDays(app, 1) });
    await app.pass(2 * DAY_MS);
    expect(await city.publisher.client.refused(MUTATIONS.submitProject, { id: draft.id })).toMatchObject({
      code: 'INVALID_STATE',
    });
  });

  it('ends sessions after thirty days, and invitations after fourteen', async () => {
    const guest = await app.signUp();
    const { inviteMember: invitation } = await city.publisher.client.must(MUTATIONS.inviteMember, {
      input: { organizationId: city.organization.id, email: guest.email, role: 'EDITOR' },
    });
    const token = invitationTokenFor(app, guest.email);
    const started = app.clock.now().getTime();
    const INVITATION = 'query I($token: String!) { invitation(token: $token) { status } }';
    await goTo(app, msOf(invitation.expiresAt) - MINUTE_MS);
    expect((await guest.client.must(INVITATION, { token })).invitation).toEqual({ status: 'OPEN' });
    await goTo(app, msOf(invitation.expiresAt) + 1);
    expect((await guest.client.must(INVITATION, { token })).invitation).toEqual({ status: 'EXPIRED' });
    expect(await guest.client.refused(MUTATIONS.acceptInvitation, { token })).toMatchObject({ code: 'INVALID_STATE' });
    const feed = guest.client.subscribe('subscription { cityTotals { raised } }');
    await feed.next();
    feed.stop();
    await goTo(app, started + 30 * DAY_MS - HOUR_MS);
    expect((await guest.client.must('{ viewer { id } }')).viewer).toEqual({ id: guest.id });
    await goTo(app, started + 30 * DAY_MS + MINUTE_MS);
    expect(await guest.client.must('{ viewer { id } }')).toEqual({ viewer: null });
    expect(await guest.client.refused(MUTATIONS.updateProfile, { name: '还在吗' })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('no days of notice', () => {
  const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '0' } });

  it('open funding at the moment of approval', async () => {
    const city = await createCity(app);
    const { id } = await projectAt(app, city, 'SUBMITTED');
    const { reviewProject } = await city.reviewer.client.must(MUTATIONS.reviewProject, {
      input: { projectId: id, decision: 'APPROVE' },
    });
    expect(reviewProject.status).toBe('FUNDRAISING');
    const { project } = await app.anonymous().must(PROJECT, { id });
    expect(project.history.map(({ to }: { to: string }) => to)).toEqual([
      'DRAFT',
      'SUBMITTED',
      'PUBLIC_NOTICE',
      'FUNDRAISING',
    ]);
    await give((await app.signUp()).client, id);
    expect(
      await (await app.signUp()).client.refused(MUTATIONS.raiseObjection, { projectId: id, text: '晚了' }),
    ).toMatchObject({ code: 'INVALID_STATE' });
  });
});
