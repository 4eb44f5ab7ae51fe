import { onePerServer, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { GroupCommit, type Outcome } from '../../db/group-commit.js';
import { among, lockedRowsOf, places, rowsOf, updateRows } from '../../db/rows.js';
import { badInput, conflict, forbidden, invalidState, limitExceeded, notFound, type DomainError } from '../../errors.js';
import { Membership, MembershipRole } from '../organizations/index.js';
import { lockProjects, ProjectStatus, type LockedProject } from '../projects/index.js';
import { PledgeStatus } from './pledge.enums.js';
import { Pledge } from './pledge.entity.js';
import { isGiven, LIMITS, referenceKey, refuseStep, roomFor } from './pledge.rules.js';
import { groupBy, markPaid, paidDonors, receiptSeriesLock, receivePayments, type Payment, type ReceiptSeries } from './receive-payments.js';

/**
 * What happens where another amount arrived than was promised: it is refused; the pledge becomes what arrived; or it becomes what arrived
 * as far as the project has room for it, and the caller keeps the rest.
 */
export type OtherAmount = 'REFUSE' | 'ACCEPT' | 'ACCEPT_UP_TO_ROOM';

/** A transfer that arrived for a pledge. */
export interface TransferCommand {
  readonly pledgeId: string;
  readonly amountFen: number;
  readonly bankReference: string;
  /** Where the money is: on the special account, or set aside after it arrived there. */
  readonly account: string;
  readonly confirmedById: string;
  /** REFUSE where it is not given. */
  readonly otherAmount?: OtherAmount;
  /** Why a bank reference that was used before names this payment as well. */
  readonly referenceReason?: string | null;
  /** Commands with the same word are confirmed all together or not at all. */
  readonly together?: string;
}

export interface ConfirmedPayment {
  readonly pledge: Pledge;
  /** The journal entry that moved the money. */
  readonly entryId: string;
}

/** Statuses in which money that was pledged in time is still received. */
export const RECEIVES: readonly ProjectStatus[] = [ProjectStatus.FUNDRAISING, ProjectStatus.FUNDED, ProjectStatus.EXECUTING];

/**
 * Fen of `command` that pay `pledge`, or why it does not. What arrived equals what was promised, unless the command accepts another
 * amount; a project that takes nothing past its goal has room for the promise itself and for what nobody has promised.
 */
function amountFor({ project, counters }: LockedProject, pledge: Pledge, { amountFen, otherAmount = 'REFUSE' }: TransferCommand, now: Date): { fen: number } | { refusal: DomainError } {
  const refusal = refuseStep('pay', pledge, now);
  if (refusal !== null) return { refusal };
  const differs = amountFen !== pledge.amountFen;
  if (differs && otherAmount === 'REFUSE') return { refusal: badInput('amount', 'pledge.otherAmount', { yuan: (pledge.amountFen / 100).toFixed(2) }) };
  if (!RECEIVES.includes(project.status)) return { refusal: invalidState('project.wrongStatus', { status: project.status }) };
  if (amountFen < LIMITS.amountFen.min) return { refusal: badInput('amount', 'pledge.tooLittle', { yuan: (LIMITS.amountFen.min / 100).toFixed(2) }) };
  const free = roomFor(project, counters);
  const room = free === null ? Infinity : free + pledge.amountFen;
  if (amountFen <= room) return { fen: amountFen };
  return otherAmount === 'ACCEPT_UP_TO_ROOM' ? { fen: room } : { refusal: limitExceeded('pledge.arrivedPastGoal', { roomYuan: (room / 100).toFixed(2), roomFen: room }, 'amount') };
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
  const outcomes = await confirmLocked(services, tx, locked, commands, await findReferenceUses(services, tx, commands));
  return commands.map((command, index) => {
    const outcome = outcomes[index]!;
    if ('result' in outcome) return { result: outcome.result.pledge };
    const pledge = locked.pledges.get(command.pledgeId);
    return isPaidBy(pledge, command) ? { result: pledge } : outcome;
  });
}

/**
 * Confirms the transfers of a batch, each by the rules as they stand after those before it, and writes them together. The caller answers
 * for the bank references: several pledges of one line of a statement share one.
 */
export async function confirmPayments(services: Services, tx: Tx, commands: readonly TransferCommand[]): Promise<Outcome<ConfirmedPayment>[]> {
  return confirmLocked(services, tx, await lockPledges(services, tx, commands), commands);
}

/** The pledges of a batch and their projects by their ids, locked, and the receipts' series. */
interface LockedPledges {
  readonly series: ReceiptSeries | undefined;
  readonly projects: ReadonlyMap<string, LockedProject>;
  readonly pledges: ReadonlyMap<string, Pledge>;
  /** The units that those who confirm belong to as owner or editor: `<person> <unit>`. */
  readonly units: ReadonlySet<string>;
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
  const people = [...new Set(commands.map(({ confirmedById }) => confirmedById))];
  const [pledges, [series], memberships] = await tx.ask(
    lockedRowsOf(tx, Pledge, `${among('id', ids)} ORDER BY id`, ids),
    receiptSeriesLock(tx),
    rowsOf(tx, Membership, `${among('user_id', people)} AND role IN ('${MembershipRole.OWNER}', '${MembershipRole.EDITOR}')`, people, ['userId', 'organizationId']),
  );
  return {
    projects,
    series,
    pledges: new Map(pledges.map((pledge) => [pledge.id, pledge])),
    units: new Set(memberships.map(({ userId, organizationId }) => `${userId} ${organizationId}`)),
  };
}

/** Whether `pledge` is the gift of whoever confirms it, or of a unit that this person speaks for. */
const isOwnGift = ({ userId, onBehalfOfId }: Pledge, { confirmedById }: TransferCommand, units: ReadonlySet<string>): boolean =>
  userId === confirmedById || units.has(`${confirmedById} ${onBehalfOfId ?? ''}`);

/** The pledges that each bank reference has paid, and those that lines of statements have used; changed as a batch is decided. */
interface ReferenceUses {
  readonly pledges: Map<string, Map<string, string>>;
  readonly others: ReadonlySet<string>;
}

/** Looks for what the bank references of `commands` have been used for, under the lock of the receipts' series that every confirmation takes. */
async function findReferenceUses({ referenceUses }: Services, tx: Tx, commands: readonly TransferCommand[]): Promise<ReferenceUses> {
  const references = [...new Set(commands.map(({ bankReference }) => bankReference))];
  const keys = [...new Set(references.map(referenceKey))];
  const [named] = await tx.ask(rowsOf(tx, Pledge, among('reference_key', keys), keys, ['id', 'status', 'referenceKey', 'remarkCode']));
  const pledges = new Map(keys.map((key) => [key, new Map<string, string>()]));
  for (const { id, status, referenceKey: key, remarkCode } of named) if (isGiven({ status })) pledges.get(key!)?.set(id, remarkCode);
  const others = new Set<string>();
  for (const find of referenceUses) for (const key of await find(tx, references)) others.add(key);
  return { pledges, others };
}

/** Why the bank reference of `command` does not name this payment, or null: it is one transfer's, unless somebody says why not. */
function refuseReference({ pledgeId, bankReference, referenceReason }: TransferCommand, { pledges, others }: ReferenceUses): DomainError | null {
  const key = referenceKey(bankReference);
  if (referenceReason != null) return null;
  const paid = [...(pledges.get(key) ?? [])].find(([id]) => id !== pledgeId);
  if (paid !== undefined) return conflict('pledge.referenceUsed', 'bankReference', { remarkCode: paid[1] });
  return others.has(key) ? conflict('pledge.referenceOfLine', 'bankReference') : null;
}

async function confirmLocked(services: Services, tx: Tx, locked: LockedPledges, commands: readonly TransferCommand[], uses?: ReferenceUses): Promise<Outcome<ConfirmedPayment>[]> {
  const { projects, pledges, series, units } = locked;
  const paid = await paidBefore(tx, [...pledges.values()]);
  const payments: Payment[] = [];
  const decide = (command: TransferCommand): { to: LockedProject; pledge: Pledge; fen: number } | { refusal: DomainError } => {
    const pledge = pledges.get(command.pledgeId);
    const to = pledge === undefined ? undefined : projects.get(pledge.projectId);
    if (pledge === undefined || to === undefined) return { refusal: notFound('pledgeId') };
    if (isOwnGift(pledge, command, units)) return { refusal: forbidden('pledge.ownGift') };
    const amount = amountFor(to, pledge, command, tx.now);
    const refusal = 'refusal' in amount ? amount.refusal : uses === undefined ? null : refuseReference(command, uses);
    return refusal !== null ? { refusal } : { to, pledge, fen: (amount as { fen: number }).fen };
  };
  const pay = ({ bankReference, confirmedById, account, referenceReason }: TransferCommand, to: LockedProject, pledge: Pledge, fen: number): number => {
    const promisedFen = pledge.amountFen;
    const key = referenceKey(bankReference);
    const correction = fen === promisedFen ? {} : { amountFen: fen, promisedFen: pledge.promisedFen ?? promisedFen };
    Object.assign(markPaid(pledge, tx.now), { bankReference, referenceKey: key, referenceReason: referenceReason ?? null, confirmedById }, correction);
    const pair = `${pledge.projectId} ${pledge.donorId}`;
    to.counters.raisedFen += fen;
    to.counters.pendingFen -= promisedFen;
    payments.push({ to, pledge, account, pendingFen: promisedFen, isFirstOfDonor: !paid.has(pair) });
    paid.add(pair);
    uses?.pledges.get(key)?.set(pledge.id, pledge.remarkCode);
    return payments.length - 1;
  };
  const outcomes: ({ refusal: DomainError } | { paymentAt: number })[] = [];
  const groups = groupBy(commands.map((command, index) => ({ command, index })), ({ command, index }) => command.together ?? index);
  for (const group of groups.values()) {
    const decided = group.map(({ command }) => decide(command));
    const refused = decided.find((one) => 'refusal' in one);
    group.forEach(({ command, index }, at) => {
      const one = decided[at]!;
      if ('refusal' in one) outcomes[index] = one;
      else outcomes[index] = refused !== undefined && 'refusal' in refused ? refused : { paymentAt: pay(command, one.to, one.pledge, one.fen) };
    });
  }
  updateRows(tx, Pledge, payments.map(({ pledge }) => pledge), CONFIRMED);
  const entryIds = await receivePayments(services, tx, payments, series);
  return outcomes.map((outcome): Outcome<ConfirmedPayment> => ('refusal' in outcome ? outcome : { result: { pledge: payments[outcome.paymentAt]!.pledge, entryId: entryIds[outcome.paymentAt]! } }));
}

/** What a confirmation writes of a pledge. */
const CONFIRMED = ['status', 'amountFen', 'promisedFen', 'paidAt', 'timesPaid', 'bankReference', 'referenceKey', 'referenceReason', 'confirmedById'] as const;

/** The pairs of project and donor of `pledges` between which there is a paid pledge already. */
async function paidBefore(tx: Tx, pledges: readonly Pledge[]): Promise<Set<string>> {
  const byProject = [...groupBy(pledges, ({ projectId }) => projectId)].map(([projectId, ofProject]) => ({ projectId, donorIds: [...new Set(ofProject.map(({ donorId }) => donorId))] }));
  const paidTo = await tx.ask(...byProject.map(({ projectId, donorIds }) => paidDonors(projectId, `d.id IN ${places(donorIds)}`, donorIds)));
  return new Set(byProject.flatMap(({ projectId }, index) => paidTo[index]!.map((donorId) => `${projectId} ${donorId}`)));
}
