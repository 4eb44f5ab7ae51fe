import { expect, it } from 'vitest';
import { promiseOnline, paymentOf, start, tradeNoOf, useAppWithProviders } from '../support/payments.ts';
import { createTown, projectAt } from '../support/town.ts';

const { app, standIn } = await useAppWithProviders({ wechatMode: 'CERTIFICATE' });

/** The older of WeChat Pay's two ways to sign: its certificates are downloaded, and decrypted with the API v3 key. */
it('answers and notices that are signed with a platform certificate are verified', async () => {
  const town = await createTown(app);
  const { client } = town.donor;
  const pledge = await promiseOnline(client, (await projectAt(app, town, 'FUNDRAISING')).id);
  const payment = await start(client, pledge.id);
  expect(standIn.calls).toEqual(['POST /v3/pay/transactions/native', 'GET /v3/certificates']);
  const order = standIn.pay(tradeNoOf(payment));
  expect((await standIn.send(order, standIn.wechat.notice(order, { isForged: true }))).status).toBe(401);
  expect((await standIn.send(order, standIn.wechat.notice(order))).status).toBe(204);
  expect(await paymentOf(client, payment.id)).toMatchObject({ status: 'PAID' });
  // The certificates were downloaded once.
  expect(standIn.calls.filter((call) => call.endsWith('/certificates'))).toHaveLength(1);
});
