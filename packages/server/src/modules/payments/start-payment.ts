import { requireViewer, type RequestContext, type Services } from '../../context.js';
import { isDuplicateKey } from '../../db/faults.js';
import { badInput, invalidState, notFound, unavailable } from '../../errors.js';
import { readId, readOptionalText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { countOnNode, tooMany } from '../../limits/limiter.js';
import { networkOf } from '../../limits/network.js';
import { isOnline, Pledge, PLEDGE_LIMITS, PledgeStatus, type OnlineMethod } from '../pledges/index.js';
import { projectLoader } from '../projects/index.js';
import { OnlinePaymentStatus } from './online-payment.enums.js';
import { OnlinePayment } from './online-payment.entity.js';
import { askProvider } from './query-payments.js';
import type { StartPaymentInput } from './payment-inputs.js';
import { ProviderError, type PaymentProvider } from './payment-provider.js';
import { logFailure, NOTICE_PATHS, providersOf } from './payment-providers.js';
import { endOfAttempt, nextQuery, openKeyOf, tradeNoOf } from './payment.rules.js';

/** The pledges that guests make have this scope of idempotency keys. */
const GUEST_SCOPE = 'guest';

/**
 * Finds the pledge for its donor: the signed-in person who made it, or a guest who has the key with which it was made.
 * Returns null for everybody else.
 */
export async function findOwnPledge(
  context: RequestContext,
  pledgeId: string,
  giftKey: string | null,
): Promise<Pledge | null> {
  const pledge = await context.db.read.findOneBy(Pledge, { id: pledgeId });
  if (pledge === null) return null;
  const isOwn =
    pledge.userId === null
      ? giftKey !== null && pledge.donorScope === GUEST_SCOPE && pledge.idempotencyKey === giftKey
      : pledge.userId === context.viewer?.userId;
  return isOwn ? pledge : null;
}

export const readGiftKey = (raw: string | null | undefined): string | null =>
  readOptionalText('giftKey', raw, PLEDGE_LIMITS.idempotencyKey);

/**
 * Starts a payment of a pledge, or returns the one that is open in the same way and place, so that a second tab shows
 * the same code. The payment is recorded before the provider is asked, so that no answer of the provider is lost.
 */
export async function startPayment(context: RequestContext, input: StartPaymentInput): Promise<OnlinePayment> {
  const pledgeId = readId('pledgeId', input.pledgeId);
  const giftKey = readGiftKey(input.giftKey);
  const provider = isOnline(input.method) ? providersOf(context).get(input.method) : undefined;
  if (provider === undefined) throw badInput('method', 'payment.noProvider');
  if (!provider.scenes.includes(input.scene)) throw badInput('scene', 'payment.noScene');
  if (giftKey === null) requireViewer(context);
  const pledge = await findOwnPledge(context, pledgeId, giftKey);
  if (pledge === null) throw notFound('pledgeId');
  if (pledge.status !== PledgeStatus.PENDING) throw invalidState('pledge.wrongStatus', { status: pledge.status });
  const network = networkOf(context.address);
  const waitMs = countOnNode(context, { limit: 'payment.network', of: network });
  if (waitMs > 0) throw tooMany(context, 'payment.network', waitMs);
  const payment = await openAttempt(context, pledge, provider, input);
  notedByKey(context, payment, giftKey);
  if (payment.status !== OnlinePaymentStatus.STARTED) return payment;
  return openAtProvider(context, provider, payment, pledge);
}

const seenByKey = new WeakMap<RequestContext, Set<string>>();

/** Records that this request proved by the key of the gift that the payment is the guest's own. */
function notedByKey(context: RequestContext, payment: OnlinePayment, giftKey: string | null): OnlinePayment {
  if (giftKey !== null) seenByKey.set(context, (seenByKey.get(context) ?? new Set()).add(payment.id));
  return payment;
}

export const isSeenByKey = (context: RequestContext, { id }: OnlinePayment): boolean =>
  seenByKey.get(context)?.has(id) ?? false;

/** Returns the attempt that is open, or a new one. An attempt whose time is over is settled first. */
async function openAttempt(
  context: RequestContext,
  pledge: Pledge,
  provider: PaymentProvider,
  { scene }: StartPaymentInput,
): Promise<OnlinePayment> {
  const { method } = provider;
  const openKey = openKeyOf(pledge.id, method, scene);
  const find = () => context.db.read.findOneBy(OnlinePayment, { openKey });
  const open = await find();
  if (open !== null && open.expiresAt > context.clock.now()) return open;
  if (open !== null) {
    const settled = await askProvider(context, open).catch(asUnavailable);
    if (settled.status === OnlinePaymentStatus.PAID) return settled;
    if (settled.openKey !== null) throw unavailable('payment.notSettled');
  }
  try {
    return await insertAttempt(context, pledge.id, method, scene);
  } catch (error) {
    // Another tab was faster.
    const other = isDuplicateKey(error) ? await find() : null;
    if (other === null) throw error;
    return other;
  }
}

const insertAttempt = (
  context: RequestContext,
  pledgeId: string,
  method: OnlineMethod,
  scene: OnlinePayment['scene'],
): Promise<OnlinePayment> =>
  context.db.transact(async (tx) => {
    // Not locked, because a pledge that is paid or lapses a moment later is a case of every payment.
    const pledge = await tx.manager.findOneByOrFail(Pledge, { id: pledgeId });
    if (pledge.status !== PledgeStatus.PENDING) throw invalidState('pledge.wrongStatus', { status: pledge.status });
    const expiresAt = endOfAttempt(tx.now, pledge.expiresAt);
    if (expiresAt === null) throw invalidState('pledge.wrongStatus', { status: PledgeStatus.EXPIRED });
    const id = newId(tx.now);
    const payment = tx.manager.create(OnlinePayment, {
      id,
      pledgeId,
      method,
      scene,
      tradeNo: tradeNoOf(id),
      amountFen: pledge.amountFen,
      status: OnlinePaymentStatus.STARTED,
      checkout: null,
      createdAt: tx.now,
      expiresAt,
      nextQueryAt: nextQuery(tx.now, 0),
      queries: 0,
      openKey: openKeyOf(pledgeId, method, scene),
      transactionId: null,
      paidFen: null,
      paidAt: null,
      entryId: null,
      strayReason: null,
    });
    await tx.manager.insert(OnlinePayment, payment);
    return payment;
  });

/** Opens a started attempt at its provider. Repeating it after a lost answer opens the same order. */
async function openAtProvider(
  context: RequestContext,
  provider: PaymentProvider,
  payment: OnlinePayment,
  pledge: Pledge,
): Promise<OnlinePayment> {
  const { publicUrl } = context.env;
  const project = await projectLoader(context).load(pledge.projectId);
  const checkout = await provider
    .open({
      tradeNo: payment.tradeNo,
      scene: payment.scene,
      amountFen: payment.amountFen,
      // No name of a person: it appears in the provider's lists.
      subject: `捐赠 ${(project?.title ?? '').slice(0, 30)}`.trim(),
      expiresAt: payment.expiresAt,
      noticeUrl: `${publicUrl}${NOTICE_PATHS[provider.method]}`,
      returnUrl: `${publicUrl}/pledges/${pledge.id}`,
      address: context.address,
    })
    .catch((error: unknown) => {
      logFailure(context, 'open', payment, error);
      return asUnavailable(error);
    });
  return markOpen(context, payment, checkout);
}

async function markOpen(services: Services, { id }: OnlinePayment, checkout: string): Promise<OnlinePayment> {
  return services.db.transact(async (tx) => {
    const payment = (await tx.lock(OnlinePayment, { id }))!;
    // A notice may have been faster than the answer.
    if (payment.status !== OnlinePaymentStatus.STARTED) return payment;
    const changes = { status: OnlinePaymentStatus.OPEN, checkout };
    await tx.manager.update(OnlinePayment, { id }, changes);
    return Object.assign(payment, changes);
  });
}

/** Tells the client that the gift is kept, for every failure of a provider. Rethrows other errors. */
function asUnavailable(error: unknown): never {
  throw error instanceof ProviderError ? unavailable('payment.providerDown') : error;
}

/** Refuses a pledge of others as if it did not exist. */
export async function findOwnPayment(
  context: RequestContext,
  rawId: string,
  rawGiftKey: string | null | undefined,
): Promise<OnlinePayment | null> {
  const payment = await context.db.read.findOneBy(OnlinePayment, { id: readId('id', rawId) });
  const giftKey = readGiftKey(rawGiftKey);
  if (payment === null || (await findOwnPledge(context, payment.pledgeId, giftKey)) === null) return null;
  return notedByKey(context, payment, giftKey);
}
