import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../support/clock.ts';
import { mutationNamed } from '../support/operations.ts';
import { billsOf, type BillOfDay } from '../support/payment-bills.ts';
import { promiseOnline, start, startInput, tradeNoOf, useAppWithProviders } from '../support/payments.ts';
import { createTown, projectAt, type Town } from '../support/town.ts';

const { app, standIn } = await useAppWithProviders();

let town: Town;
let projectId: string;
beforeAll(async () => {
  town = await createTown(app);
  projectId = (await projectAt(app, town, 'FUNDRAISING')).id;
});
beforeEach(() => {
  standIn.fault = null;
  standIn.faultOn = /^/;
  standIn.billFault = null;
});

const dayOf = (moment: Date) => new Date(moment.getTime() + 8 * HOUR_MS).toISOString().slice(0, 10);
/** Lets a person pay, and tells the server unless it is not to hear of it. */
async function pay(method: 'WECHAT_PAY' | 'ALIPAY' = 'WECHAT_PAY', isTold = true) {
  // Sessions end while days pass, so every payment has a donor of its own.
  const { client } = await app.signUp({ name: '账单捐赠人' });
  const pledge = await promiseOnline(client, projectId, { payment: method });
  const payment = await start(
    client,
    pledge.id,
    method === 'ALIPAY' ? { method, scene: 'WEB' } : startInput(pledge.id).input,
  );
  // Alipay hears of an order when the person opens its page.
  if (payment.payUrl !== null) await fetch(payment.payUrl, { redirect: 'manual' });
  const order = standIn.pay(tradeNoOf(payment));
  if (isTold) await standIn.send(order, standIn.noticeOf(order));
  return { client, pledge, payment, order, day: dayOf(order.paidAt!) };
}
/** Passes the time until eleven in the morning of the next day. */
async function untilTomorrow(): Promise<Client> {
  const now = app.clock.now();
  const midnight = Math.ceil((now.getTime() + 8 * HOUR_MS) / DAY_MS) * DAY_MS - 8 * HOUR_MS;
  await app.pass(midnight + 11 * HOUR_MS - now.getTime());
  return (await app.signUp({ name: '账单财务', roles: ['TREASURER'] })).client;
}
const billOf = async (client: Client, day: string, method = 'WECHAT_PAY'): Promise<BillOfDay> =>
  (await billsOf(client)).find((bill) => bill.day === day && bill.method === method)!;
const again = async (client: Client, { id, day, method }: BillOfDay): Promise<BillOfDay> => {
  await client.must(mutationNamed('fetchPaymentBill'), { id });
  await app.pass(2 * MINUTE_MS);
  return billOf(client, day, method);
};

describe('the bill of yesterday', () => {
  it.each(['WECHAT_PAY', 'ALIPAY'] as const)(
    'of %s is fetched in the morning and agrees to the fen',
    async (method) => {
      const { day } = await pay(method);
      await pay(method);
      const treasurer = await untilTomorrow();
      const bill = await billOf(treasurer, day, method);
      expect(bill).toMatchObject({ status: 'CHECKED', failure: null, refunds: 0, differences: [] });
      expect(bill.payments).toBe(2);
      expect(bill.paid).toBe(20_000);
    },
  );

  it('is empty on a day without payments', async () => {
    const { day } = await pay();
    await untilTomorrow();
    const treasurer = await untilTomorrow();
    const next = dayOf(new Date(Date.parse(`${day}T12:00:00Z`) + DAY_MS));
    expect(await billOf(treasurer, next)).toMatchObject({ status: 'CHECKED', payments: 0, paid: 0, differences: [] });
  });

  it('has the refunds as well', async () => {
    const { client, order, day, pledge } = await pay('WECHAT_PAY', false);
    // The donor cancels before the server hears of the payment, so the money goes back.
    await client.must(mutationNamed('cancelPledge'), { id: pledge.id });
    await standIn.send(order, standIn.noticeOf(order));
    await app.pass(MINUTE_MS);
    const treasurer = await untilTomorrow();
    const bill = await billOf(treasurer, day);
    expect(bill).toMatchObject({ status: 'CHECKED', payments: 1, paid: 10_000, differences: [] });
    expect(bill).toMatchObject({ refunds: 1, refunded: 10_000 });
  });

  it('makes a payment known that nobody told us of', async () => {
    const { client } = await app.signUp({ name: '账单捐赠人' });
    const pledge = await promiseOnline(client, projectId);
    const payment = await start(client, pledge.id);
    // It is closed here after its time, so that nobody asks about it any more, and it was paid there.
    await app.pass(HOUR_MS);
    const paidAt = new Date(Math.floor(app.clock.now().getTime() / 1_000) * 1_000);
    Object.assign(standIn.order(tradeNoOf(payment)), { state: 'PAID', paidAt, transactionId: `42${payment.id}` });
    const treasurer = await untilTomorrow();
    const bill = await billOf(treasurer, dayOf(paidAt));
    expect(bill).toMatchObject({ status: 'CHECKED', payments: 1, paid: 10_000, differences: [] });
    const [row] = await app.db.read.query<{ status: string }[]>('SELECT status FROM online_payments WHERE id = ?', [
      payment.id,
    ]);
    expect(row!.status).toBe('PAID');
  });
});

describe('a bill that differs', () => {
  it.each([
    ['MISSING_ROW', { kind: 'NOT_IN_BILL', ours: 10_000, theirs: null }],
    ['OTHER_AMOUNT', { kind: 'OTHER_AMOUNT', ours: 10_000, theirs: 10_001 }],
    ['EXTRA_ROW', { kind: 'NOT_HERE', ours: null, theirs: 2_800 }],
  ] as const)('%s is a difference at the desk, and is gone when the bill is right', async (fault, difference) => {
    for (const method of ['WECHAT_PAY', 'ALIPAY'] as const) {
      standIn.billFault = fault;
      const { day } = await pay(method);
      const treasurer = await untilTomorrow();
      const bill = await billOf(treasurer, day, method);
      expect(bill).toMatchObject({ status: 'CHECKED', differences: [{ subject: 'PAYMENT', ...difference }] });
      const desk = '{ billDifferences(first: 50) { edges { node { id } } } }';
      const { billDifferences } = await treasurer.must(desk);
      const ids = billDifferences.edges.map(({ node }: { node: { id: string } }) => node.id);
      expect(ids).toContain(bill.differences[0]!.id);

      standIn.billFault = null;
      const right = await again(treasurer, bill);
      expect(right.differences[0]!.goneAt).not.toBeNull();
      const { billDifferences: after } = await treasurer.must(desk);
      expect(after.edges.map(({ node }: { node: { id: string } }) => node.id)).not.toContain(bill.differences[0]!.id);
    }
  });

  it('is settled once, with a note on record, and stays settled when the same bill comes again', async () => {
    standIn.billFault = 'EXTRA_ROW';
    const { day } = await pay();
    const treasurer = await untilTomorrow();
    const bill = await billOf(treasurer, day);
    const input = { id: bill.differences[0]!.id, note: '同一商户号的咖啡店收款' };
    await treasurer.must(mutationNamed('settleBillDifference'), { input });
    expect((await treasurer.refused(mutationNamed('settleBillDifference'), { input })).code).toBe('INVALID_STATE');
    const same = await again(treasurer, bill);
    expect(same.differences).toHaveLength(1);
    expect(same.differences[0]).toMatchObject({ note: input.note, goneAt: null });
    expect(same.differences[0]!.settledAt).not.toBeNull();
    // Another word of the provider is another difference.
    standIn.billFault = 'OTHER_AMOUNT';
    const other = await again(treasurer, bill);
    expect(other.differences.map(({ kind, goneAt }) => [kind, goneAt === null])).toEqual([
      ['NOT_HERE', false],
      ['OTHER_AMOUNT', true],
    ]);
    const { id } = other.differences[0]!;
    expect(
      (await treasurer.refused(mutationNamed('settleBillDifference'), { input: { id, note: input.note } })).code,
    ).toBe('INVALID_STATE');
  });
});

describe('a bill that cannot be believed is not used, and is fetched again by itself:', () => {
  it.each([
    ['WECHAT_PAY', 'WRONG_HASH', 'BILL_HASH'],
    ['WECHAT_PAY', 'CUT', 'BILL_END'],
    ['ALIPAY', 'CUT', 'BILL_END'],
  ] as const)('%s with %s', async (method, fault, failure) => {
    standIn.billFault = fault;
    const { day } = await pay(method);
    const treasurer = await untilTomorrow();
    expect(await billOf(treasurer, day, method)).toMatchObject({ status: 'WAITING', failure, payments: 0 });
    standIn.billFault = null;
    await app.pass(2 * HOUR_MS);
    expect(await billOf(treasurer, day, method)).toMatchObject({
      status: 'CHECKED',
      failure: null,
      payments: 1,
      differences: [],
    });
  });

  it.each(['DOWN', 'FORGED', 'LOST_ANSWER'] as const)('the answer is %s', async (fault) => {
    const { day } = await pay();
    standIn.fault = fault;
    standIn.faultOn = /bill/;
    const treasurer = await untilTomorrow();
    const waiting = await billOf(treasurer, day);
    expect(waiting.status).toBe('WAITING');
    expect(waiting.failure).not.toBeNull();
    standIn.fault = null;
    await app.pass(2 * HOUR_MS);
    expect(await billOf(treasurer, day)).toMatchObject({ status: 'CHECKED', failure: null, payments: 1 });
  });
});
