import { onePerServer, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { GroupCommit, type Outcome } from '../../db/group-commit.js';
import { insertRows, places, rowsOf } from '../../db/rows.js';
import { conflict, notFound } from '../../errors.js';
import { newId, newReadableCode } from '../../lib/ids.js';
import { SANDBOX_ACCOUNT } from '../ledger/index.js';
import { advanceLocked, changeCounters, projectLocks, takesPledges, type LockedProject, type Project } from '../projects/index.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Donor, Pledge } from './pledge.entity.js';
import { contentHash, expiryOf, guestKey, refusePledge, roomFor, type PledgeRequest } from './pledge.rules.js';
import { donorStandings, PlaceKeeper, type DonorStanding } from './hold-places.js';
import { namesOfUnits, type UnitNames } from './names-of-then.js';
import { donorSearch } from './pledges.search.js';
import { groupBy, markPaid, paidDonors, receiptSeriesLock, receivePayments, type Payment, type ReceiptSeries } from './receive-payments.js';

/** A pledge to make: who asks, and what was read and found allowed. */
export interface PledgeCommand {
  readonly request: PledgeRequest;
  /** Whose keys the idempotency key is among: the account, or all guests together. */
  readonly donorScope: string;
  /** Null for guests. */
  readonly userId: string | null;
  readonly donorName: string;
  /** The network address that asks, for limits; it is not stored. */
  readonly address: string;
}

const pledgeKey = (donorScope: string, idempotencyKey: string): string => `${donorScope} ${idempotencyKey}`;
const keyOf = ({ donorScope, request }: PledgeCommand): string => pledgeKey(donorScope, request.idempotencyKey);

/** The one queue of a server in which pledges gather while others are committed. */
export const pledgeCommitOf = onePerServer((services) => {
  const { db, env } = services;
  return new GroupCommit<PledgeCommand, Pledge>({ db, maxBatch: env.pledgesPerCommit, maxWaiting: env.pledgesWaiting, record: (tx, commands) => recordPledges(services, tx, commands) });
});

/** The answer to a key that is known: the same pledge, or CONFLICT when that one asked for something else. */
export function answerReplay(recorded: Pledge, request: PledgeRequest): Outcome<Pledge> {
  return recorded.contentHash === contentHash(request) ? { result: recorded } : { refusal: conflict('pledge.keyReused', 'idempotencyKey') };
}

/** Makes the pledges of a batch, each by the rules as they stand after those before it, and writes them together. */
async function recordPledges(services: Services, tx: Tx, commands: readonly PledgeCommand[]): Promise<Outcome<Pledge>[]> {
  const batch = await loadBatch(services, tx, commands);
  const made: Pledge[] = [];
  const payments: Payment[] = [];
  const places = new PlaceKeeper(services, tx, batch.standingOf);
  const outcomes = commands.map((command): Outcome<Pledge> => {
    const recorded = batch.pledges.get(keyOf(command));
    if (recorded !== undefined) return answerReplay(recorded, command.request);
    const { request } = command;
    const to = batch.projects.get(request.projectId);
    if (to === undefined) return { refusal: notFound('projectId') };
    const { project, counters } = to;
    const refusal = refusePledge(takesPledges(project, tx.now), roomFor(project, counters), request.amountFen);
    if (refusal !== null) return { refusal };
    const pledge = newPledge(tx, command, project, batch.donorOf(command));
    batch.pledges.set(keyOf(command), pledge);
    made.push(pledge);
    if (pledge.payment === PaymentMethod.SANDBOX) {
      counters.raisedFen += pledge.amountFen;
      batch.standingOf(pledge).hasPaid = true;
      payments.push({ to, pledge: markPaid(pledge, tx.now, batch.names), account: SANDBOX_ACCOUNT, pendingFen: 0, promise: null, isFirstOfDonor: batch.isFirstPayment(pledge) });
    } else {
      places.promise(pledge, to, command.address);
    }
    return { result: pledge };
  });
  insertRows(tx, Donor, batch.newDonors);
  insertRows(tx, Pledge, made);
  await receivePayments(services, tx, payments, batch.names, batch.series);
  for (const [id, changes] of places.changes) await changeCounters(services, tx, id, changes);
  places.noteAddresses();
  return outcomes;
}

/** What a batch touches: loaded and locked once, kept up to date in memory as its commands are decided. */
interface Batch {
  readonly projects: ReadonlyMap<string, LockedProject>;
  readonly series: ReceiptSeries | undefined;
  readonly names: UnitNames;
  /** Pledges by scope and key: those recorded before, and those of this batch. */
  readonly pledges: Map<string, Pledge>;
  readonly newDonors: Donor[];
  /** The donor of a command, made at first use. */
  donorOf(command: PledgeCommand): Donor;
  /** Whether the donor of a pledge that is being paid had none paid to this project before. */
  isFirstPayment(pledge: Pledge): boolean;
  /** How the donor of a pledge stands towards its project. */
  standingOf(this: void, pledge: Pledge): DonorStanding;
}

/** By what a donor is known again: the account, or what a guest left; null for a guest who cannot be. */
const donorKey = ({ userId, request: { guest } }: PledgeCommand): string | null => userId ?? (guest === null ? null : guestKey(guest));

async function loadBatch(services: Services, tx: Tx, commands: readonly PledgeCommand[]): Promise<Batch> {
  const projectIds = distinct(commands.map(({ request }) => request.projectId));
  // All in one round trip, under the locks that come first: whoever sent the same key at the same time and came first has committed by now.
  const promises = promisesByProject(commands);
  const [lockedProjects, lockedCounters, [series], [names], recorded, knownDonors, ...ofDonors] = await tx.ask(
    ...projectLocks(tx, projectIds),
    receiptSeriesLock(tx),
    namesOfUnits(commands.map(({ request }) => request.onBehalfOfId), projectIds),
    rowsOf(tx, Pledge, ...underKeys(commands)),
    rowsOf(tx, Donor, ...behind(commands)),
    ...projectIds.map((projectId) => paidDonors(projectId, ...behind(commands.filter(({ request }) => request.projectId === projectId)))),
    ...promises.map(([projectId, ofProject]) => donorStandings(projectId, ...behind(ofProject))),
  );
  const paidTo = ofDonors.slice(0, projectIds.length) as string[][];
  const standingIn = ofDonors.slice(projectIds.length) as [string, DonorStanding][][];
  const standings = new Map(promises.flatMap(([projectId], index) => standingIn[index]!.map(([donorId, standing]) => [`${projectId} ${donorId}`, standing])));
  const projects = await advanceLocked(services, tx, lockedProjects, lockedCounters);
  const donors = new Map(knownDonors.map((donor) => [(donor.userId ?? donor.guestKey)!, donor]));
  const paid = new Set(projectIds.flatMap((projectId, index) => paidTo[index]!.map((donorId) => `${projectId} ${donorId}`)));
  const newDonors: Donor[] = [];
  return {
    projects,
    series,
    names,
    pledges: new Map(recorded.map((pledge) => [pledgeKey(pledge.donorScope, pledge.idempotencyKey), pledge])),
    newDonors,
    donorOf(command) {
      const key = donorKey(command);
      const known = key === null ? undefined : donors.get(key);
      if (known !== undefined) return known;
      const { userId, request: { guest } } = command;
      const donor = Object.assign(new Donor(), { id: newId(tx.now), userId, guestName: guest?.name ?? null, guestPhone: guest?.phone ?? null, guestKey: guest === null ? null : guestKey(guest) });
      newDonors.push(donor);
      if (key !== null) donors.set(key, donor);
      return donor;
    },
    isFirstPayment({ projectId, donorId }) {
      const pair = `${projectId} ${donorId}`;
      if (paid.has(pair)) return false;
      paid.add(pair);
      return true;
    },
    standingOf({ projectId, donorId }) {
      const pair = `${projectId} ${donorId}`;
      const standing = standings.get(pair) ?? { hasPaid: false, heldFen: 0 };
      standings.set(pair, standing);
      return standing;
    },
  };
}

/** The commands that promise a transfer of somebody who can be known again, by their projects: what was paid at once keeps no place. */
const promisesByProject = (commands: readonly PledgeCommand[]): [projectId: string, PledgeCommand[]][] =>
  [...groupBy(commands.filter((command) => command.request.payment !== PaymentMethod.SANDBOX && donorKey(command) !== null), ({ request }) => request.projectId)];

/** The pledges under the keys of `commands`: one look at the index each, where two lists would be tried in every combination. */
function underKeys(commands: readonly PledgeCommand[]): [where: string, values: string[]] {
  const scopes = [...groupBy(commands, ({ donorScope }) => donorScope)].map(([scope, ofScope]) => [scope, ...distinct(ofScope.map(({ request }) => request.idempotencyKey))]);
  return [scopes.map(([, ...keys]) => `donor_scope = ? AND idempotency_key IN ${places(keys)}`).join(' OR '), scopes.flat()];
}

/** The donors who are known by the accounts or contacts of `commands`. */
function behind(commands: readonly PledgeCommand[]): [where: string, values: string[]] {
  const keys = distinct(commands.map(donorKey).filter((key) => key !== null));
  // An id of an account is never the digest of a guest, so one list serves both columns.
  return keys.length === 0 ? ['1 = 0', []] : [`user_id IN ${places(keys)} OR guest_key IN ${places(keys)}`, [...keys, ...keys]];
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

const newPledge = (tx: Tx, { request, donorScope, donorName }: PledgeCommand, project: Project, donor: Donor): Pledge =>
  Object.assign(new Pledge(), {
    id: newId(tx.now),
    projectId: project.id,
    donorId: donor.id,
    userId: donor.userId,
    amountFen: request.amountFen,
    matchedFen: 0,
    refundedFen: 0,
    status: PledgeStatus.PENDING,
    payment: request.payment,
    anonymous: request.anonymous,
    donorName,
    donorSearch: donorSearch(donorName),
    onBehalfOfId: request.onBehalfOfId,
    onBehalfOfName: null,
    message: request.message,
    remarkCode: `HC${newReadableCode(8)}`,
    donorScope,
    idempotencyKey: request.idempotencyKey,
    contentHash: contentHash(request),
    createdAt: tx.now,
    expiresAt: expiryOf(tx.now),
    promisedBy: null,
    heldFen: 0,
    heldUntil: null,
    endedAt: null,
    endedById: null,
    endReason: null,
    paidAt: null,
    timesPaid: 0,
    bankReference: null,
    referenceKey: null,
    referenceReason: null,
    confirmedById: null,
    promisedFen: null,
    selfConfirmed: false,
  });
