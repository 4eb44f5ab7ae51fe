import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { give, pledgeInput } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, inDays, projectAt, promise, type Town } from '../support/town.ts';

const HOUR_MS = 3_600_000;
const PROGRESS =
  'query P($id: ID!) { project(id: $id) { status progress { raised pending pendingFirm pledgeCount } } }';
const OWN = 'query P($id: ID!) { pledge(id: $id) { status keepsPlaceUntil endReason } }';

/** A promise costs nothing, so what it keeps of a project is little where nothing is known of who promises. */
describe('unpaid promises', () => {
  const app = useTestApp({ env: { LOG_LEVEL: 'fatal' } });
  let town: Town;
  beforeAll(async () => {
    town = await createTown(app);
  });

  const strict = (amount = 100_000) =>
    projectAt(app, town, 'FUNDRAISING', {
      acceptsOverGoal: false,
      milestones: [{ title: '全部', amount, dueOn: inDays(app, 90) }],
    });
  const seen = async (id: string) => (await app.anonymous().must(PROGRESS, { id })).project;
  const guestPromise = async (projectId: string, amount: number, name = '路人甲') =>
    (
      await app.anonymous().must(MUTATIONS.pledge, {
        input: pledgeInput(projectId, { amount, payment: 'BANK_TRANSFER', guest: { name } }),
      })
    ).pledge as { id: string; status: string; remarkCode: string };
  const confirm = (id: string, amount: number) => ({
    input: { pledgeId: id, amount, bankReference: `流水 ${id.slice(-6)}` },
  });

  it('of a guest for the whole goal is accepted, and blocks nobody else', async () => {
    const { id } = await strict();
    expect(await guestPromise(id, 100_000)).toMatchObject({
      status: 'PENDING',
      remarkCode: expect.stringMatching(/^HC/),
    });
    expect((await seen(id)).progress).toEqual({ raised: 0, pending: 100_000, pendingFirm: 0, pledgeCount: 0 });
    expect(await give(town.donor.client, id, { amount: 100_000 })).toMatchObject({ status: 'PAID' });
    expect((await seen(id)).status).toBe('FUNDED');
    await app.checkInvariants();
  });

  it('150 of ¥10 million from one address do not change any reliable figure', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    await Promise.all(Array.from({ length: 150 }, (_, index) => guestPromise(id, 1_000_000_000, `大话${index}`)));
    expect((await seen(id)).progress).toMatchObject({
      raised: 0,
      pending: 150_000_000_000,
      pendingFirm: 0,
      pledgeCount: 0,
    });
    await app.checkInvariants();
  });

  it('of guests reserve five percent each and ten together, and ten places per hour from one address', async () => {
    const { id } = await strict(1_000_000);
    for (let index = 0; index < 3; index += 1) await guestPromise(id, 50_000, `访客${index}`);
    expect((await seen(id)).progress).toMatchObject({ pending: 150_000, pendingFirm: 100_000 });
    const others = await Promise.all(Array.from({ length: 4 }, () => strict(1_000_000)));
    for (const other of others)
      for (let index = 0; index < 4; index += 1) await guestPromise(other.id, 10_000, `又${index}`);
    const kept = (await Promise.all(others.map((other) => seen(other.id)))).reduce(
      (fen, { progress }) => fen + progress.pendingFirm,
      0,
    );
    expect(kept, 'two places were taken before, ten is the limit').toBe(8 * 10_000);
    await app.pass(HOUR_MS + 1_000);
    await guestPromise(others[0]!.id, 10_000, '一小时后');
    expect(
      (await Promise.all(others.map((other) => seen(other.id)))).reduce(
        (fen, { progress }) => fen + progress.pendingFirm,
        0,
      ),
    ).toBe(9 * 10_000);
    await app.checkInvariants();
  });

  it('of a guest reserve their room for a day; afterwards they are paid when there is room, and otherwise refused with the reason', async () => {
    const { id } = await strict();
    await app.pass(HOUR_MS + 1_000);
    const [first, second] = [await guestPromise(id, 5_000, '甲'), await guestPromise(id, 5_000, '乙')];
    expect((await seen(id)).progress.pendingFirm).toBe(10_000);
    expect(
      await town.donor.client.refused(MUTATIONS.pledge, { input: pledgeInput(id, { amount: 90_001 }) }),
    ).toMatchObject({ code: 'LIMIT_EXCEEDED', field: 'amount' });
    await app.pass(DAY_MS + 1_000);
    expect((await seen(id)).progress).toMatchObject({ pending: 10_000, pendingFirm: 0 });
    await give(town.donor.client, id, { amount: 94_000 });
    await town.treasurer.client.must(MUTATIONS.confirmPayment, confirm(first.id, 5_000));
    const refused = await town.treasurer.client.refused(MUTATIONS.confirmPayment, confirm(second.id, 5_000));
    expect(refused).toMatchObject({ code: 'LIMIT_EXCEEDED', field: 'amount' });
    expect((await seen(id)).progress).toMatchObject({ raised: 99_000, pending: 5_000, pendingFirm: 0 });
    await app.checkInvariants();
  });

  it('of a new account reserve ten percent, of a donor who paid before half, of a verified unit all, until they lapse', async () => {
    await app.pass(HOUR_MS + 1_000);
    const fresh = await app.signUp({ name: '新账户' });
    const { id } = await strict();
    await promise(fresh, id, { amount: 10_001 });
    expect((await seen(id)).progress.pendingFirm).toBe(0);
    await promise(fresh, id, { amount: 10_000 });
    expect((await seen(id)).progress.pendingFirm).toBe(10_000);
    await promise(town.donor, id, { amount: 50_000 });
    expect((await seen(id)).progress.pendingFirm).toBe(60_000);
    await promise(town.donor, id, { amount: 100 });
    expect((await seen(id)).progress.pendingFirm, 'their promises count together').toBe(60_000);
    const unit = await promise(town.rival, id, { amount: 40_000, onBehalfOfId: town.rivals.id });
    expect((await seen(id)).progress.pendingFirm).toBe(100_000);
    await app.pass(2 * DAY_MS);
    expect((await seen(id)).progress.pendingFirm, 'the stranger’s day is over').toBe(90_000);
    const { pledge } = await town.rival.client.must(OWN, { id: unit.id });
    expect(Date.parse(pledge.keepsPlaceUntil) - app.clock.now().getTime()).toBeGreaterThan(11 * DAY_MS);
    await app.pass(13 * DAY_MS);
    expect((await seen(id)).progress).toMatchObject({ pending: 0, pendingFirm: 0 });
    await app.checkInvariants();
  });

  it('are ended by staff with a reason, which the donor learns', async () => {
    const { id } = await strict();
    const promised = await promise(town.rival, id, { amount: 100_000, onBehalfOfId: town.rivals.id });
    expect(
      await town.donor.client.refused(MUTATIONS.pledge, { input: pledgeInput(id, { amount: 100 }) }),
    ).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    for (let time = 0; time < 2; time += 1) {
      const { endPledge } = await town.reviewer.client.must(MUTATIONS.endPledge, {
        id: promised.id,
        reason: '单位已决定不再资助',
      });
      expect(endPledge, 'the same request again gets the same response').toMatchObject({
        id: promised.id,
        status: 'CANCELLED',
      });
    }
    expect(
      await town.treasurer.client.refused(MUTATIONS.endPledge, { id: promised.id, reason: '再终止一次' }),
    ).toMatchObject({ code: 'INVALID_STATE' });
    expect((await town.rival.client.must(OWN, { id: promised.id })).pledge).toEqual({
      status: 'CANCELLED',
      keepsPlaceUntil: null,
      endReason: '单位已决定不再资助',
    });
    expect((await seen(id)).progress).toMatchObject({ pending: 0, pendingFirm: 0 });
    await app.server.tick();
    const { viewer } = await town.rival.client.must(
      '{ viewer { notices(first: 5) { edges { node { title text } } } } }',
    );
    expect(viewer.notices.edges[0].node).toMatchObject({
      title: expect.stringContaining('1,000.00'),
      text: expect.stringContaining('单位已决定不再资助'),
    });
    expect(await town.treasurer.client.refused(MUTATIONS.confirmPayment, confirm(promised.id, 100_000))).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(await give(town.donor.client, id, { amount: 100_000 })).toMatchObject({ status: 'PAID' });
    await app.checkInvariants();
  });
});
