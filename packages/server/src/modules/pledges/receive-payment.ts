import type { Services } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import type { Tx } from '../../db/database.js';
import { invalidState } from '../../errors.js';
import { shanghaiDay, shanghaiYear } from '../../lib/days.js';
import { fundAccounts, postEntry } from '../ledger/index.js';
import { canTake, changeCounters, ProjectCounters, ProjectStatus, takeStep, type Project } from '../projects/index.js';
import { PledgeStatus } from './pledge.enums.js';
import { Pledge, Receipt } from './pledge.entity.js';
import { receiptNumber } from './pledge.rules.js';

const sourceOfPledge = (pledgeId: string): string => `pledge:${pledgeId}:paid`;

/** The pledge whose payment a journal entry with this source key is; null for other entries. */
export const pledgeOfSource = (sourceKey: string): string | null => /^pledge:(.+):paid$/.exec(sourceKey)?.[1] ?? null;

/** Statuses in which money that was pledged in time is still received. */
const RECEIVES: readonly ProjectStatus[] = [ProjectStatus.FUNDRAISING, ProjectStatus.FUNDED, ProjectStatus.EXECUTING];

/**
 * Everything that follows from money having arrived for a locked pledge of a locked project, as one: the pledge is paid,
 * the ledger has its entry, the receipt its number, and every counter that a page reads has moved.
 */
export async function receivePayment(services: Services, tx: Tx, project: Project, pledge: Pledge, payment: { account: string; wasPending: boolean }): Promise<void> {
  if (!RECEIVES.includes(project.status)) throw invalidState('project.wrongStatus', { status: project.status });
  const isFirstOfDonor = !(await tx.manager.existsBy(Pledge, { projectId: project.id, donorId: pledge.donorId, status: PledgeStatus.PAID }));
  const { amountFen } = pledge;
  const paid = { status: PledgeStatus.PAID, paidAt: tx.now, bankReference: pledge.bankReference, confirmedById: pledge.confirmedById };
  Object.assign(pledge, paid);
  await tx.manager.update(Pledge, { id: pledge.id }, paid);
  await changeCounters(services, tx, project.id, {
    raisedFen: amountFen,
    pendingFen: payment.wasPending ? -amountFen : 0,
    backerCount: isFirstOfDonor ? 1 : 0,
    pledgeCount: 1,
  });
  await addToCounters(tx, 'project_days', { project_id: project.id, day: shanghaiDay(tx.now) }, { raised_fen: amountFen, pledge_count: 1 });
  if (pledge.onBehalfOfId !== null) {
    await addToCounters(tx, 'project_sponsors', { project_id: project.id, organization_id: pledge.onBehalfOfId }, { amount_fen: amountFen, pledge_count: 1 });
  }
  await postEntry(tx, {
    kind: 'GIFT_RECEIVED',
    sourceKey: sourceOfPledge(pledge.id),
    lines: [
      { account: payment.account, amountFen },
      { account: fundAccounts(project.id).received, amountFen: -amountFen },
    ],
  });
  await issueReceipt(tx, project, pledge);
  const { raisedFen } = await tx.manager.findOneByOrFail(ProjectCounters, { projectId: project.id });
  if (raisedFen >= project.goalFen && canTake('reachGoal', project.status)) await takeStep(services, tx, project, 'reachGoal');
}

/** Takes the next number of the year in the same transaction: a number that is taken is used, and none is left out. */
async function issueReceipt(tx: Tx, project: Project, pledge: Pledge): Promise<void> {
  const series = shanghaiYear(tx.now);
  await addToCounters(tx, 'receipt_series', { series_year: series }, { last_number: 1 });
  const [row] = await tx.manager.query<{ last_number: number }[]>('SELECT last_number FROM receipt_series WHERE series_year = ?', [series]);
  await tx.manager.insert(Receipt, {
    number: receiptNumber(tx.now, Number(row!.last_number)),
    pledgeId: pledge.id,
    amountFen: pledge.amountFen,
    issuedAt: tx.now,
    projectTitle: project.title,
    projectSlug: project.slug,
  });
}
