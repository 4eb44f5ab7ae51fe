import { onePerServer, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { GroupCommit, type Outcome } from '../../db/group-commit.js';
import { lockedRowsOf, rowsOf, sqlIn, updateRows } from '../../db/rows.js';
import {
  badInput,
  conflict,
  forbidden,
  invalidState,
  limitExceeded,
  notFound,
  refusalAt,
  DomainError,
} from '../../errors.js';
import { openingDay } from '../ledger/index.js';
import { dutiesQuery, Duty, refuseDuty, storeDuties } from '../orders/index.js';
import { Membership } from '../organizations/index.js';
import { webhooksOfProjects } from '../webhooks/index.js';
import { lockProjects, ProjectStatus, type LockedProject, type Project } from '../projects/index.js';
import { PLATFORM, recordAll, type Act, type Actor } from '../trace/index.js';
import { findEndedProjects } from './ended-projects.js';
import { joinFollowers, referenceUses, type GiftFollowing } from './pledge-hooks.js';
import { namesOfUnits, type UnitNames } from './unit-names.js';
import { PaymentMethod, PledgeStatus, type OnlineMethod } from './pledge.enums.js';
import { Pledge } from './pledge.entity.js';
import { freedBy } from './amount-holds.js';
import { SPEAKING_ROLES } from './left-to-colleague.js';
import { paymentConfirmed } from './pledges.trace.js';
import { arrivalOn, isGiven, LIMITS, referenceKey, refusePaidOn, refuseStep, roomFor } from './pledge.rules.js';
import {
  dayOfGift,
  groupBy,
  markPaid,
  paidDonors,
  receiptSeriesLock,
  type ReadBefore,
  receivePayments,
  type Payment,
} from './receive-payments.js';

/**
 * What happens when the amount that arrived differs from the amount that was promised. `REFUSE` refuses the transfer.
 * `ACCEPT` changes the pledge to the amount that arrived. `ACCEPT_UP_TO_ROOM` does the same as far as the project has
 * room, and the caller keeps the rest.
 */
export type OtherAmount = 'REFUSE' | 'ACCEPT' | 'ACCEPT_UP_TO_ROOM';

/** A transfer that arrived for a pledge. */
export interface TransferCommand {
  readonly pledgeId: string;
  readonly amountFen: number;
  readonly bankReference: string;
  /**
   * The ledger account that holds the money: the special account, or the account where it was set aside after it
   * arrived.
   */
  readonly account: string;
  /** Who saw that it arrived. Null when the word of a payment provider says so. */
  readonly confirmedById: string | null;
  /** How it was paid. A transfer to the bank when not given. */
  readonly method?: OnlineMethod;
  /** The request in which the transfer is confirmed, where there is one. Work that was asked for has none. */
  readonly by?: Actor;
  /** `REFUSE` when not given. */
  readonly otherAmount?: OtherAmount;
  /** Why a bank reference that was used before also names this payment. */
  readonly referenceReason?: string | null;
  /** The day on which the money reached the bank, as a person typed it; null when nobody typed a day. */
  readonly paidOn?: string | null;
  /**
   * The time at which the money reached the bank, as the bank states it. Without `paidOn` and `bookedAt`, now counts.
   */
  readonly bookedAt?: Date;
  /** Commands with the same value are confirmed all together or not at all. */
  readonly together?: string;
}

export interface ConfirmedPayment {
  readonly pledge: Pledge;
  /** The journal entry that moved the money. */
  readonly entryId: string;
}

/** Statuses in which money that was pledged in time is still received. */
export const RECEIVES: readonly ProjectStatus[] = [
  ProjectStatus.FUNDRAISING,
  ProjectStatus.FUNDED,
  ProjectStatus.EXECUTING,
];

/**
 * When the money of `command` reached the bank. A later time than now becomes now, because the bank's clock may be
 * ahead of ours.
 */
function arrivalOf({ paidOn, bookedAt }: TransferCommand, now: Date): Date {
  if (paidOn != null) return arrivalOn(paidOn, now);
  return bookedAt === undefined || bookedAt > now ? now : bookedAt;
}

/** Everything besides its pledges that a batch needs for its decisions. */
interface Circumstances {
  readonly now: Date;
  readonly names: UnitNames;
  /**
   * The opening day of the special account's books: they begin with the end of this day. Null when no opening balance
   * was entered.
   */
  readonly openedOn: string | null;
  /**
   * The projects that ended because their time was over, by id. The value says why the project can receive nothing
   * more; it is null when the project can still receive money.
   */
  readonly ended: ReadonlyMap<string, DomainError | null>;
  /** The pairs of project and donor that already have a paid pledge. Changes while the batch is decided. */
  readonly paid: Set<string>;
}

/** Why `project` cannot receive money that was pledged in time, or null. */
function refuseReceiving({ id, status }: Project, ended: Circumstances['ended']): DomainError | null {
  if (RECEIVES.includes(status)) return null;
  const atItsEnd = ended.get(id);
  return atItsEnd === undefined ? invalidState('project.wrongStatus', { status }) : atItsEnd;
}

/**
 * Returns how many fen of `command` pay `pledge`, or the refusal. The amount must equal the promised amount, unless the
 * command accepts another one. A project that takes nothing past its goal has room for the place that the pledge keeps
 * and for what no other pledge keeps.
 */
function amountFor(
  { project, counters }: LockedProject,
  pledge: Pledge,
  command: TransferCommand,
  { now, openedOn, ended }: Circumstances,
): { fen: number } | { refusal: DomainError } {
  const { amountFen, paidOn, otherAmount = 'REFUSE' } = command;
  const refusal =
    (paidOn == null ? null : refusePaidOn(paidOn, pledge, openedOn, now)) ??
    refuseStep('pay', pledge, arrivalOf(command, now));
  if (refusal !== null) return { refusal };
  const differs = amountFen !== pledge.amountFen;
  if (differs && otherAmount === 'REFUSE')
    return { refusal: badInput('amount', 'pledge.otherAmount', { yuan: (pledge.amountFen / 100).toFixed(2) }) };
  const notReceiving = refuseReceiving(project, ended);
  if (notReceiving !== null) return { refusal: notReceiving };
  if (amountFen < LIMITS.amountFen.min)
    return { refusal: badInput('amount', 'pledge.tooLittle', { yuan: (LIMITS.amountFen.min / 100).toFixed(2) }) };
  const free = roomFor(project, counters);
  // The room is the place that the pledge itself keeps plus what nobody else keeps. After a pledge has lapsed, its
  // place may have gone to somebody else.
  const lapsed = pledge.status === PledgeStatus.EXPIRED;
  const room = free === null ? Infinity : free + pledge.heldFen;
  if (amountFen <= room) return { fen: amountFen };
  if (lapsed && (otherAmount !== 'ACCEPT_UP_TO_ROOM' || room < LIMITS.amountFen.min))
    return { refusal: limitExceeded('pledge.placeTaken', { roomYuan: (room / 100).toFixed(2) }, 'pledgeId') };
  return otherAmount === 'ACCEPT_UP_TO_ROOM' && room >= LIMITS.amountFen.min
    ? { fen: room }
    : {
        refusal: limitExceeded(
          'pledge.arrivedPastGoal',
          { roomYuan: (room / 100).toFixed(2), roomFen: room },
          'amount',
        ),
      };
}

/** The one queue of a server that collects confirmations by hand while earlier ones are being committed. */
export const confirmationCommitOf = onePerServer((services) => {
  const { db, env } = services;
  return new GroupCommit<TransferCommand, Pledge>({
    db,
    maxBatch: env.pledgesPerCommit,
    maxWaiting: env.pledgesWaiting,
    record: (tx, commands) => confirmByHand(services, tx, commands),
  });
});

/**
 * Confirms transfers that one treasurer saw, all of them or none. Throws the refusal of the first one that cannot be
 * confirmed, with its place in the list.
 */
export async function confirmAll(services: Services, commands: readonly TransferCommand[]): Promise<Pledge[]> {
  return services.db.transact(async (tx) => {
    const outcomes = await confirmByHand(services, tx, commands);
    return outcomes.map((outcome, index) => {
      if ('result' in outcome) return outcome.result;
      const { refusal } = outcome;
      throw refusal instanceof DomainError ? refusalAt(`inputs.${index}`, refusal) : refusal;
    });
  });
}

/** Whether exactly this command has paid `pledge`: the same transfer, confirmed by the same person. */
const isPaidBy = (
  pledge: Pledge | undefined,
  { amountFen, bankReference, confirmedById, paidOn }: TransferCommand,
): pledge is Pledge =>
  pledge?.status === PledgeStatus.PAID &&
  pledge.amountFen === amountFen &&
  pledge.bankReference === bankReference &&
  pledge.confirmedById === confirmedById &&
  (paidOn == null || paidOn === dayOfGift(pledge));

/**
 * Confirms transfers that treasurers saw. When a transfer is already recorded, returns what is recorded, because a
 * treasurer repeats the request when the response was lost.
 */
async function confirmByHand(
  services: Services,
  tx: Tx,
  commands: readonly TransferCommand[],
): Promise<Outcome<Pledge>[]> {
  const locked = await lockPledges(services, tx, commands);
  const outcomes = await confirmLocked(services, tx, locked, commands, await findReferenceUses(tx, commands));
  return commands.map((command, index) => {
    const outcome = outcomes[index]!;
    if ('result' in outcome) return { result: outcome.result.pledge };
    const pledge = locked.pledges.get(command.pledgeId);
    return isPaidBy(pledge, command) ? { result: pledge } : outcome;
  });
}

/**
 * Confirms the transfers of a batch and writes them together. Each one is decided by the rules as they stand after the
 * ones before it. The caller checks the bank references, because several pledges of one statement line share one
 * reference.
 */
export async function confirmPayments(
  services: Services,
  tx: Tx,
  commands: readonly TransferCommand[],
): Promise<Outcome<ConfirmedPayment>[]> {
  return confirmLocked(services, tx, await lockPledges(services, tx, commands), commands);
}

/** The locked pledges of a batch and their locked projects, both by id, and the locked series of receipt numbers. */
interface LockedPledges extends Pick<ReadBefore, 'series' | 'webhooks'> {
  readonly projects: ReadonlyMap<string, LockedProject>;
  readonly pledges: ReadonlyMap<string, Pledge>;
  /** The units in which the confirming people are owner or editor, as `<person> <unit>`. */
  readonly units: ReadonlySet<string>;
  /** The duties that they have taken, by `<project> <person>`. */
  readonly duties: ReadonlyMap<string, Duty>;
}

/** Locks projects before pledges, both in the order of their ids, so that two writers cannot deadlock. */
async function lockPledges(services: Services, tx: Tx, commands: readonly TransferCommand[]): Promise<LockedPledges> {
  const ids = [...new Set(commands.map(({ pledgeId }) => pledgeId))];
  const [projectIds] = await tx.query({
    sql: `SELECT DISTINCT project_id FROM pledges WHERE ${sqlIn('id', ids)}`,
    values: ids,
    read: (rows: Record<string, unknown>[]) => rows.map(({ project_id }) => String(project_id)),
  });
  const projects = await lockProjects(services, tx, projectIds);
  const people = [...new Set(commands.flatMap(({ confirmedById }) => confirmedById ?? []))];
  const [pledges, [series], webhooks, memberships, duties] = await tx.query(
    lockedRowsOf(tx, Pledge, `${sqlIn('id', ids)} ORDER BY id`, ids),
    receiptSeriesLock(tx),
    webhooksOfProjects(tx, projectIds),
    rowsOf(
      tx,
      Membership,
      `${sqlIn('user_id', people)} AND ${sqlIn('role', SPEAKING_ROLES)}`,
      [...people, ...SPEAKING_ROLES],
      ['userId', 'organizationId'],
    ),
    dutiesQuery(tx, [...projects.keys()], people),
  );
  return {
    projects,
    series,
    webhooks,
    pledges: new Map(pledges.map((pledge) => [pledge.id, pledge])),
    units: new Set(memberships.map(({ userId, organizationId }) => `${userId} ${organizationId}`)),
    duties: new Map(duties.map(({ projectId, userId, duty }) => [`${projectId} ${userId}`, duty])),
  };
}

/** Whether `pledge` is the gift of the person who confirms it, or of a unit for which this person speaks. */
const isOwnGift = (
  { userId, onBehalfOfId }: Pledge,
  { confirmedById }: TransferCommand,
  units: ReadonlySet<string>,
): boolean =>
  confirmedById !== null && (userId === confirmedById || units.has(`${confirmedById} ${onBehalfOfId ?? ''}`));

/**
 * The pledges that each bank reference has paid, and the references that statement lines have used. Changes while the
 * batch is decided.
 */
interface ReferenceUses {
  readonly pledges: Map<string, Map<string, string>>;
  readonly others: ReadonlySet<string>;
}

/**
 * Finds what the bank references of `commands` were used for. The caller holds the lock of the receipt series, which
 * every confirmation takes.
 */
async function findReferenceUses(tx: Tx, commands: readonly TransferCommand[]): Promise<ReferenceUses> {
  const references = [...new Set(commands.map(({ bankReference }) => bankReference))];
  const keys = [...new Set(references.map(referenceKey))];
  const [named] = await tx.query(
    rowsOf(tx, Pledge, sqlIn('reference_key', keys), keys, ['id', 'status', 'referenceKey', 'remarkCode']),
  );
  const pledges = new Map(keys.map((key) => [key, new Map<string, string>()]));
  for (const { id, status, referenceKey: key, remarkCode } of named)
    if (isGiven({ status })) pledges.get(key!)?.set(id, remarkCode);
  const others = new Set<string>();
  for (const find of referenceUses) for (const key of await find(tx, references)) others.add(key);
  return { pledges, others };
}

/**
 * Why the bank reference of `command` does not name this payment, or null. A reference names one transfer, unless the
 * command gives a reason.
 */
function refuseReference(
  { pledgeId, bankReference, referenceReason }: TransferCommand,
  { pledges, others }: ReferenceUses,
): DomainError | null {
  const key = referenceKey(bankReference);
  if (referenceReason != null) return null;
  const paid = [...(pledges.get(key) ?? [])].find(([id]) => id !== pledgeId);
  if (paid !== undefined) return conflict('pledge.referenceUsed', 'bankReference', { remarkCode: paid[1] });
  return others.has(key) ? conflict('pledge.referenceOfLine', 'bankReference') : null;
}

async function confirmLocked(
  services: Services,
  tx: Tx,
  locked: LockedPledges,
  commands: readonly TransferCommand[],
  uses?: ReferenceUses,
): Promise<Outcome<ConfirmedPayment>[]> {
  const { projects, pledges, series, webhooks, units, duties } = locked;
  const around = {
    now: tx.now,
    ...(await readCircumstances(services, tx, [...pledges.values()])),
    ended: await findEndedProjects(
      tx,
      [...projects.values()].map(({ project }) => project),
    ),
  };
  const { names, paid, following } = around;
  const payments: Payment[] = [];
  const decide = (
    command: TransferCommand,
  ): { to: LockedProject; pledge: Pledge; fen: number } | { refusal: DomainError } => {
    const pledge = pledges.get(command.pledgeId);
    const to = pledge === undefined ? undefined : projects.get(pledge.projectId);
    if (pledge === undefined || to === undefined) return { refusal: notFound('pledgeId') };
    if (isOwnGift(pledge, command, units)) return { refusal: forbidden('pledge.ownGift') };
    const otherDuty = refuseDuty(duties.get(`${pledge.projectId} ${command.confirmedById}`), Duty.PAYS);
    if (otherDuty !== null) return { refusal: otherDuty };
    const amount = amountFor(to, pledge, command, around);
    const refusal = 'refusal' in amount ? amount.refusal : uses === undefined ? null : refuseReference(command, uses);
    return refusal !== null ? { refusal } : { to, pledge, fen: (amount as { fen: number }).fen };
  };
  const pay = (command: TransferCommand, to: LockedProject, pledge: Pledge, fen: number): number => {
    const { bankReference, confirmedById, account, referenceReason, method = PaymentMethod.BANK_TRANSFER } = command;
    const promisedFen = pledge.amountFen;
    const pendingFen = pledge.status === PledgeStatus.PENDING ? promisedFen : 0;
    const key = referenceKey(bankReference);
    const correction = fen === promisedFen ? {} : { amountFen: fen, promisedFen: pledge.promisedFen ?? promisedFen };
    const promise = freedBy(pledge);
    Object.assign(
      markPaid(pledge, arrivalOf(command, tx.now), names),
      { payment: method, bankReference, referenceKey: key, referenceReason: referenceReason ?? null, confirmedById },
      correction,
    );
    const pair = `${pledge.projectId} ${pledge.donorId}`;
    to.counters.raisedFen += fen;
    to.counters.pendingFen -= pendingFen;
    to.counters.heldFen += promise.heldFen;
    to.counters.heldByStrangersFen += promise.heldByStrangersFen;
    const payment: Payment = { to, pledge, account, pendingFen, promise, isFirstOfDonor: !paid.has(pair) };
    payments.push(payment);
    following.paid(payment);
    paid.add(pair);
    uses?.pledges.get(key)?.set(pledge.id, pledge.remarkCode);
    return payments.length - 1;
  };
  const outcomes: ({ refusal: DomainError } | { paymentAt: number })[] = [];
  const groups = groupBy(
    commands.map((command, index) => ({ command, index })),
    ({ command, index }) => command.together ?? index,
  );
  for (const group of groups.values()) {
    const decided = group.map(({ command }) => decide(command));
    const refused = decided.find((one) => 'refusal' in one);
    group.forEach(({ command, index }, at) => {
      const one = decided[at]!;
      if ('refusal' in one) outcomes[index] = one;
      else
        outcomes[index] =
          refused !== undefined && 'refusal' in refused
            ? refused
            : { paymentAt: pay(command, one.to, one.pledge, one.fen) };
    });
  }
  const takers = new Map<string, { projectId: string; userId: string }>();
  for (const { pledge } of payments) {
    if (pledge.confirmedById === null) continue;
    const taker = { projectId: pledge.projectId, userId: pledge.confirmedById };
    const key = `${taker.projectId} ${taker.userId}`;
    if (!duties.has(key)) takers.set(key, taker);
  }
  storeDuties(tx, [...takers.values()], Duty.PAYS);
  updateRows(
    tx,
    Pledge,
    payments.map(({ pledge }) => pledge),
    CONFIRMED,
  );
  const entryIds = await receivePayments(services, tx, payments, { names, series, webhooks });
  await following.write();
  recordAll(
    tx,
    paymentConfirmed,
    outcomes.flatMap((outcome, index): [Actor, Act][] => {
      if ('refusal' in outcome) return [];
      const { by, confirmedById } = commands[index]!;
      const { pledge } = payments[outcome.paymentAt]!;
      const after = { amountFen: pledge.amountFen, entry: entryIds[outcome.paymentAt]! };
      const actor = by ?? (confirmedById === null ? PLATFORM : { viewer: { userId: confirmedById } });
      return [[actor, { subject: pledge.id, after }]];
    }),
  );
  return outcomes.map((outcome): Outcome<ConfirmedPayment> =>
    'refusal' in outcome
      ? outcome
      : { result: { pledge: payments[outcome.paymentAt]!.pledge, entryId: entryIds[outcome.paymentAt]! } },
  );
}

/** The columns of a pledge that a confirmation writes. */
const CONFIRMED = [
  'status',
  'payment',
  'amountFen',
  'matchedFen',
  'promisedFen',
  'paidAt',
  'timesPaid',
  'heldFen',
  'heldUntil',
  'onBehalfOfName',
  'bankReference',
  'referenceKey',
  'referenceReason',
  'confirmedById',
] as const;

/** Reads in one round trip everything besides `pledges` that the rules and the papers need. */
async function readCircumstances(
  services: Services,
  tx: Tx,
  pledges: readonly Pledge[],
): Promise<Pick<Circumstances, 'names' | 'openedOn' | 'paid'> & { following: GiftFollowing }> {
  const byProject = [...groupBy(pledges, ({ projectId }) => projectId)].map(([projectId, ofProject]) => ({
    projectId,
    donorIds: [...new Set(ofProject.map(({ donorId }) => donorId))],
  }));
  const joining = joinFollowers(
    tx,
    pledges.map((pledge) => ({ ...pledge, guestKey: null })),
  );
  const [[names], [openedOn], ...others] = await tx.query(
    namesOfUnits(
      pledges.map(({ onBehalfOfId }) => onBehalfOfId),
      byProject.map(({ projectId }) => projectId),
    ),
    openingDay,
    ...byProject.map(({ projectId, donorIds }) => paidDonors(projectId, sqlIn('d.id', donorIds), donorIds)),
    ...joining.queries,
  );
  const paidTo = others.slice(0, byProject.length) as string[][];
  return {
    names,
    openedOn: openedOn ?? null,
    following: joining.begin(services, others.slice(byProject.length)),
    paid: new Set(
      byProject.flatMap(({ projectId }, index) => paidTo[index]!.map((donorId) => `${projectId} ${donorId}`)),
    ),
  };
}
