import { beforeAll, beforeEach, expect, it } from 'vitest';
import { HOUR_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { promiseOnline, start, tradeNoOf, useAppWithProviders } from '../support/payments.ts';
import { createTown, projectAt, type Town } from '../support/town.ts';

const { app, standIn } = await useAppWithProviders();

let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});
beforeEach(() => {
  standIn.fault = null;
  standIn.faultOn = /^/;
  standIn.nextRefund = 'SUCCESS';
});

const balanceOf = async (code: string): Promise<number> => {
  const [row] = await app.db.read.query<{ balance_fen: number | string }[]>(
    'SELECT balance_fen FROM ledger_accounts WHERE code = ?',
    [code],
  );
  return Number(row?.balance_fen ?? 0);
};
const openProject = async () => (await projectAt(app, town, 'FUNDRAISING')).id;

/** A gift through a provider. */
async function gift(projectId: string, method: 'WECHAT_PAY' | 'ALIPAY' = 'WECHAT_PAY') {
  const { client } = town.donor;
  const pledge = await promiseOnline(client, projectId, { payment: method });
  const payment = await start(client, pledge.id, { method, scene: method === 'ALIPAY' ? 'WEB' : 'QR' });
  if (payment.payUrl !== null) await fetch(payment.payUrl, { redirect: 'manual' });
  const order = standIn.pay(tradeNoOf(payment));
  await standIn.send(order, standIn.noticeOf(order));
  return { pledge, payment, order };
}

/** A payment of a pledge that its donor cancelled: money that can be no gift. The provider fails from then on. */
async function stray(fault: typeof standIn.fault = null) {
  const { client } = town.donor;
  const pledge = await promiseOnline(client, await openProject());
  const payment = await start(client, pledge.id);
  await client.must(MUTATIONS.cancelPledge, { id: pledge.id });
  const order = standIn.pay(tradeNoOf(payment));
  standIn.fault = fault;
  await standIn.send(order, standIn.wechat.notice(order));
  return { payment, order };
}

const refundOf = async ({ id }: { id: string }) =>
  (
    await town.donor.client.must('query P($id: ID!) { onlinePayment(id: $id) { refund { status amount doneAt } } }', {
      id,
    })
  ).onlinePayment.refund;
const backAtProvider = (tradeNo: string) => [...standIn.refunds.values()].filter((one) => one.tradeNo === tradeNo);

/** Ends the project and gives all its gifts back, by two people. */
async function giveAllBack(projectId: string) {
  await town.owner.client.must(MUTATIONS.cancelProject, { id: projectId, reason: '场地取消' });
  const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, {
    input: { projectId, reason: '项目取消' },
  });
  return { order: prepareRefund as { id: string } };
}

it('money that became no gift goes back by itself, once, and leaves the ledger when it is back', async () => {
  const before = await balanceOf('clearing:wechat');
  const { payment, order } = await stray('DOWN');
  expect(await balanceOf('unclaimed:online')).toBe(-10_000);
  expect(await refundOf(payment)).toMatchObject({ status: 'DUE', amount: 10_000, doneAt: null });
  standIn.fault = null;
  await app.pass(HOUR_MS);
  expect(await refundOf(payment)).toMatchObject({ status: 'DONE' });
  expect(backAtProvider(order.tradeNo)).toMatchObject([{ amountFen: 10_000 }]);
  expect(await balanceOf('unclaimed:online')).toBe(0);
  expect(await balanceOf('clearing:wechat')).toBe(before);
});

it.each(['LOST_ANSWER', 'LOST_CALL', 'DOWN', 'FORGED'] as const)(
  'a refund whose answer or call is lost (%s) is carried out once',
  async (fault) => {
    // The questions are answered; the refund itself fails.
    standIn.faultOn = /^POST .*refunds$/;
    const { payment, order } = await stray(fault);
    await app.pass(1_000);
    expect(backAtProvider(order.tradeNo)).toHaveLength(['LOST_ANSWER', 'FORGED'].includes(fault) ? 1 : 0);
    await app.pass(HOUR_MS);
    standIn.fault = null;
    await app.pass(HOUR_MS);
    expect(await refundOf(payment)).toMatchObject({ status: 'DONE' });
    expect(backAtProvider(order.tradeNo)).toHaveLength(1);
  },
);

it('a refund that the provider refuses, or takes time for, is asked about until the money is back', async () => {
  standIn.nextRefund = 'NOT_ENOUGH';
  const { payment, order } = await stray();
  await app.pass(1_000);
  expect(await refundOf(payment)).toMatchObject({ status: 'DUE' });
  const [row] = await app.db.read.query<{ failure: string }[]>(
    'SELECT failure FROM online_refunds WHERE payment_id = ?',
    [payment.id],
  );
  expect(row!.failure).toBe('NOT_ENOUGH');
  standIn.nextRefund = 'PROCESSING';
  await app.pass(10_000);
  expect(await refundOf(payment)).toMatchObject({ status: 'DUE' });
  backAtProvider(order.tradeNo)[0]!.state = 'SUCCESS';
  await app.pass(HOUR_MS);
  expect(await refundOf(payment)).toMatchObject({ status: 'DONE' });
});

it('gifts of an ended project go back through their providers, after two people decided', async () => {
  const projectId = await openProject();
  const byWechat = await gift(projectId);
  const byAlipay = await gift(projectId, 'ALIPAY');
  const { order } = await giveAllBack(projectId);
  await app.pass(1_000);
  expect(backAtProvider(byWechat.order.tradeNo)).toEqual([]);
  const before = [await balanceOf('clearing:wechat'), await balanceOf('clearing:alipay')];
  await town.admin.client.must(MUTATIONS.approveRefund, { id: order.id });
  await app.pass(1_000);
  for (const { payment, order: trade } of [byWechat, byAlipay]) {
    expect(await refundOf(payment)).toMatchObject({ status: 'DONE', amount: 10_000 });
    expect(backAtProvider(trade.tradeNo)).toMatchObject([{ amountFen: 10_000, state: 'SUCCESS' }]);
  }
  expect([await balanceOf('clearing:wechat'), await balanceOf('clearing:alipay')]).toEqual(
    before.map((fen) => fen - 10_000),
  );
  const { refundOrder } = await town.treasurer.client.must(
    'query R($id: ID!) { refundOrder(id: $id) { payouts { bank { count } provider { count total } } } }',
    { id: order.id },
  );
  expect(refundOrder.payouts).toEqual({ bank: { count: 0 }, provider: { count: 2, total: 20_000 } });
});

it('the confirmation by a provider cannot be taken back as a mistake, because nobody confirmed it', async () => {
  const { pledge } = await gift(await openProject());
  expect(
    await town.treasurer.client.refused(MUTATIONS.prepareReversal, {
      input: { pledgeId: pledge.id, reason: '记错了' },
    }),
  ).toMatchObject({ code: 'INVALID_STATE', key: 'refund.nothingConfirmed' });
});
