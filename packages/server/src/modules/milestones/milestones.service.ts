import { In, IsNull, LessThan, Not } from 'typeorm';
import { type RequestContext, requirePermission, requireViewer } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { forbidden, invalidState, notFound } from '../../errors.js';
import { readId, readList, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { keepPicturesIn } from '../covers/index.js';
import { useFiles } from '../files/index.js';
import { fundAccounts, postEntry, SANDBOX_ACCOUNT, SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import {
  closeOrder,
  decideOrders,
  Duty,
  findStandingOrder,
  type Order,
  OrderState,
  prepareOrder,
  prepareOrders,
  signOrder,
  takeDuty,
  withdrawOrders,
} from '../orders/index.js';
import { isBoundTo } from '../organizations/index.js';
import { accountScope, findCurrentPayee, unitsPaidTogether } from '../payee-accounts/index.js';
import { PaymentMethod } from '../pledges/index.js';
import {
  canTake,
  changeCounters,
  FundingRule,
  getVisibleProject,
  lockProject,
  Milestone,
  MilestoneStatus,
  PROJECT,
  ProjectCounters,
  requireEditor,
  requireReviewer,
  takeStep,
  type Project,
} from '../projects/index.js';
import { record } from '../trace/index.js';
import { announce, WebhookTopic } from '../webhooks/index.js';
import { GiftUse, MilestoneReport, MilestoneReportFile, Release } from './milestone.entities.js';
import type { ReviewMilestoneInput, SubmitMilestoneInput } from './milestone.inputs.js';
import {
  LIMITS,
  milestoneAfter,
  readEvidence,
  refuseRelease,
  sourceOfStage,
  UNDER_WAY,
  useGifts,
  type MilestoneStep,
} from './milestone.rules.js';
import { stageEvidence } from './milestones.files.js';
import { noteStage, stagePaid, stageReturned, stageVerified } from './milestones.notices.js';
import { findUnusedGifts, planStage } from './stage-money.js';
import { stageReleased } from './stage-entries.js';
import { payeeScope, stageRelease, titleOfOrder } from './stage-order.js';
import { releaseQueue, stageQueue } from './milestones.queues.js';
import { reviewStages } from './milestones.permissions.js';
import { stageDecided, stageReported } from './milestones.trace.js';

/** Rows of `gift_uses` in one statement. It is well below the limits of parameters of SQLite and MySQL. */
const USES_PER_INSERT = 200;

async function getMilestone(context: RequestContext, rawId: string, field: string): Promise<Milestone> {
  const milestone = await context.db.read.findOneBy(Milestone, { id: readId(field, rawId) });
  if (milestone === null) throw notFound(field);
  return milestone;
}

/** Runs `work` with the project and the stage locked. All code locks them in this order. */
async function withLockedMilestone(
  context: RequestContext,
  found: Milestone,
  field: string,
  work: (tx: Tx, project: Project, milestone: Milestone) => Promise<unknown>,
): Promise<Milestone> {
  return context.db.transact((tx) => changeMilestone(context, tx, found, field, work));
}

/** Like `withLockedMilestone`, within a transaction. */
export async function changeMilestone(
  context: RequestContext,
  tx: Tx,
  found: Pick<Milestone, 'id' | 'projectId'>,
  field: string,
  work: (tx: Tx, project: Project, milestone: Milestone) => Promise<unknown>,
): Promise<Milestone> {
  const project = await lockProject(context, tx, found.projectId);
  const milestone = await tx.lock(Milestone, { id: found.id });
  if (project === null || milestone === null) throw notFound(field);
  if (!UNDER_WAY.includes(project.status)) throw invalidState('project.wrongStatus', { status: project.status });
  await work(tx, project, milestone);
  // Sends the stage's new status to everybody who watches the project's page.
  await changeCounters(context, tx, project.id, {});
  tx.changed(PROJECT.of(project.id));
  tx.changed(stageQueue.topic);
  tx.changed(releaseQueue.topic);
  return milestone;
}

async function setStatus(tx: Tx, milestone: Milestone, step: MilestoneStep): Promise<void> {
  milestone.status = milestoneAfter(step, milestone.status);
  await tx.manager.update(Milestone, { id: milestone.id }, { status: milestone.status });
}

/**
 * Submits the implementer's report of a stage with its evidence. The first report of a project starts its execution.
 */
export async function submitMilestone(context: RequestContext, input: SubmitMilestoneInput): Promise<Milestone> {
  const { userId } = requireViewer(context);
  const found = await getMilestone(context, input.milestoneId, 'milestoneId');
  await requireEditor(context, found.projectId, 'milestoneId');
  const report = readText('report', input.report, LIMITS.report);
  const evidence = JSON.stringify(readEvidence(input.evidenceUrls));
  const fileIds = [...new Set(readList('evidenceFileIds', input.evidenceFileIds ?? [], LIMITS.evidence))];
  return withLockedMilestone(context, found, 'milestoneId', async (tx, project, milestone) => {
    await setStatus(tx, milestone, 'submit');
    const reportId = newId(tx.now);
    await tx.manager.insert(MilestoneReport, {
      id: reportId,
      milestoneId: milestone.id,
      report,
      evidence,
      submittedAt: tx.now,
      submittedById: userId,
      accepted: null,
      comment: null,
      reviewedAt: null,
      reviewedById: null,
    });
    record(tx, context, stageReported, { subject: milestone.id, after: { report: reportId } });
    await keepPicturesIn(tx, `${report} ${evidence}`);
    await useFiles(context, tx, {
      purpose: stageEvidence,
      subjectId: milestone.id,
      ids: fileIds,
      field: 'evidenceFileIds',
    });
    insertRows(
      tx,
      MilestoneReportFile,
      fileIds.map((fileId, position) => ({ reportId, fileId, position })),
    );
    if (canTake('startExecution', project.status))
      await takeStep(context, tx, project, 'startExecution', { by: context });
  });
}

/** Verifies a stage or returns it with a reason, by a reviewer who has nothing to do with the project's money. */
export async function reviewMilestone(context: RequestContext, input: ReviewMilestoneInput): Promise<Milestone> {
  const { userId } = requirePermission(context, reviewStages);
  const found = await getMilestone(context, input.milestoneId, 'milestoneId');
  await requireReviewer(context, found.projectId, 'milestoneId');
  const comment = input.accepted
    ? readOptionalText('comment', input.comment, LIMITS.comment)
    : readText('comment', input.comment ?? '', LIMITS.comment);
  return withLockedMilestone(context, found, 'milestoneId', async (tx, project, milestone) => {
    await setStatus(tx, milestone, input.accepted ? 'verify' : 'return');
    await takeDuty(tx, project.id, userId, Duty.DECIDES);
    await tx.manager.update(
      MilestoneReport,
      { milestoneId: milestone.id, reviewedAt: IsNull() },
      { accepted: input.accepted, comment, reviewedAt: tx.now, reviewedById: userId },
    );
    record(tx, context, stageDecided, {
      subject: milestone.id,
      after: { status: milestone.status },
      reason: comment,
    });
    await noteStage(tx, input.accepted ? stageVerified : stageReturned, project, milestone);
    if (input.accepted)
      await announce(context, tx, [
        { project, topic: WebhookTopic.STAGE_VERIFIED, data: { stage: aboutStage(milestone) } },
      ]);
  });
}

/**
 * Returns the stage. Throws unless the viewer is a treasurer or administrator outside the organisation of its project.
 */
async function requirePayer(context: RequestContext, rawId: string): Promise<Milestone> {
  requirePermission(context, decideOrders);
  const found = await getMilestone(context, rawId, 'id');
  const { organizationId } = await getVisibleProject(context, found.projectId, 'id');
  const together = await unitsPaidTogether(context.db.read, [organizationId]);
  for (const id of together.get(organizationId)!)
    if (await isBoundTo(context, id)) throw forbidden('milestone.ownRelease');
  return found;
}

/**
 * Pays a verified stage out of the project's fund. A treasurer prepares the payment. It is carried out at once while
 * the month's payments of single persons to the organisation, for all its projects, stay within the limit. Above the
 * limit, a second treasurer or an administrator signs with the same request. The same holds for all payments to one
 * account. The order names the account of the unit as it was then. A person who decided on the project may
 * neither prepare nor sign. The last stage completes the project.
 */
export async function releaseMilestone(
  context: RequestContext,
  rawId: string,
  rawBankReference: string | null | undefined,
): Promise<Milestone> {
  const found = await requirePayer(context, rawId);
  const bankReference = readOptionalText('bankReference', rawBankReference, LIMITS.bankReference);
  return withLockedMilestone(context, found, 'id', async (tx, project, milestone) => {
    milestoneAfter('release', milestone.status);
    const prepared = await findStandingOrder(tx.manager, stageRelease, milestone.id);
    if (prepared !== null) {
      await signOrder(context, tx, prepared, titleOfOrder(project, milestone));
      const release = await tx.manager.findOneByOrFail(Release, { milestoneId: milestone.id });
      // The second person signs for the account that the order names, and nobody is paid to an account of before.
      const payee = await findCurrentPayee(tx.manager, project.organizationId);
      if (release.payeeAccountId !== (payee?.id ?? null)) throw invalidState('payee.changedSince');
      await payOut(
        context,
        tx,
        project,
        milestone,
        Object.assign(release, { bankReference: bankReference ?? release.bankReference }),
      );
      return;
    }
    requirePermission(context, prepareOrders);
    await prepareRelease(context, tx, project, milestone, bankReference);
  });
}

/** Prepares the payment of a locked stage, and carries it out when one person is enough. Returns its order. */
export async function prepareRelease(
  context: RequestContext,
  tx: Tx,
  project: Project,
  milestone: Milestone,
  bankReference: string | null,
): Promise<Order> {
  const payee = await findCurrentPayee(tx.manager, project.organizationId);
  if (payee === null && context.env.payeeAccountsDemanded) throw invalidState('payee.missing');
  const amountFen = await amountToRelease(tx, project, milestone);
  const order = await prepareOrder(context, tx, stageRelease, {
    subjectId: milestone.id,
    projectId: project.id,
    unitId: project.organizationId,
    amountFen,
    reason: null,
    limitScope: payeeScope(project.organizationId),
    secondScope: payee === null ? null : accountScope(payee.numberId),
    title: titleOfOrder(project, milestone),
  });
  const release = tx.manager.create(Release, {
    milestoneId: milestone.id,
    projectId: project.id,
    amountFen,
    preparedAt: order.preparedAt,
    releasedAt: null,
    bankReference,
    payeeAccountId: payee?.id ?? null,
  });
  await tx.manager.insert(Release, release);
  if (order.state === OrderState.DONE) await payOut(context, tx, project, milestone, release);
  return order;
}

/**
 * Withdraws a prepared payment before it is signed. The person who prepared it withdraws it; another person refuses it.
 * No money has moved.
 */
export async function withdrawRelease(
  context: RequestContext,
  rawId: string,
  rawReason: string | null | undefined,
): Promise<Milestone> {
  requirePermission(context, decideOrders);
  const found = await getMilestone(context, rawId, 'id');
  await getVisibleProject(context, found.projectId, 'id');
  const reason = readOptionalText('reason', rawReason, LIMITS.withdrawReason);
  return withLockedMilestone(context, found, 'id', async (tx, project, milestone) => {
    const order = await findStandingOrder(tx.manager, stageRelease, milestone.id);
    if (order === null) throw invalidState('milestone.nothingPrepared');
    await closeOrder(context, tx, order, titleOfOrder(project, milestone), reason);
    await tx.manager.delete(Release, { milestoneId: milestone.id, releasedAt: IsNull() });
  });
}

/** Returns what the stage is paid by the project's rule, checked against its fund. */
async function amountToRelease(tx: Tx, project: Project, milestone: Milestone): Promise<number> {
  const earlierAreReleased = !(await tx.manager.existsBy(Milestone, {
    projectId: project.id,
    position: LessThan(milestone.position),
    status: Not(MilestoneStatus.RELEASED),
  }));
  const { raisedFen } = await tx.manager.findOneByOrFail(ProjectCounters, { projectId: project.id });
  const { amountFen, releasedFen } = await planStage(tx.manager, project, milestone);
  const waitsForGoal = project.fundingRule === FundingRule.ALL_OR_NOTHING && raisedFen < project.goalFen;
  const refusal = refuseRelease({ waitsForGoal, earlierAreReleased, amountFen, balanceFen: raisedFen - releasedFen });
  if (refusal !== null) throw refusal;
  return amountFen;
}

const aboutStage = ({ id, title }: Milestone) => ({ id, title });

/**
 * Carries out a payment: sets the stage's status, uses gifts in their order, and posts the entry that takes the money
 * out of the fund.
 */
async function payOut(
  context: RequestContext,
  tx: Tx,
  project: Project,
  milestone: Milestone,
  release: Release,
): Promise<void> {
  const paid = { bankReference: release.bankReference, releasedAt: tx.now };
  Object.assign(release, paid);
  await tx.manager.update(Release, { milestoneId: milestone.id }, paid);
  await setStatus(tx, milestone, 'release');

  const uses = useGifts(await findUnusedGifts(tx.manager, project.id), release.amountFen);
  for (let start = 0; start < uses.length; start += USES_PER_INSERT) {
    const batch = uses.slice(start, start + USES_PER_INSERT);
    await tx.manager.insert(
      GiftUse,
      batch.map(({ gift, usedFen }) => ({ pledgeId: gift.pledgeId, milestoneId: milestone.id, amountFen: usedFen })),
    );
  }
  // Sandbox money leaves from the sandbox account, so that the special account still equals the bank's statement.
  const bySource = new Map<string, number>();
  for (const { gift, usedFen } of uses) {
    const account = gift.payment === PaymentMethod.SANDBOX ? SANDBOX_ACCOUNT : SPECIAL_BANK_ACCOUNT;
    bySource.set(account, (bySource.get(account) ?? 0) + usedFen);
  }
  await postEntry(tx, {
    kind: stageReleased.name,
    sourceKey: sourceOfStage(milestone.id),
    lines: [
      { account: fundAccounts(project.id).released, amountFen: release.amountFen },
      ...[...bySource].map(([account, amountFen]) => ({ account, amountFen: -amountFen })),
    ],
  });
  await noteStage(tx, stagePaid, project, milestone);
  await announce(context, tx, [
    {
      project,
      topic: WebhookTopic.STAGE_PAID,
      data: { stage: aboutStage(milestone), amount: release.amountFen },
    },
  ]);
  const open = await tx.manager.existsBy(Milestone, {
    projectId: project.id,
    status: In(Object.values(MilestoneStatus).filter((status) => status !== MilestoneStatus.RELEASED)),
  });
  if (!open && canTake('complete', project.status)) await takeStep(context, tx, project, 'complete');
}

/**
 * Withdraws every payment of the project that waits for its second signature, because the basis of its amount has
 * changed. The next person to prepare it sees the right amount.
 */
export async function withdrawPreparedReleases(tx: Tx, projectId: string): Promise<void> {
  const prepared = await tx.manager.findBy(Release, { projectId, releasedAt: IsNull() });
  if (prepared.length === 0) return;
  tx.changed(PROJECT.of(projectId));
  tx.changed(releaseQueue.topic);
  await withdrawOrders(
    tx,
    stageRelease,
    prepared.map(({ milestoneId }) => milestoneId),
  );
  await tx.manager.delete(Release, { projectId, releasedAt: IsNull() });
}
