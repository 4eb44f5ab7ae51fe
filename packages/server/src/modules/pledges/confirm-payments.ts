import { onePerServer, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { GroupCommit, type Outcome } from '../../db/group-commit.js';
import { among, places, rowsOf, updateRows } from '../../db/rows.js';
import { badInput, invalidState, notFound, type DomainError } from '../../errors.js';
import { lockProjects, ProjectStatus, type LockedProject, type Project } from '../projects/index.js';
import { PledgeStatus } from './pledge.enums.js';
import { Pledge } from './pledge.entity.js';
import { refuseStep } from './pledge.rules.js';
import { groupBy, markPaid, paidDonors, receiptSeriesLock, receivePayments, type Payment, type ReceiptSeries } from './receive-payments.js';

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

/** The one queue of a server in which confirmations by hand gather while others are committed. */
export const confirmationCommitOf = onePerServer((services) => {
  const { db, env } = services;
  return new GroupCommit<TransferCommand, Pledge>({ db, maxBatch: env.pledgesPerCommit, maxWaiting: env.pledgesWaiting, record: (tx, commands) => confirmByHand(services, tx, commands) });
});

/** Whether `pledge` is paid by just this: the same transfer, confirmed by the same person. */
const isPaidBy = (pledge: Pledge | undefined, { amountFen, bankReference, confirmedById }: TransferCommand): pledge is Pledge =>
  pledge?.status === PledgeStatus.PAID && pledge.amountFen === amountFen && pledge.bankReference === bankReference && pledge.confirmedById === confirmedById;

/** Confirms transfers that treasurers saw; one that is recorded already, as by whoever did not hear the answer, is answered with what is recorded. */
async function confirmByHand(services: Services, tx: Tx, commands: readonly TransferCommand[]): Promise<Outcome<Pledge>[]> {
  const locked = await lockPledges(services, tx, commands);
  const outcomes = await confirmLocked(services, tx, locked, commands);
  return commands.map((command, index) => {
    const outcome = outcomes[index]!;
    if ('result' in outcome) return { result: outcome.result.pledge };
    const pledge = locked.pledges.get(command.pledgeId);
    return isPaidBy(pledge, command) ? { result: pledge } : outcome;
  });
}

/** Confirms the transfers of a batch, each by the rules as they stand after those before it, and writes them together. */
export async function confirmPayments(services: Services, tx: Tx, commands: readonly TransferCommand[]): Promise<Outcome<ConfirmedPayment>[]> {
  return confirmLocked(services, tx, await lockPledges(services, tx, commands), commands);
}

/** The pledges of a batch and their projects by their ids, locked, and the receipts' series. */
interface LockedPledges {
  readonly series: ReceiptSeries | undefined;
  readonly projects: ReadonlyMap<string, LockedProject>;
  readonly pledges: ReadonlyMap<string, Pledge>;
}

/** Projects before pledges, both in the order of their ids, so that two writers cannot wait for each other. */
async function lockPledges(services: Services, tx: Tx, commands: readonly TransferCommand[]): Promise<LockedPledges> {
  const ids = [...new Set(commands.map(({ pledgeId }) => pledgeId))];
  const [projectIds] = await tx.ask({
    sql: `SELECT DISTINCT project_id FROM pledges WHERE ${among('id', ids)}`,
    values: ids,
    read: (rows: Record<string, unknown>[]) => rows.map(({ project_id }) => String(project_id)),
  });
  const projects = await lockProjects(services, tx, projectIds);
  const [pledges, [series]] = await tx.ask(rowsOf(tx, Pledge, `${among('id', ids)} ORDER BY id${tx.forUpdate}`, ids), receiptSeriesLock(tx));
  return { projects, series, pledges: new Map(pledges.map((pledge) => [pledge.id, pledge])) };
}

async function confirmLocked(services: Services, tx: Tx, { projects, pledges, series }: LockedPledges, commands: readonly TransferCommand[]): Promise<Outcome<ConfirmedPayment>[]> {
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
  updateRows(tx, Pledge, payments.map(({ pledge }) => pledge), ['status', 'paidAt', 'timesPaid', 'bankReference', 'confirmedById']);
  const entryIds = await receivePayments(services, tx, payments, series);
  return outcomes.map((outcome): Outcome<ConfirmedPayment> => ('refusal' in outcome ? outcome : { result: { pledge: payments[outcome.paymentAt]!.pledge, entryId: entryIds[outcome.paymentAt]! } }));
}

/** The pairs of project and donor of `pledges` between which there is a paid pledge already. */
async function paidBefore(tx: Tx, pledges: readonly Pledge[]): Promise<Set<string>> {
  const byProject = [...groupBy(pledges, ({ projectId }) => projectId)].map(([projectId, ofProject]) => ({ projectId, donorIds: [...new Set(ofProject.map(({ donorId }) => donorId))] }));
  const paidTo = await tx.ask(...byProject.map(({ projectId, donorIds }) => paidDonors(projectId, `d.id IN ${places(donorIds)}`, donorIds)));
  return new Set(byProject.flatMap(({ projectId }, index) => paidTo[index]!.map((donorId) => `${projectId} ${donorId}`)));
}
