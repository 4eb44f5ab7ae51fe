import { readConsent } from '../consents/index.js';
import {
  type RequestContext,
  requirePermission,
  requirePermissionIn,
  requireViewer,
  type Services,
} from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { findRows } from '../../db/rows.js';
import { badInput, DomainError, forbidden, notFound, unauthenticated } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { doEach } from '../../jobs/job.js';
import { idsFrom } from '../../lib/ids.js';
import { countOnNode, tooMany } from '../../limits/limiter.js';
import { networkOf } from '../../limits/network.js';
import { readEmail } from '../identity/index.js';
import { MembershipRole, requireMembership, requireVerified } from '../organizations/index.js';
import { changeCounters, getVisibleProject, lockProject, type Project } from '../projects/index.js';
import { record } from '../trace/index.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Pledge } from './pledge.entity.js';
import type { PledgeInput } from './pledge.inputs.js';
import { freedBy } from './amount-holds.js';
import { isGiven, LIMITS, madeBefore, methodsOf, readPledge, refuseStep, type PledgeRequest } from './pledge.rules.js';
import { guestKey } from './sealed-donors.js';
import { notePledgeEnded } from './pledges.notices.js';
import { answerReplay, pledgeCommitOf } from './record-pledges.js';
import { transferQueue } from './pledges.queues.js';
import { pledgeEnded } from './pledges.trace.js';
import { endPromises } from './pledges.permissions.js';

const GUEST_SCOPE = 'guest';
/** How many due pledges one tick lets lapse. The next tick, a second later, takes the rest. */
const EXPIRY_BATCH = 200;

/** Makes a pledge once, however often the same idempotency key is sent. Sandbox pledges are paid at once. */
export async function makePledge(context: RequestContext, input: PledgeInput): Promise<Pledge> {
  const request = withEmail(readPledge(input));
  readId('projectId', request.projectId);
  if (context.viewer === null && request.guest === null) throw unauthenticated('pledge.signInOrGuest');
  if (context.viewer !== null && request.guest !== null) throw badInput('guest', 'pledge.guestSignedIn');
  if (request.payment === PaymentMethod.SANDBOX && !context.env.sandbox) throw badInput('payment', 'pledge.noSandbox');
  if (!methodsOf(context.env).includes(request.payment)) throw badInput('payment', 'pledge.noSuchMethod');
  const consent = readConsent(context, 'noticeVersion', input.noticeVersion);
  const donorScope = context.viewer?.userId ?? GUEST_SCOPE;
  const network = networkOf(context.address);
  const waitMs = request.guest === null ? 0 : countOnNode(context, { limit: 'guestGift.network', of: network });
  if (request.onBehalfOfId !== null || waitMs > 0) {
    // Comes before every other check, so that a repeated request returns the recorded pledge even after the donor has
    // left the unit, or past the limit.
    const recorded = await context.db.read.findOneBy(Pledge, { donorScope, idempotencyKey: request.idempotencyKey });
    if (recorded !== null) {
      const answer = answerReplay(recorded, request);
      if ('refusal' in answer) throw answer.refusal;
      return answer.result;
    }
  }
  if (waitMs > 0) throw tooMany(context, 'guestGift.network', waitMs);
  if (request.onBehalfOfId !== null) {
    await getVisibleProject(context, request.projectId);
    const { organization } = await requireMembership(
      context,
      request.onBehalfOfId,
      MembershipRole.MEMBER,
      'onBehalfOfId',
    );
    requireVerified(organization);
  }
  const command = {
    request,
    donorScope,
    network,
    language: context.language,
    userId: context.viewer?.userId ?? null,
    donorName: request.guest?.name ?? context.viewer?.name ?? '',
    guestKey: request.guest === null ? null : guestKey(context, request.guest),
    consent: consent === null ? null : { ...consent, sessionId: context.viewer?.sessionId ?? null },
  };
  return pledgeCommitOf(context)
    .submit(command)
    .catch(async (refusal: unknown) => {
      // Every project that takes gifts is public, so only a refusal could reveal a project that the viewer must not
      // see.
      if (refusal instanceof DomainError) await getVisibleProject(context, request.projectId);
      throw refusal;
    });
}

/** The address of a guest has the same form as that of an account. */
const withEmail = (request: PledgeRequest): PledgeRequest =>
  request.guest?.email == null
    ? request
    : { ...request, guest: { ...request.guest, email: readEmail('guest.email', request.guest.email) } };

/** Cancels a pledge that is not yet paid. Only its donor may do this. */
export async function cancelPledge(context: RequestContext, rawId: string): Promise<Pledge> {
  const { userId } = requireViewer(context);
  return withLockedPledge(context, readId('id', rawId), 'id', async (tx, _project, pledge) => {
    if (pledge.userId !== userId) {
      // Refuses for a pledge that everybody can see. For any other pledge it returns NOT_FOUND, because a refusal would
      // tell that the pledge exists.
      throw isGiven(pledge) ? forbidden('pledge.notYours') : notFound('id');
    }
    const refusal = refuseStep('cancel', pledge, tx.now);
    if (refusal !== null) throw refusal;
    await endPending(context, tx, pledge, PledgeStatus.CANCELLED);
    return pledge;
  });
}

/** Ends a promise that is not yet paid. Only staff may do this; the donor is told the reason. */
export async function endPledge(context: RequestContext, rawId: string, rawReason: string): Promise<Pledge> {
  const { userId } = requirePermission(context, endPromises);
  const id = readId('id', rawId);
  const reason = readText('reason', rawReason, LIMITS.endReason);
  return withLockedPledge(context, id, 'id', async (tx, project, pledge) => {
    await requirePermissionIn(context, endPromises, project.organizationId, tx.manager);
    // A staff member repeats the request when the response was lost.
    if (pledge.endedById === userId && pledge.endReason === reason) return pledge;
    const refusal = refuseStep('end', pledge, tx.now);
    if (refusal !== null) throw refusal;
    const end = { endedAt: tx.now, endedById: userId, endReason: reason };
    await endPending(context, tx, pledge, PledgeStatus.CANCELLED);
    await tx.manager.update(Pledge, { id }, end);
    record(tx, context, pledgeEnded, { subject: id, after: { amountFen: pledge.amountFen }, reason });
    Object.assign(pledge, end);
    await notePledgeEnded(tx, project, pledge, reason);
    return pledge;
  });
}

/** Lets pledges lapse whose transfer was not confirmed in time, and frees places whose time is over. */
export async function expireDuePledges(services: Services, signal?: AbortSignal): Promise<void> {
  await lapseDuePledges(services, signal);
  await freeDuePlaces(services, signal);
}

/**
 * Frees places whose time is over, so that others may give what an unpaid promise kept. The promise can still be paid
 * while the project has room.
 */
async function freeDuePlaces(services: Services, signal?: AbortSignal): Promise<void> {
  const due = await findRows(
    services.db.read,
    Pledge,
    "held_until <= ? AND status = 'PENDING' ORDER BY held_until LIMIT ?",
    [sqlTime(services.clock.now()), EXPIRY_BATCH],
    ['id'],
  );
  await doEach(due, signal, ({ id }) =>
    withLockedPledge(services, id, 'id', async (tx, _project, pledge) => {
      if (pledge.heldUntil === null || pledge.heldUntil > tx.now) return;
      await tx.manager.update(Pledge, { id }, { heldFen: 0, heldUntil: null });
      await changeCounters(services, tx, pledge.projectId, freedBy(pledge));
    }),
  );
}

async function lapseDuePledges(services: Services, signal?: AbortSignal): Promise<void> {
  const now = services.clock.now();
  // No pledge lapses before its days are over, and ids are in the order of time. So the index of pending pledges finds
  // the due ones, and no index of expiry times is needed.
  const due = await findRows(
    services.db.read,
    Pledge,
    "status = 'PENDING' AND paid_at IS NULL AND id < ? AND expires_at <= ? ORDER BY id LIMIT ?",
    [idsFrom(madeBefore(now).getTime() + 1), sqlTime(now), EXPIRY_BATCH],
    ['id'],
  );
  await doEach(due, signal, ({ id }) =>
    withLockedPledge(services, id, 'id', async (tx, _project, pledge) => {
      if (refuseStep('expire', pledge, tx.now) === null) await endPending(services, tx, pledge, PledgeStatus.EXPIRED);
    }),
  );
}

async function endPending(services: Services, tx: Tx, pledge: Pledge, status: PledgeStatus): Promise<void> {
  await changeCounters(services, tx, pledge.projectId, { pendingFen: -pledge.amountFen, ...freedBy(pledge) });
  tx.changed(transferQueue.topic);
  const changes = { status, heldFen: 0, heldUntil: null };
  Object.assign(pledge, changes);
  await tx.manager.update(Pledge, { id: pledge.id }, changes);
}

/**
 * Runs `work` with the pledge and its project locked. The project is always locked first, so that two writers cannot
 * deadlock.
 */
async function withLockedPledge<T>(
  services: Services,
  id: string,
  field: string,
  work: (tx: Tx, project: Project, pledge: Pledge) => Promise<T>,
): Promise<T> {
  const found = await services.db.read.findOne(Pledge, { select: { id: true, projectId: true }, where: { id } });
  if (found === null) throw notFound(field);
  return services.db.transact(async (tx) => {
    const project = await lockProject(services, tx, found.projectId);
    const pledge = await tx.lock(Pledge, { id });
    if (project === null || pledge === null) throw notFound(field);
    return work(tx, project, pledge);
  });
}
