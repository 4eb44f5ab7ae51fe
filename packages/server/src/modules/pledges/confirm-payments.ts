import { onePerServer, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { GroupCommit, type Outcome } from '../../db/group-commit.js';
import { among, lockedRowsOf, places, rowsOf, updateRows } from '../../db/rows.js';
import { badInput, conflict, forbidden, invalidState, limitExceeded, notFound, type DomainError } from '../../errors.js';
import { openingDay } from '../ledger/index.js';
import { Membership, MembershipRole } from '../organizations/index.js';
import { lockProjects, ProjectStatus, type LockedProject, type Project } from '../projects/index.js';
import { askEndedProjects } from './late-money.js';
import { namesOfUnits, type UnitNames } from './names-of-then.js';
import { PledgeStatus } from './pledge.enums.js';
import { Pledge } from './pledge.entity.js';
import { freedBy } from './hold-places.js';
import { arrivalOn, isGiven, LIMITS, referenceKey, refusePaidOn, refuseStep, roomFor } from './pledge.rules.js';
import { dayOfGift, groupBy, markPaid, paidDonors, receiptSeriesLock, receivePayments, type Payment, type ReceiptSeries } from './receive-payments.js';

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
  /** The day on which it reached the bank, as a person typed it; null where nobody did. */
  readonly paidOn?: string | null;
  /** When it reached the bank, as the bank itself tells it. Without either, now. */
  readonly bookedAt?: Date;
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

/** When the money of `command` reached the bank. The bank's clock may be ahead of ours. */
function arrivalOf({ paidOn, bookedAt }: TransferCommand, now: Date): Date {
  if (paidOn != null) return arrivalOn(paidOn, now);
  return bookedAt === undefined || bookedAt > now ? now : bookedAt;
}

/** What a batch knows of everything around its pledges. */
interface Circumstances {
  readonly now: Date;
  readonly names: UnitNames;
  /** The day whose end the books of the special account begin with; null where no opening balance was entered. */
  readonly openedOn: string | null;
  /** Projects that time ended, by their ids, and why each can receive nothing more: null where it can. */
  readonly ended: ReadonlyMap<string, DomainError | null>;
  /** The pairs of project and donor between which there is a paid pledge already; changed as the batch is decided. */
  readonly paid: Set<string>;
}

/** Why `project` receives nothing that was pledged in time, or null. */
function refuseReceiving({ id, status }: Project, ended: Circumstances['ended']): DomainError | null {
  if (RECEIVES.includes(status)) return null;
  const atItsEnd = ended.get(id);
  return atItsEnd === undefined ? invalidState('project.wrongStatus', { status }) : atItsEnd;
}

/**
 * Fen of `command` that pay `pledge`, or why it does not. What arrived equals what was promised, unless the command accepts another
 * amount; a project that takes nothing past its goal has room for the promise itself and for what nobody has promised.
 */
function amountFor({ project, counters }: LockedProject, pledge: Pledge, command: TransferCommand, { now, openedOn, ended }: Circumstances): { fen: number } | { refusal: DomainError } {
  const { amountFen, paidOn, otherAmount = 'REFUSE' } = command;
  const refusal = (paidOn == null ? null : refusePaidOn(paidOn, pledge, openedOn, now)) ?? refuseStep('pay', pledge, arrivalOf(command, now));
  if (refusal !== null) return { refusal };
  const differs = amountFen !== pledge.amountFen;
  if (differs && otherAmount === 'REFUSE') return { refusal: badInput('amount', 'pledge.otherAmount', { yuan: (pledge.amountFen / 100).toFixed(2) }) };
  const notReceiving = refuseReceiving(project, ended);
  if (notReceiving !== null) return { refusal: notReceiving };
  if (amountFen < LIMITS.amountFen.min) return { refusal: badInput('amount', 'pledge.tooLittle', { yuan: (LIMITS.amountFen.min / 100).toFixed(2) }) };
  const free = roomFor(project, counters);
  // Its own place, where it keeps one, and what nobody else keeps: that of a pledge that lapsed may have been given away since.
  const lapsed = pledge.status === PledgeStatus.EXPIRED;
  const room = free === null ? Infinity : free + pledge.heldFen;
  if (amountFen <= room) return { fen: amountFen };
  if (lapsed && (otherAmount !== 'ACCEPT_UP_TO_ROOM' || room < LIMITS.amountFen.min)) return { refusal: limitExceeded('pledge.placeTaken', { roomYuan: (room / 100).toFixed(2) }, 'pledgeId') };
  return otherAmount === 'ACCEPT_UP_TO_ROOM' && room >= LIMITS.amountFen.min ? { fen: room } : { refusal: limitExceeded('pledge.arrivedPastGoal', { roomYuan: (room / 100).toFixed(2), roomFen: room }, 'amount') };
}

/** The one queue of a server in which confirmations by hand gather while others are committed. */
export const confirmationCommitOf = onePerServer((services) => {
  const { db, env } = services;
  return new GroupCommit<TransferCommand, Pledge>({ db, maxBatch: env.pledgesPerCommit, maxWaiting: env.pledgesWaiting, record: (tx, commands) => confirmByHand(services, tx, commands) });
});

/** Whether `pledge` is paid by just this: the same transfer, confirmed by the same person. */
const isPaidBy = (pledge: Pledge | undefined, { amountFen, bankReference, confirmedById, paidOn }: TransferCommand): pledge is Pledge =>
  pledge?.status === PledgeStatus.PAID && pledge.amountFen === amountFen && pledge.bankReference === bankReference && pledge.confirmedById === confirmedById &&
  (paidOn == null || paidOn === dayOfGift(pledge));

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
  const around = { now: tx.now, ...(await askAround(tx, [...pledges.values()])), ended: await askEndedProjects(services, tx, [...projects.values()].map(({ project }) => project)) };
  const { names, paid } = around;
  const payments: Payment[] = [];
  const decide = (command: TransferCommand): { to: LockedProject; pledge: Pledge; fen: number } | { refusal: DomainError } => {
    const pledge = pledges.get(command.pledgeId);
    const to = pledge === undefined ? undefined : projects.get(pledge.projectId);
    if (pledge === undefined || to === undefined) return { refusal: notFound('pledgeId') };
    if (isOwnGift(pledge, command, units)) return { refusal: forbidden('pledge.ownGift') };
    const amount = amountFor(to, pledge, command, around);
    const refusal = 'refusal' in amount ? amount.refusal : uses === undefined ? null : refuseReference(command, uses);
    return refusal !== null ? { refusal } : { to, pledge, fen: (amount as { fen: number }).fen };
  };
  const pay = (command: TransferCommand, to: LockedProject, pledge: Pledge, fen: number): number => {
    const { bankReference, confirmedById, account, referenceReason } = command;
    const promisedFen = pledge.amountFen;
    const pendingFen = pledge.status === PledgeStatus.PENDING ? promisedFen : 0;
    const key = referenceKey(bankReference);
    const correction = fen === promisedFen ? {} : { amountFen: fen, promisedFen: pledge.promisedFen ?? promisedFen };
    const promise = freedBy(pledge);
    Object.assign(markPaid(pledge, arrivalOf(command, tx.now), names), { bankReference, referenceKey: key, referenceReason: referenceReason ?? null, confirmedById }, correction);
    const pair = `${pledge.projectId} ${pledge.donorId}`;
    to.counters.raisedFen += fen;
    to.counters.pendingFen -= pendingFen;
    to.counters.heldFen += promise.heldFen;
    to.counters.heldByStrangersFen += promise.heldByStrangersFen;
    payments.push({ to, pledge, account, pendingFen, promise, isFirstOfDonor: !paid.has(pair) });
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
  const entryIds = await receivePayments(services, tx, payments, names, series);
  return outcomes.map((outcome): Outcome<ConfirmedPayment> => ('refusal' in outcome ? outcome : { result: { pledge: payments[outcome.paymentAt]!.pledge, entryId: entryIds[outcome.paymentAt]! } }));
}

/** What a confirmation writes of a pledge. */
const CONFIRMED = ['status', 'amountFen', 'promisedFen', 'paidAt', 'timesPaid', 'heldFen', 'heldUntil', 'onBehalfOfName', 'bankReference', 'referenceKey', 'referenceReason', 'confirmedById'] as const;

/** All that the rules and the papers need besides `pledges`, in one round trip. */
async function askAround(tx: Tx, pledges: readonly Pledge[]): Promise<Pick<Circumstances, 'names' | 'openedOn' | 'paid'>> {
  const byProject = [...groupBy(pledges, ({ projectId }) => projectId)].map(([projectId, ofProject]) => ({ projectId, donorIds: [...new Set(ofProject.map(({ donorId }) => donorId))] }));
  const [[names], [openedOn], ...paidTo] = await tx.ask(
    namesOfUnits(pledges.map(({ onBehalfOfId }) => onBehalfOfId), byProject.map(({ projectId }) => projectId)),
    openingDay,
    ...byProject.map(({ projectId, donorIds }) => paidDonors(projectId, `d.id IN ${places(donorIds)}`, donorIds)),
  );
  return { names, openedOn: openedOn ?? null, paid: new Set(byProject.flatMap(({ projectId }, index) => paidTo[index]!.map((donorId) => `${projectId} ${donorId}`))) };
}
