import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import {
  paymentOf,
  promiseOnline,
  start,
  START,
  startInput,
  tradeNoOf,
  useAppWithProviders,
  type Payment,
} from '../support/payments.ts';
import { createTown, inDays, projectAt, type Town } from '../support/town.ts';

const PLEDGE =
  'query P($id: ID!) { pledge(id: $id) { status payment paidAt bankReference receipt { number amount } } }';
const { app, standIn } = await useAppWithProviders();

let town: Town;
let donor: Client;
const newTown = async () => {
  town = await createTown(app);
  donor = town.donor.client;
};
beforeAll(newTown);
beforeEach(() => {
  standIn.fault = null;
});

/** A pledge with a payment ten minutes before the pledge lapses. Sessions end in that time, so the people are new. */
async function almostLapsed(changes: Record<string, unknown> = {}, open: () => Promise<string> = openProject) {
  await newTown();
  const projectId = await open();
  const pledge = await promiseOnline(donor, projectId, changes);
  await app.pass(14 * DAY_MS - 10 * MINUTE_MS);
  const payment = await start(donor, pledge.id);
  return { projectId, pledge, payment, tradeNo: tradeNoOf(payment) };
}
/** The provider cannot be asked while the pledge lapses. */
async function lapse() {
  standIn.fault = 'DOWN';
  await app.pass(HOUR_MS);
  standIn.fault = null;
}

const openProject = async (changes: Record<string, unknown> = {}) =>
  (await projectAt(app, town, 'FUNDRAISING', changes)).id;
/** A project that takes ¥1,000 and no more. */
const strictProject = () =>
  openProject({ acceptsOverGoal: false, milestones: [{ title: '全部', amount: 100_000, dueOn: inDays(app, 90) }] });
const pledgeOf = async (id: string) => (await town.treasurer.client.must(PLEDGE, { id })).pledge;
const raisedBy = async (id: string): Promise<number> =>
  (await app.anonymous().must('query P($id: ID!) { project(id: $id) { progress { raised } } }', { id })).project
    .progress.raised;
const balanceOf = async (code: string): Promise<number> => {
  const [row] = await app.db.read.query<{ balance_fen: number | string }[]>(
    'SELECT balance_fen FROM ledger_accounts WHERE code = ?',
    [code],
  );
  return Number(row?.balance_fen ?? 0);
};
const CLEARING = 'clearing:wechat';
/** What the entry of this payment put on the account of money that is nobody's gift. */
const keptApart = async ({ id }: Payment): Promise<number> => {
  const [row] = await app.db.read.query<{ fen: number | string }[]>(
    "SELECT p.amount_fen AS fen FROM online_payments o JOIN postings p ON p.entry_id = o.entry_id AND p.account_code = 'unclaimed:online' WHERE o.id = ?",
    [id],
  );
  return 0 - Number(row?.fen ?? 0);
};

/** A pledge with an open payment. */
async function opened() {
  const projectId = await openProject();
  const pledge = await promiseOnline(donor, projectId);
  const payment = await start(donor, pledge.id);
  return { projectId, pledge, payment, tradeNo: tradeNoOf(payment) };
}
/** The same, and the person has paid; nobody told the server. */
async function paid() {
  const all = await opened();
  return { ...all, order: standIn.pay(all.tradeNo) };
}
/** The same, and the server cannot ask either, so only notices count. */
async function paidInSecret() {
  const all = await paid();
  standIn.fault = 'DOWN';
  return all;
}

describe('a person who pays by WeChat Pay', () => {
  it('gets a code; the signed notice makes the gift, with receipt and ledger, in the account of the provider', async () => {
    const before = await balanceOf(CLEARING);
    const { projectId, pledge, payment, tradeNo } = await opened();
    expect(payment).toMatchObject({ status: 'OPEN', amount: 10_000, payUrl: null, isTest: false });
    expect(payment.qrText).toContain(tradeNo);
    expect(await raisedBy(projectId)).toBe(0);
    const order = standIn.pay(tradeNo);
    expect(await standIn.send(order, standIn.wechat.notice(order))).toEqual({ status: 204, text: '' });
    expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'PAID', strayReason: null, qrText: null });
    expect(await pledgeOf(pledge.id)).toMatchObject({
      status: 'PAID',
      payment: 'WECHAT_PAY',
      bankReference: order.transactionId,
      receipt: { amount: 10_000 },
    });
    expect(await raisedBy(projectId)).toBe(10_000);
    expect((await balanceOf(CLEARING)) - before).toBe(10_000);
  });

  it('is told of the payment by the live topic', async () => {
    const { payment, tradeNo } = await opened();
    const feed = donor.subscribe('subscription C($topics: [String!]!) { changed(topics: $topics) { topic } }', {
      topics: [`online-payment:${payment.id}`],
    });
    await feed.next();
    const order = standIn.pay(tradeNo);
    await standIn.send(order, standIn.wechat.notice(order));
    expect(JSON.stringify(await feed.next())).toContain(payment.id);
  });

  it('sees the same code in a second tab, and one order at the provider', async () => {
    const { pledge, payment } = await opened();
    const again = await Promise.all([start(donor, pledge.id), start(donor, pledge.id)]);
    expect(again.map(({ id, qrText }) => [id, qrText])).toEqual([
      [payment.id, payment.qrText],
      [payment.id, payment.qrText],
    ]);
  });

  it('gets one payment from two tabs that start at the same moment', async () => {
    const pledge = await promiseOnline(donor, await openProject());
    const both = await Promise.all([start(donor, pledge.id), start(donor, pledge.id)]);
    expect(both[0]!.id).toBe(both[1]!.id);
  });

  it('may be a guest, who proves the pledge by the key with which it was made', async () => {
    const guest = app.anonymous();
    const { id, key } = await promiseOnline(guest, await openProject(), { guest: { name: '路人甲' } });
    expect(await guest.refused(START, startInput(id))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await guest.refused(START, startInput(id, { giftKey: 'another' }))).toMatchObject({ code: 'NOT_FOUND' });
    const payment = await start(guest, id, { giftKey: key });
    expect(await paymentOf(guest, payment.id)).toBeNull();
    const order = standIn.pay(tradeNoOf(payment));
    await standIn.send(order, standIn.wechat.notice(order));
    expect(await paymentOf(guest, payment.id, key)).toMatchObject({ status: 'PAID' });
    expect(await paymentOf(donor, payment.id)).toBeNull();
  });
});

describe('a notice', () => {
  it('that comes twice, at once or later, makes one gift', async () => {
    const { projectId, order } = await paid();
    const notices = Array.from({ length: 5 }, () => standIn.wechat.notice(order));
    const answers = await Promise.all(notices.map((notice) => standIn.send(order, notice)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    await app.pass(HOUR_MS);
    expect((await standIn.send(order, standIn.wechat.notice(order))).status).toBe(204);
    expect(await raisedBy(projectId)).toBe(10_000);
  });

  it('that comes after our own query makes no second gift', async () => {
    const { projectId, payment, order } = await paid();
    await app.pass(6_000);
    expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'PAID' });
    expect((await standIn.send(order, standIn.wechat.notice(order))).status).toBe(204);
    expect(await raisedBy(projectId)).toBe(10_000);
  });

  it('that comes after the pledge lapsed is a gift when the money was paid in time', async () => {
    const { pledge, tradeNo } = await almostLapsed();
    const order = standIn.pay(tradeNo);
    await lapse();
    expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'EXPIRED' });
    expect((await standIn.send(order, standIn.wechat.notice(order))).status).toBe(204);
    expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PAID' });
  });

  it('of money that was paid after the pledge lapsed makes no gift; the money is kept apart', async () => {
    const { pledge, payment, tradeNo } = await almostLapsed();
    const order = standIn.pay(tradeNo);
    await lapse();
    // The provider took the money later than it was told to.
    order.paidAt = app.clock.now();
    await standIn.send(order, standIn.wechat.notice(order));
    expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'EXPIRED', receipt: null });
    expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'PAID', strayReason: 'PLEDGE_ENDED' });
    expect(await keptApart(payment)).toBe(10_000);
  });

  it('with another amount makes no gift; what was really paid is kept apart', async () => {
    const { pledge, payment, order } = await paidInSecret();
    expect((await standIn.send(order, standIn.wechat.notice(order, { amountFen: 9_900 }))).status).toBe(204);
    expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PENDING' });
    expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'PAID', strayReason: 'OTHER_AMOUNT' });
    expect(await keptApart(payment)).toBe(9_900);
  });

  it.each([
    ['signed by another key', { isForged: true }],
    ['of another merchant', { mchId: '1900000009' }],
  ])('%s is refused and changes nothing', async (_, faults) => {
    const { payment, order } = await paidInSecret();
    expect((await standIn.send(order, standIn.wechat.notice(order, faults))).status).toBe(401);
    expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'OPEN' });
  });

  it.each([-6, 6])('whose time is %i minutes from ours is refused as replayed', async (minutes) => {
    const { payment, order } = await paidInSecret();
    const at = new Date(app.clock.now().getTime() + minutes * MINUTE_MS);
    expect((await standIn.send(order, standIn.wechat.notice(order, { at }))).status).toBe(401);
    expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'OPEN' });
  });

  it('whose body, nonce or time was changed on the way is refused', async () => {
    const { payment, order } = await paidInSecret();
    const good = standIn.wechat.notice(order);
    const changed = [
      { ...good, body: good.body.replace('支付成功', '支付失败') },
      { ...good, headers: { ...good.headers, 'wechatpay-nonce': 'x'.repeat(32) } },
      { ...good, headers: { ...good.headers, 'wechatpay-serial': 'PUB_KEY_ID_OF_SOMEBODY' } },
      { ...good, headers: { ...good.headers, 'wechatpay-signature': 'WECHATPAY/SIGNTEST/x' } },
      { ...good, headers: { 'content-type': 'application/json' } },
      { ...good, body: '' },
    ];
    for (const notice of changed) expect((await standIn.send(order, notice)).status).toBe(401);
    expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'OPEN' });
  });

  it('that was processed and is sent again to the letter is acknowledged, and is not processed', async () => {
    const { projectId, order } = await paid();
    const notice = standIn.wechat.notice(order);
    expect((await standIn.send(order, notice)).status).toBe(204);
    // Its body now claims to be of an order that does not exist, which only the memory of the nonce can skip.
    standIn.orders.delete(order.tradeNo);
    await app.db.transact((tx) =>
      tx.manager.query("UPDATE online_payments SET trade_no = SUBSTR(CONCAT('x', id), 1, 32) WHERE trade_no = ?", [
        order.tradeNo,
      ]),
    );
    expect((await standIn.send(order, notice)).status).toBe(204);
    expect((await standIn.send(order, standIn.wechat.notice(order))).status).toBe(404);
    expect(await raisedBy(projectId)).toBe(10_000);
  });

  it('is taken in any order: a payment that was closed here and paid there is a gift', async () => {
    const { pledge, payment, tradeNo } = await opened();
    const order = standIn.order(tradeNo);
    order.state = 'CLOSED';
    await app.pass(6_000);
    expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'CLOSED' });
    order.state = 'OPEN';
    standIn.pay(tradeNo);
    await standIn.send(order, standIn.wechat.notice(order));
    expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PAID' });
  });

  it('that cannot be recorded is answered with an error, so that it comes again', async () => {
    const { order } = await paid();
    const tooLarge = { headers: standIn.wechat.notice(order).headers, body: 'x'.repeat(70_000) };
    expect((await standIn.send(order, tooLarge)).status).toBe(413);
    expect((await fetch(order.noticeUrl)).status).toBe(405);
  });
});

describe('money for which there is no place', () => {
  it('is kept apart: a pledge that was paid by transfer meanwhile', async () => {
    const { pledge, payment, order } = await paidInSecret();
    await town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: pledge.id, amount: 10_000, bankReference: `流水 ${pledge.id.slice(-6)}` },
    });
    await standIn.send(order, standIn.wechat.notice(order));
    expect(await paymentOf(donor, payment.id)).toMatchObject({ strayReason: 'PAID_ALREADY' });
    expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PAID', payment: 'BANK_TRANSFER' });
  });

  it('is kept apart: a pledge that was paid with both providers', async () => {
    const { projectId, pledge, order } = await paid();
    const other = await start(donor, pledge.id, { method: 'ALIPAY', scene: 'WEB' });
    await fetch(other.payUrl!, { redirect: 'manual' });
    const second = standIn.pay(tradeNoOf(other));
    const answers = await Promise.all([
      standIn.send(order, standIn.wechat.notice(order)),
      standIn.send(second, standIn.alipay.notice(second)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([204, 200]);
    const reasons = await Promise.all(
      [order, second].map(async ({ tradeNo }) => {
        const [row] = await app.db.read.query<{ stray_reason: string | null }[]>(
          'SELECT stray_reason FROM online_payments WHERE trade_no = ?',
          [tradeNo],
        );
        return row!.stray_reason;
      }),
    );
    expect(reasons.sort()).toEqual(['PAID_ALREADY', null].sort());
    expect(await raisedBy(projectId)).toBe(10_000);
  });

  it('is kept apart: a pledge that its donor cancelled', async () => {
    const { pledge, payment, order } = await paidInSecret();
    await donor.must(MUTATIONS.cancelPledge, { id: pledge.id });
    await standIn.send(order, standIn.wechat.notice(order));
    expect(await paymentOf(donor, payment.id)).toMatchObject({ strayReason: 'PLEDGE_ENDED' });
  });

  it('is kept apart: a project that others have filled since the pledge lapsed', async () => {
    const { projectId, payment, tradeNo } = await almostLapsed({ amount: 60_000 }, strictProject);
    const order = standIn.pay(tradeNo);
    await lapse();
    const other = await promiseOnline(town.stranger.client, projectId, { amount: 100_000, payment: 'SANDBOX' });
    expect(await pledgeOf(other.id)).toMatchObject({ status: 'PAID' });
    await standIn.send(order, standIn.wechat.notice(order));
    expect(await paymentOf(donor, payment.id)).toMatchObject({ strayReason: 'NO_PLACE' });
  });
});

describe('an outcome that nobody told', () => {
  it('is found by our own query, at growing intervals', async () => {
    // The clock stands still between the steps, however slow the machine is.
    const step = async (ms: number) => {
      app.clock.freezeAt(new Date(app.clock.now().getTime() + ms));
      await app.server.tick();
    };
    await step(0);
    const { pledge, payment } = await opened();
    const asked = () => standIn.calls.filter((call) => call.includes(tradeNoOf(payment))).length;
    const counts: number[] = [];
    for (const ms of [4_000, 2_000, 5_000, 6_000]) {
      await step(ms);
      counts.push(asked());
    }
    expect(counts).toEqual([0, 1, 1, 2]);
    standIn.pay(tradeNoOf(payment));
    await step(21_000);
    expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PAID' });
    await step(HOUR_MS);
    expect(asked()).toBe(3);
    app.clock.set(app.clock.now());
  });

  it('of a payment that nobody paid ends it after its time, and a new one can be started', async () => {
    const { pledge, payment } = await opened();
    await app.pass(31 * MINUTE_MS);
    expect(await paymentOf(donor, payment.id)).toMatchObject({ status: 'CLOSED', qrText: null });
    const next = await start(donor, pledge.id);
    expect(next.id).not.toBe(payment.id);
    expect(next.status).toBe('OPEN');
  });

  it.each(['LOST_CALL', 'LOST_ANSWER', 'DOWN', 'FORGED'] as const)(
    'of a start (%s) keeps the gift, says so, and the next try opens the same order',
    async (fault) => {
      const pledge = await promiseOnline(donor, await openProject());
      standIn.fault = fault;
      const refusal = await donor.refused(START, startInput(pledge.id));
      standIn.fault = null;
      expect(refusal).toMatchObject({ code: 'UNAVAILABLE', key: 'payment.providerDown' });
      expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PENDING' });
      const payment = await start(donor, pledge.id);
      expect(payment.status).toBe('OPEN');
      const [{ n }] = (await app.db.read.query('SELECT COUNT(*) AS n FROM online_payments WHERE pledge_id = ?', [
        pledge.id,
      ])) as [{ n: number | string }];
      expect(Number(n)).toBe(1);
    },
  );

  it('of a crash between the order at the provider and our answer is found by the query', async () => {
    const pledge = await promiseOnline(donor, await openProject());
    standIn.fault = 'LOST_ANSWER';
    await donor.refused(START, startInput(pledge.id));
    standIn.fault = null;
    const [{ trade_no }] = (await app.db.read.query('SELECT trade_no FROM online_payments WHERE pledge_id = ?', [
      pledge.id,
    ])) as [{ trade_no: string }];
    standIn.pay(trade_no);
    await app.pass(HOUR_MS);
    expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PAID' });
  });

  it('stays open while the provider is down or its answers are forged, and is settled when it is back', async () => {
    const { pledge } = await paid();
    for (const fault of ['DOWN', 'FORGED', 'LOST_CALL', 'LOST_ANSWER'] as const) {
      standIn.fault = fault;
      await app.pass(HOUR_MS);
      expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PENDING' });
    }
    standIn.fault = null;
    await app.pass(HOUR_MS + 1_000);
    expect(await pledgeOf(pledge.id)).toMatchObject({ status: 'PAID' });
  });
});
