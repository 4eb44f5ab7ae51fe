import { hasRole, requireRole, PlatformRole, requireViewer, type RequestContext, type Services } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { findRows } from '../../db/rows.js';
import { badInput, DomainError, forbidden, notFound, unauthenticated } from '../../errors.js';
import { readFen, readId, readOptionalText, readText } from '../../input.js';
import { doEach } from '../../jobs/job.js';
import { idsFrom } from '../../lib/ids.js';
import { SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import { MembershipRole, requireMembership, requireVerified } from '../organizations/index.js';
import { changeCounters, getVisibleProject, lockProject, type Project } from '../projects/index.js';
import { confirmationCommitOf } from './confirm-payments.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Pledge } from './pledge.entity.js';
import type { ConfirmPaymentInput, PledgeInput } from './pledge.inputs.js';
import { freedBy } from './hold-places.js';
import { isGiven, LIMITS, madeBefore, readPledge, refuseStep } from './pledge.rules.js';
import { notePledgeEnded } from './pledges.notices.js';
import { answerReplay, pledgeCommitOf } from './record-pledges.js';

const GUEST_SCOPE = 'guest';
/** Who may end a promise of somebody else. */
const END_PLEDGES: readonly PlatformRole[] = [PlatformRole.TREASURER, PlatformRole.REVIEWER, PlatformRole.ADMIN];
/** How many lapsed pledges one tick looks after; the next second takes the rest. */
const EXPIRY_BATCH = 200;

/** Makes a pledge once, however often it is asked for with the same key. Sandbox pledges are paid at once. */
export async function makePledge(context: RequestContext, input: PledgeInput): Promise<Pledge> {
  const request = readPledge(input);
  readId('projectId', request.projectId);
  if (context.viewer === null && request.guest === null) throw unauthenticated('pledge.signInOrGuest');
  if (context.viewer !== null && request.guest !== null) throw badInput('guest', 'pledge.guestSignedIn');
  if (request.payment === PaymentMethod.SANDBOX && !context.env.sandbox) throw badInput('payment', 'pledge.noSandbox');
  const donorScope = context.viewer?.userId ?? GUEST_SCOPE;
  if (request.onBehalfOfId !== null) {
    // Before anything else: what was recorded stays so, even for a donor who has left the unit since.
    const recorded = await context.db.read.findOneBy(Pledge, { donorScope, idempotencyKey: request.idempotencyKey });
    if (recorded !== null) {
      const answer = answerReplay(recorded, request);
      if ('refusal' in answer) throw answer.refusal;
      return answer.result;
    }
    await getVisibleProject(context, request.projectId);
    const { organization } = await requireMembership(context, request.onBehalfOfId, MembershipRole.MEMBER, 'onBehalfOfId');
    requireVerified(organization);
  }
  const command = { request, donorScope, address: context.address, userId: context.viewer?.userId ?? null, donorName: request.guest?.name ?? context.viewer?.name ?? '' };
  return pledgeCommitOf(context).submit(command).catch(async (refusal: unknown) => {
    // Whatever takes gifts is public, so only a refusal could tell of a project that the viewer must not see.
    if (refusal instanceof DomainError) await getVisibleProject(context, request.projectId);
    throw refusal;
  });
}

/** A treasurer says that the transfer arrived. Whoever says the same again hears the same again. */
export async function confirmPayment(context: RequestContext, input: ConfirmPaymentInput): Promise<Pledge> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  const pledgeId = readId('pledgeId', input.pledgeId);
  const amountFen = readFen('amount', input.amount, LIMITS.amountFen);
  const bankReference = readText('bankReference', input.bankReference, LIMITS.bankReference);
  const referenceReason = readOptionalText('referenceReason', input.referenceReason, LIMITS.referenceReason);
  const otherAmount = input.acceptOtherAmount === true ? ('ACCEPT' as const) : ('REFUSE' as const);
  const command = { pledgeId, amountFen, bankReference, account: SPECIAL_BANK_ACCOUNT, confirmedById: userId, otherAmount, referenceReason, paidOn: input.paidOn ?? null };
  return confirmationCommitOf(context).submit(command);
}

/** The donor takes back a pledge that is not yet paid. */
export async function cancelPledge(context: RequestContext, rawId: string): Promise<Pledge> {
  const { userId } = requireViewer(context);
  return withLockedPledge(context, readId('id', rawId), 'id', async (tx, _project, pledge) => {
    if (pledge.userId !== userId) {
      // A pledge that everybody can see is refused; one that is nobody else's business does not exist.
      throw isGiven(pledge) ? forbidden('pledge.notYours') : notFound('id');
    }
    const refusal = refuseStep('cancel', pledge, tx.now);
    if (refusal !== null) throw refusal;
    await endPending(context, tx, pledge, PledgeStatus.CANCELLED);
    return pledge;
  });
}

/** Staff end a promise that is not yet paid, with a reason that its donor is told. */
export async function endPledge(context: RequestContext, rawId: string, rawReason: string): Promise<Pledge> {
  const { userId } = requireViewer(context);
  if (!END_PLEDGES.some((role) => hasRole(context, role))) throw forbidden('needsRole', { role: PlatformRole.TREASURER });
  const id = readId('id', rawId);
  const reason = readText('reason', rawReason, LIMITS.endReason);
  return withLockedPledge(context, id, 'id', async (tx, project, pledge) => {
    // Whoever did not hear that it was done says the same again.
    if (pledge.endedById === userId && pledge.endReason === reason) return pledge;
    const refusal = refuseStep('end', pledge, tx.now);
    if (refusal !== null) throw refusal;
    const end = { endedAt: tx.now, endedById: userId, endReason: reason };
    await endPending(context, tx, pledge, PledgeStatus.CANCELLED);
    await tx.manager.update(Pledge, { id }, end);
    Object.assign(pledge, end);
    await notePledgeEnded(tx, project, pledge, reason);
    return pledge;
  });
}

/** Lets pledges lapse whose transfer was not confirmed in time, and places go that were kept for their time. */
export async function expireDuePledges(services: Services, signal?: AbortSignal): Promise<void> {
  await lapseDuePledges(services, signal);
  await freeDuePlaces(services, signal);
}

/** Others may give again what an unpaid promise kept; it is paid all the same where there is room. */
async function freeDuePlaces(services: Services, signal?: AbortSignal): Promise<void> {
  const due = await findRows(services.db.read, Pledge, "held_until <= ? AND status = 'PENDING' ORDER BY held_until LIMIT ?", [sqlTime(services.clock.now()), EXPIRY_BATCH], ['id']);
  await doEach(due, signal, ({ id }) => withLockedPledge(services, id, 'id', async (tx, _project, pledge) => {
    if (pledge.heldUntil === null || pledge.heldUntil > tx.now) return;
    await tx.manager.update(Pledge, { id }, { heldFen: 0, heldUntil: null });
    await changeCounters(services, tx, pledge.projectId, freedBy(pledge));
  }));
}

async function lapseDuePledges(services: Services, signal?: AbortSignal): Promise<void> {
  const now = services.clock.now();
  // None lapses before its days are over, and ids are in the order of time: the index of what waits for its money finds those, and no
  // gift needs an index of expiries.
  const due = await findRows(services.db.read, Pledge, "status = 'PENDING' AND paid_at IS NULL AND id < ? AND expires_at <= ? ORDER BY id LIMIT ?", [idsFrom(madeBefore(now).getTime() + 1), sqlTime(now), EXPIRY_BATCH], ['id']);
  await doEach(due, signal, ({ id }) => withLockedPledge(services, id, 'id', async (tx, _project, pledge) => {
    if (refuseStep('expire', pledge, tx.now) === null) await endPending(services, tx, pledge, PledgeStatus.EXPIRED);
  }));
}

async function endPending(services: Services, tx: Tx, pledge: Pledge, status: PledgeStatus): Promise<void> {
  await changeCounters(services, tx, pledge.projectId, { pendingFen: -pledge.amountFen, ...freedBy(pledge) });
  const changes = { status, heldFen: 0, heldUntil: null };
  Object.assign(pledge, changes);
  await tx.manager.update(Pledge, { id: pledge.id }, changes);
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
