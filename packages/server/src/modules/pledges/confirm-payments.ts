import { In } from 'typeorm';
import type { Services } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import type { Outcome } from '../../db/group-commit.js';
import { places } from '../../db/rows.js';
import { badInput, invalidState, notFound, type DomainError } from '../../errors.js';
import { lockProjects, ProjectStatus, type Project } from '../projects/index.js';
import { Pledge } from './pledge.entity.js';
import { refuseStep } from './pledge.rules.js';
import { groupBy, markPaid, paidDonors, receivePayments, type Payment } from './receive-payments.js';

/** A transfer that arrived for a pledge. */
export interface TransferCommand {
  readonly pledgeId: string;
  readonly amountFen: number;
  readonly bankReference: string;
  /** Where the money is: on the special account, or set aside after it arrived there. */
  readonly account: string;
  readonly confirmedById: string;
}

export interface ConfirmedPayment {
  readonly pledge: Pledge;
  /** The journal entry that moved the money. */
  readonly entryId: string;
}

/** Statuses in which money that was pledged in time is still received. */
export const RECEIVES: readonly ProjectStatus[] = [ProjectStatus.FUNDRAISING, ProjectStatus.FUNDED, ProjectStatus.EXECUTING];

/** Why `command` does not pay `pledge`, or null. What arrived equals what was pledged; anything else is not this pledge's payment. */
function refusePayment(project: Project, pledge: Pledge, { amountFen }: TransferCommand, now: Date): DomainError | null {
  const refusal = refuseStep('pay', pledge, now);
  if (refusal !== null) return refusal;
  if (pledge.amountFen !== amountFen) return badInput('amount', 'pledge.otherAmount', { yuan: (pledge.amountFen / 100).toFixed(2) });
  return RECEIVES.includes(project.status) ? null : invalidState('project.wrongStatus', { status: project.status });
}

/** Confirms the transfers of a batch, each by the rules as they stand after those before it, and writes them together. */
export async function confirmPayments(services: Services, tx: Tx, commands: readonly TransferCommand[]): Promise<Outcome<ConfirmedPayment>[]> {
  const ids = [...new Set(commands.map(({ pledgeId }) => pledgeId))];
  const found = await tx.manager.find(Pledge, { select: { id: true, projectId: true }, where: { id: In(ids) } });
  // Projects before pledges, both in the order of their ids, so that two writers cannot wait for each other.
  const projects = await lockProjects(services, tx, found.map(({ projectId }) => projectId));
  const pledges = new Map((await tx.lockAll(Pledge, found.map(({ id }) => id))).map((pledge) => [pledge.id, pledge]));
  const paid = await paidBefore(tx, [...pledges.values()]);
  const payments: Payment[] = [];
  const outcomes = commands.map((command): { refusal: DomainError } | { paymentAt: number } => {
    const pledge = pledges.get(command.pledgeId);
    const to = pledge === undefined ? undefined : projects.get(pledge.projectId);
    if (pledge === undefined || to === undefined) return { refusal: notFound('pledgeId') };
    const refusal = refusePayment(to.project, pledge, command, tx.now);
    if (refusal !== null) return { refusal };
    const { bankReference, confirmedById, account } = command;
    Object.assign(markPaid(pledge, tx.now), { bankReference, confirmedById });
    const pair = `${pledge.projectId} ${pledge.donorId}`;
    to.counters.raisedFen += pledge.amountFen;
    payments.push({ to, pledge, account, wasPending: true, isFirstOfDonor: !paid.has(pair) });
    paid.add(pair);
    return { paymentAt: payments.length - 1 };
  });
  for (const { pledge } of payments) savePaid(tx, pledge);
  const entryIds = await receivePayments(services, tx, payments);
  return outcomes.map((outcome): Outcome<ConfirmedPayment> => ('refusal' in outcome ? outcome : { result: { pledge: payments[outcome.paymentAt]!.pledge, entryId: entryIds[outcome.paymentAt]! } }));
}

/** The pairs of project and donor of `pledges` between which there is a paid pledge already. */
async function paidBefore(tx: Tx, pledges: readonly Pledge[]): Promise<Set<string>> {
  const byProject = [...groupBy(pledges, ({ projectId }) => projectId)].map(([projectId, ofProject]) => ({ projectId, donorIds: [...new Set(ofProject.map(({ donorId }) => donorId))] }));
  const paidTo = await tx.ask(...byProject.map(({ projectId, donorIds }) => paidDonors(projectId, `d.id IN ${places(donorIds)}`, donorIds)));
  return new Set(byProject.flatMap(({ projectId }, index) => paidTo[index]!.map((donorId) => `${projectId} ${donorId}`)));
}

/** Writes what a payment changes of its pledge. */
function savePaid(tx: Tx, { id, status, paidAt, timesPaid, bankReference, confirmedById }: Pledge): void {
  tx.defer('UPDATE pledges SET status = ?, paid_at = ?, times_paid = ?, bank_reference = ?, confirmed_by_id = ? WHERE id = ?', [status, sqlTime(paidAt!), timesPaid, bankReference, confirmedById, id]);
}
