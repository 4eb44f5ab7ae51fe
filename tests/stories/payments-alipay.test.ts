import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { HOUR_MS, MINUTE_MS } from '../support/clock.ts';
import { paymentOf, promiseOnline, start, tradeNoOf, useAppWithProviders } from '../support/payments.ts';
import { createTown, projectAt, type Town } from '../support/town.ts';

const PLEDGE = 'query P($id: ID!) { pledge(id: $id) { status payment } }';
const { app, standIn } = await useAppWithProviders();

let town: Town;
let donor: Client;
beforeAll(async () => {
  town = await createTown(app);
  donor = town.donor.client;
});
beforeEach(() => {
  standIn.fault = null;
});

const openProject = async () => (await projectAt(app, town, 'FUNDRAISING')).id;
const pledgeOf = async (id: string) => (await town.treasurer.client.must(PLEDGE, { id })).pledge;
const raisedBy = async (id: string): Promise<number> =>
  (await app.anonymous().must('query P($id: ID!) { project(id: $id) { progress { raised } } }', { id })).project
    .progress.raised;

/** A pledge with an open payment that Alipay knows. */
async function openedAtAlipay() {
  const projectId = await openProject();
  const pledge = await promiseOnline(donor, projectId, { payment: 'ALIPAY' });
  const payment = await start(donor, pledge.id, { method: 'ALIPAY', scene: 'WEB' });
  // The person opens the signed address, by which Alipay learns of the order.
  expect((await fetch(payment.payUrl!, { redirect: 'manual' })).status).toBe(302);
  return { projectId, pledge, payment, tradeNo: tradeNoOf(payment) };
}

it('is paid on its own page; the signed notice makes the gift, also with a percent sign in its text', async () => {
  const { projectId, pledge, tradeNo } = await openedAtAlipay();
  const order = standIn.pay(tradeNo);
  const notice = standIn.alipay.notice(order, { subject: '10% 配捐 & 更多' });
  expect(await standIn.send(order, notice)).toEqual({ status: 200, text: 'success' });
  expect(await standIn.send(order, notice)).toEqual({ status: 200, text: 'success' });
  expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PAID', payment: 'ALIPAY' });
  expect(await raisedBy(projectId)).toBe(10_000);
});

it.each([
  ['signed by another key', { isForged: true }],
  ['of another app', { appId: '2021000000000002' }],
])('a notice %s is refused', async (_, faults) => {
  const { payment, tradeNo } = await openedAtAlipay();
  const order = standIn.pay(tradeNo);
  standIn.fault = 'DOWN';
  expect(await standIn.send(order, standIn.alipay.notice(order, faults))).toEqual({ status: 401, text: 'failure' });
  expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'OPEN' });
});

it('an old notice is not believed: we ask, and only the answer counts', async () => {
  const { pledge, tradeNo } = await openedAtAlipay();
  const order = standIn.order(tradeNo);
  order.paidAt = app.clock.now();
  order.transactionId = 'of-nobody';
  const at = new Date(app.clock.now().getTime() - 6 * MINUTE_MS);
  expect((await standIn.send(order, standIn.alipay.notice(order, { at }))).status).toBe(200);
  await app.pass(1_000);
  expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PENDING' });
  standIn.pay(tradeNo);
  expect((await standIn.send(order, standIn.alipay.notice(order, { at }))).status).toBe(200);
  await app.pass(1_000);
  expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PAID' });
});

it('answers that are forged, lost or no answers leave the payment open', async () => {
  const { pledge, tradeNo } = await openedAtAlipay();
  standIn.pay(tradeNo);
  for (const fault of ['FORGED', 'DOWN', 'LOST_CALL', 'LOST_ANSWER'] as const) {
    standIn.fault = fault;
    await app.pass(10 * MINUTE_MS);
    expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PENDING' });
  }
  standIn.fault = null;
  await app.pass(HOUR_MS);
  expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PAID' });
});

it('an order that nobody opened ends after its time', async () => {
  const pledge = await promiseOnline(donor, await openProject(), { payment: 'ALIPAY' });
  const payment = await start(donor, pledge.id, { method: 'ALIPAY', scene: 'PHONE' });
  await app.pass(HOUR_MS);
  expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'CLOSED' });
});
