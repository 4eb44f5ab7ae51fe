import { PaymentStandIn, type StandInOptions } from '@hongchuang/server/payment-stand-in/stand-in.ts';
import { randomUUID } from 'node:crypto';
import { afterAll } from 'vitest';
import { useTestApp, type TestApp, type TestAppOptions } from './app.ts';
import { pledgeInput } from './city.ts';
import type { Client } from './client.ts';
import { MovableClock, STORY_BEGINS } from './clock.ts';
import { MUTATIONS } from './operations.ts';

const PAYMENT = 'id status amount qrText payUrl paidAt strayReason expiresAt isTest method scene';
export const START = `mutation StartPayment($input: StartPaymentInput!) { startPayment(input: $input) { ${PAYMENT} } }`;
const OWN_PAYMENT = `query P($id: ID!, $giftKey: ID) { onlinePayment(id: $id, giftKey: $giftKey) { ${PAYMENT} } }`;

export interface Payment {
  id: string;
  status: string;
  amount: number;
  qrText: string | null;
  payUrl: string | null;
  paidAt: string | null;
  strayReason: string | null;
  expiresAt: string;
  isTest: boolean;
}

/** A server whose payment providers are a stand-in that has the same clock. */
export async function useAppWithProviders(
  options: Omit<StandInOptions, 'now'> & Pick<TestAppOptions, 'env' | 'jobs'> = {},
): Promise<{ app: TestApp; standIn: PaymentStandIn }> {
  const { env = {}, jobs, ...how } = options;
  // A browser has a clock of its own, and the server's clock must agree with it.
  const clock = new MovableClock(env.WEB_DIR === undefined ? STORY_BEGINS : new Date());
  const standIn = await PaymentStandIn.start({ ...how, now: () => clock.now() });
  const app = useTestApp({ clock, jobs, env: { LOG_LEVEL: 'fatal', ...standIn.settings(), ...env } });
  afterAll(() => standIn.close());
  return { app, standIn };
}

/** Makes a pledge that is to be paid online. */
export async function promiseOnline(
  client: Client,
  projectId: string,
  changes: Record<string, unknown> = {},
): Promise<{ id: string; key: string }> {
  const key = randomUUID();
  const { pledge } = await client.must<{ pledge: { id: string; status: string } }>(MUTATIONS.pledge, {
    input: pledgeInput(projectId, { payment: 'WECHAT_PAY', idempotencyKey: key, ...changes }),
  });
  return { id: pledge.id, key };
}

export const startInput = (pledgeId: string, changes: Record<string, unknown> = {}) => ({
  input: { pledgeId, method: 'WECHAT_PAY', scene: 'QR', ...changes },
});

export const start = async (
  client: Client,
  pledgeId: string,
  changes: Record<string, unknown> = {},
): Promise<Payment> =>
  (await client.must<{ startPayment: Payment }>(START, startInput(pledgeId, changes))).startPayment;

export const paymentOf = async (client: Client, id: string, giftKey?: string): Promise<Payment> =>
  (await client.must<{ onlinePayment: Payment }>(OWN_PAYMENT, { id, giftKey })).onlinePayment;

export const tradeNoOf = ({ id }: { id: string }): string => id.replaceAll('-', '');
