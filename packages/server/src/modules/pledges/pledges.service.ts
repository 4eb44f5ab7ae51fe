import { LessThanOrEqual, type EntityManager } from 'typeorm';
import { requireRole, PlatformRole, requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { isDuplicateKey, isOutcomeUnknown } from '../../db/faults.js';
import { badInput, conflict, forbidden, notFound, unauthenticated } from '../../errors.js';
import { readId, readInteger, readText } from '../../input.js';
import { newId, newReadableCode } from '../../lib/ids.js';
import { SANDBOX_ACCOUNT, SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import { MembershipRole, requireMembership, requireVerified } from '../organizations/index.js';
import { changeCounters, getVisibleProject, lockProject, ProjectCounters, takesPledges, type Project } from '../projects/index.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Donor, Pledge } from './pledge.entity.js';
import type { ConfirmPaymentInput, PledgeInput } from './pledge.inputs.js';
import { contentHash, expiryOf, guestKey, LIMITS, readPledge, refusePledge, refuseStep, roomFor, type PledgeRequest } from './pledge.rules.js';
import { receivePayment } from './receive-payment.js';

const GUEST_SCOPE = 'guest';
const MAX_ATTEMPTS = 3;
/** How many lapsed pledges one tick looks after; the next second takes the rest. */
const EXPIRY_BATCH = 200;

/** Makes a pledge once, however often it is asked for with the same key. Sandbox pledges are paid at once. */
export async function makePledge(context: RequestContext, input: PledgeInput): Promise<Pledge> {
  const request = readPledge(input);
  if (context.viewer === null && request.guest === null) throw unauthenticated('pledge.signInOrGuest');
  if (context.viewer !== null && request.guest !== null) throw badInput('guest', 'pledge.guestSignedIn');
  if (request.payment === PaymentMethod.SANDBOX && !context.env.sandbox) throw badInput('payment', 'pledge.noSandbox');
  const scope = context.viewer?.userId ?? GUEST_SCOPE;
  const replayed = await findReplay(context.db.read, scope, request);
  if (replayed !== null) return replayed;
  const { id: projectId } = await getVisibleProject(context, request.projectId);
  if (request.onBehalfOfId !== null) {
    const { organization } = await requireMembership(context, request.onBehalfOfId, MembershipRole.MEMBER, 'onBehalfOfId');
    requireVerified(organization);
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await context.db.transact((tx) => insertPledge(context, tx, projectId, scope, request));
    } catch (error) {
      // A lost reply to COMMIT is settled by the key. A duplicate means that the same key was sent twice at once and the
      // other one came first, or that two gifts at once made the row of their one donor.
      if (!isDuplicateKey(error) && !isOutcomeUnknown(error)) throw error;
      const recorded = await findReplay(context.db.read, scope, request);
      if (recorded !== null) return recorded;
      if (attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/** The pledge already made with this key; CONFLICT when that one asked for something else. */
async function findReplay(manager: EntityManager, donorScope: string, request: PledgeRequest): Promise<Pledge | null> {
  const pledge = await manager.findOneBy(Pledge, { donorScope, idempotencyKey: request.idempotencyKey });
  if (pledge !== null && pledge.contentHash !== contentHash(request)) throw conflict('pledge.keyReused', 'idempotencyKey');
  return pledge;
}

async function insertPledge(context: RequestContext, tx: Tx, projectId: string, donorScope: string, request: PledgeRequest): Promise<Pledge> {
  const project = await lockProject(context, tx, projectId);
  if (project === null) throw notFound('projectId');
  // Again, under the lock: the same gift, sent twice at once, must not be refused for the room that it has itself taken.
  const recorded = await findReplay(tx.manager, donorScope, request);
  if (recorded !== null) return recorded;
  const money = await tx.manager.findOneByOrFail(ProjectCounters, { projectId });
  const refusal = refusePledge(takesPledges(project, tx.now), roomFor(project, money), request.amountFen);
  if (refusal !== null) throw refusal;
  const donor = await findOrAddDonor(context, tx, request);
  const pledge = tx.manager.create(Pledge, {
    id: newId(tx.now),
    projectId,
    donorId: donor.id,
    userId: donor.userId,
    amountFen: request.amountFen,
    matchedFen: 0,
    status: PledgeStatus.PENDING,
    payment: request.payment,
    anonymous: request.anonymous,
    donorName: donor.guestName ?? context.viewer?.name ?? '',
    onBehalfOfId: request.onBehalfOfId,
    message: request.message,
    remarkCode: `HC${newReadableCode(8)}`,
    donorScope,
    idempotencyKey: request.idempotencyKey,
    contentHash: contentHash(request),
    createdAt: tx.now,
    expiresAt: expiryOf(tx.now),
    paidAt: null,
    bankReference: null,
    confirmedById: null,
  });
  await tx.manager.insert(Pledge, pledge);
  if (pledge.payment === PaymentMethod.SANDBOX) await receivePayment(context, tx, project, pledge, { account: SANDBOX_ACCOUNT, wasPending: false });
  else await changeCounters(context, tx, projectId, { pendingFen: pledge.amountFen });
  return pledge;
}

async function findOrAddDonor(context: RequestContext, tx: Tx, request: PledgeRequest): Promise<Donor> {
  const userId = context.viewer?.userId ?? null;
  const key = request.guest === null ? null : guestKey(request.guest);
  const known = userId !== null ? await tx.manager.findOneBy(Donor, { userId }) : key !== null ? await tx.manager.findOneBy(Donor, { guestKey: key }) : null;
  if (known !== null) return known;
  const donor = tx.manager.create(Donor, { id: newId(tx.now), userId, guestName: request.guest?.name ?? null, guestPhone: request.guest?.phone ?? null, guestKey: key });
  await tx.manager.insert(Donor, donor);
  return donor;
}

/** A treasurer says that the transfer arrived. What arrived equals what was pledged; anything else is not this pledge's payment. */
export async function confirmPayment(context: RequestContext, input: ConfirmPaymentInput): Promise<Pledge> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  const pledgeId = readId('pledgeId', input.pledgeId);
  const amountFen = readInteger('amount', input.amount, LIMITS.amountFen);
  const bankReference = readText('bankReference', input.bankReference, LIMITS.bankReference);
  return withLockedPledge(context, pledgeId, 'pledgeId', async (tx, project, pledge) => {
    const refusal = refuseStep('pay', pledge, tx.now);
    if (refusal !== null) throw refusal;
    if (pledge.amountFen !== amountFen) throw badInput('amount', 'pledge.otherAmount', { yuan: (pledge.amountFen / 100).toFixed(2) });
    Object.assign(pledge, { bankReference, confirmedById: userId });
    await receivePayment(context, tx, project, pledge, { account: SPECIAL_BANK_ACCOUNT, wasPending: true });
    return pledge;
  });
}

/** The donor takes back a pledge that is not yet paid. */
export async function cancelPledge(context: RequestContext, rawId: string): Promise<Pledge> {
  const { userId } = requireViewer(context);
  return withLockedPledge(context, readId('id', rawId), 'id', async (tx, _project, pledge) => {
    if (pledge.userId !== userId) {
      // A pledge that everybody can see is refused; one that is nobody else's business does not exist.
      throw pledge.status === PledgeStatus.PAID ? forbidden('pledge.notYours') : notFound('id');
    }
    const refusal = refuseStep('cancel', pledge, tx.now);
    if (refusal !== null) throw refusal;
    await endPending(context, tx, pledge, PledgeStatus.CANCELLED);
    return pledge;
  });
}

/** Lets pledges lapse whose transfer was not confirmed in time, so that the room they kept is free again. */
export async function expireDuePledges(services: Services): Promise<void> {
  const due = await services.db.read.find(Pledge, {
    select: { id: true },
    where: { status: PledgeStatus.PENDING, expiresAt: LessThanOrEqual(services.clock.now()) },
    take: EXPIRY_BATCH,
  });
  for (const { id } of due) {
    await withLockedPledge(services, id, 'id', async (tx, _project, pledge) => {
      if (refuseStep('expire', pledge, tx.now) === null) await endPending(services, tx, pledge, PledgeStatus.EXPIRED);
    });
  }
}

async function endPending(services: Services, tx: Tx, pledge: Pledge, status: PledgeStatus): Promise<void> {
  pledge.status = status;
  await tx.manager.update(Pledge, { id: pledge.id }, { status });
  await changeCounters(services, tx, pledge.projectId, { pendingFen: -pledge.amountFen });
}

/** Runs `work` with the pledge and its project locked, always the project first, so that two writers cannot wait for each other. */
async function withLockedPledge<T>(services: Services, id: string, field: string, work: (tx: Tx, project: Project, pledge: Pledge) => Promise<T>): Promise<T> {
  const found = await services.db.read.findOne(Pledge, { select: { id: true, projectId: true }, where: { id } });
  if (found === null) throw notFound(field);
  return services.db.transact(async (tx) => {
    const project = await lockProject(services, tx, found.projectId);
    const pledge = await tx.lock(Pledge, { id });
    if (project === null || pledge === null) throw notFound(field);
    return work(tx, project, pledge);
  });
}
