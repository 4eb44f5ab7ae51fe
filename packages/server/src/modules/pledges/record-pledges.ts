import { onePerServer, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { GroupCommit, type Outcome } from '../../db/group-commit.js';
import { insertRows, rowsOf, sqlIn } from '../../db/rows.js';
import { conflict, invalidState, notFound } from '../../errors.js';
import { newId, newReadableCode } from '../../lib/ids.js';
import { recordConsents, type GivenConsent } from '../consents/index.js';
import type { Language } from '../../messages/index.js';
import { GuestAddress, newGuestAddress } from '../notices/index.js';
import { SANDBOX_ACCOUNT } from '../ledger/index.js';
import {
  advanceLocked,
  changeCounters,
  projectLocks,
  takesPledges,
  type LockedProject,
  type Project,
} from '../projects/index.js';
import { webhooksOfProjects } from '../webhooks/index.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Donor, Pledge } from './pledge.entity.js';
import { contentHash, expiryOf, refusePledge, roomFor, type PledgeRequest } from './pledge.rules.js';
import { findDonorFacts, AmountHolds, type DonorFacts } from './amount-holds.js';
import { closedUnits, namesOfUnits } from './unit-names.js';
import { sealPhone } from './sealed-donors.js';
import { donorSearch } from './pledges.search.js';
import {
  groupBy,
  markPaid,
  paidDonors,
  receiptSeriesLock,
  type ReadBefore,
  receivePayments,
  type Payment,
} from './receive-payments.js';
import { transferQueue } from './pledges.queues.js';
import { LAPSED_PHONE_MS } from './phone-retention.js';
import { joinFollowers, type GiftAsked, type GiftFollowing } from './pledge-hooks.js';

/** A pledge to make, after its input was checked and found allowed, and the person who asks for it. */
export interface PledgeCommand {
  readonly request: PledgeRequest;
  /** The scope in which the idempotency key is unique: the account, or all guests together. */
  readonly donorScope: string;
  /** Null for guests. */
  readonly userId: string | null;
  readonly donorName: string;
  /** The key by which a returning guest is found; null for others. */
  readonly guestKey: string | null;
  /** The privacy notice that the donor accepted with the gift; null when the client did not say. */
  readonly consent: (GivenConsent & { readonly sessionId: string | null }) | null;
  /** The language of the request, in which a guest gets mail. */
  readonly language: Language;
  /** The network of the request, for limits. It is not stored. */
  readonly network: string;
}

const pledgeKey = (donorScope: string, idempotencyKey: string): string => `${donorScope} ${idempotencyKey}`;
const keyOf = ({ donorScope, request }: PledgeCommand): string => pledgeKey(donorScope, request.idempotencyKey);

/** The one queue of a server that collects pledges while earlier ones are being committed. */
export const pledgeCommitOf = onePerServer((services) => {
  const { db, env } = services;
  return new GroupCommit<PledgeCommand, Pledge>({
    db,
    maxBatch: env.pledgesPerCommit,
    maxWaiting: env.pledgesWaiting,
    record: (tx, commands) => recordPledges(services, tx, commands),
  });
});

/**
 * Returns the outcome for an idempotency key that is already known: the same pledge, or CONFLICT when that pledge has
 * other content.
 */
export function answerReplay(recorded: Pledge, request: PledgeRequest): Outcome<Pledge> {
  return recorded.contentHash === contentHash(request)
    ? { result: recorded }
    : { refusal: conflict('pledge.keyReused', 'idempotencyKey') };
}

/**
 * Makes the pledges of a batch and writes them together. Each one is decided by the rules as they stand after the ones
 * before it.
 */
async function recordPledges(
  services: Services,
  tx: Tx,
  commands: readonly PledgeCommand[],
): Promise<Outcome<Pledge>[]> {
  const batch = await loadBatch(services, tx, commands);
  const made: Pledge[] = [];
  const payments: Payment[] = [];
  const addresses: GuestAddress[] = [];
  const consents: Parameters<typeof recordConsents>[1][number][] = [];
  const places = new AmountHolds(services, tx, batch.factsOf);
  const outcomes = commands.map((command): Outcome<Pledge> => {
    const recorded = batch.pledges.get(keyOf(command));
    if (recorded !== undefined) return answerReplay(recorded, command.request);
    const { request } = command;
    const to = batch.projects.get(request.projectId);
    if (to === undefined) return { refusal: notFound('projectId') };
    const { project, counters } = to;
    const refusal =
      (batch.closed.has(request.onBehalfOfId ?? '') ? invalidState('organization.closed') : null) ??
      refusePledge(takesPledges(project, tx.now), roomFor(project, counters), request.amountFen) ??
      batch.following.refuse!(giftOf(command));
    if (refusal !== null) return { refusal };
    const pledge = newPledge(tx, command, project, batch.donorOf(command));
    batch.pledges.set(keyOf(command), pledge);
    made.push(pledge);
    if (request.guest?.email != null)
      addresses.push(
        newGuestAddress(services, {
          id: pledge.id,
          email: request.guest.email,
          language: command.language,
          createdAt: tx.now,
          checkAt: new Date(tx.now.getTime() + LAPSED_PHONE_MS),
        }),
      );
    if (command.consent !== null) consents.push({ ...command.consent, userId: command.userId, pledgeId: pledge.id });
    if (pledge.payment === PaymentMethod.SANDBOX) {
      counters.raisedFen += pledge.amountFen;
      batch.factsOf(pledge).hasPaid = true;
      const payment: Payment = {
        to,
        pledge: markPaid(pledge, tx.now, batch.names),
        account: SANDBOX_ACCOUNT,
        pendingFen: 0,
        promise: null,
        isFirstOfDonor: batch.isFirstPayment(pledge),
      };
      payments.push(payment);
      batch.following.paid(payment);
    } else {
      places.promise(pledge, to, command.network);
    }
    return { result: pledge };
  });
  insertRows(tx, Donor, batch.newDonors);
  insertRows(tx, Pledge, made);
  insertRows(tx, GuestAddress, addresses);
  recordConsents(tx, consents);
  await receivePayments(services, tx, payments, batch);
  await batch.following.write();
  for (const [id, changes] of places.changes) await changeCounters(services, tx, id, changes);
  if (places.changes.size > 0) tx.changed(transferQueue.topic);
  places.noteNetworks();
  return outcomes;
}

/**
 * The data that a batch uses: loaded and locked once, then kept up to date in memory while its commands are decided.
 */
interface Batch extends ReadBefore {
  readonly projects: ReadonlyMap<string, LockedProject>;
  readonly following: GiftFollowing;
  /** The units on whose behalf something is given and that were merged into others. */
  readonly closed: ReadonlySet<string>;
  /** Pledges by scope and idempotency key: the ones recorded before, and the ones of this batch. */
  readonly pledges: Map<string, Pledge>;
  readonly newDonors: Donor[];
  /** The donor of a command. A new donor is made at first use. */
  donorOf(command: PledgeCommand): Donor;
  /** Whether the donor of a pledge that is being paid had no paid pledge in this project before. */
  isFirstPayment(pledge: Pledge): boolean;
  /** The facts about the pledge's donor and the pledge's project. */
  factsOf(this: void, pledge: Pledge): DonorFacts;
}

/**
 * The key by which a donor is recognised: the account, or the keyed digest of what a guest entered. Null for a guest who
 * cannot be recognised.
 */
const donorKey = (command: PledgeCommand): string | null => command.userId ?? command.guestKey;

const giftOf = ({ request, userId, guestKey }: PledgeCommand): GiftAsked => ({
  projectId: request.projectId,
  amountFen: request.amountFen,
  onBehalfOfId: request.onBehalfOfId,
  campaignId: request.campaign?.id ?? null,
  userId,
  guestKey,
  donorId: null,
});

async function loadBatch(services: Services, tx: Tx, commands: readonly PledgeCommand[]): Promise<Batch> {
  const projectIds = distinct(commands.map(({ request }) => request.projectId));
  // All in one round trip, after the locks that come first in the statement. A request that sent the same key at the
  // same time and locked first has committed by then.
  const promises = promisesByProject(commands);
  const joining = joinFollowers(tx, commands.map(giftOf));
  const [lockedProjects, lockedCounters, [series], webhooks, [names], [closed], recorded, knownDonors, ...others] =
    await tx.query(
      ...projectLocks(tx, projectIds),
      receiptSeriesLock(tx),
      webhooksOfProjects(tx, projectIds),
      namesOfUnits(
        commands.map(({ request }) => request.onBehalfOfId),
        projectIds,
      ),
      closedUnits(
        tx,
        commands.map(({ request }) => request.onBehalfOfId),
      ),
      rowsOf(tx, Pledge, ...underKeys(commands)),
      rowsOf(tx, Donor, ...behind(commands)),
      ...projectIds.map((projectId) =>
        paidDonors(projectId, ...behind(commands.filter(({ request }) => request.projectId === projectId))),
      ),
      ...promises.map(([projectId, ofProject]) => findDonorFacts(projectId, ...behind(ofProject))),
      ...joining.queries,
    );
  const ofDonors = others.slice(0, projectIds.length + promises.length);
  const paidTo = ofDonors.slice(0, projectIds.length) as string[][];
  const factsByProject = ofDonors.slice(projectIds.length) as [string, DonorFacts][][];
  const facts = new Map(
    promises.flatMap(([projectId], index) =>
      factsByProject[index]!.map(([donorId, donor]) => [`${projectId} ${donorId}`, donor]),
    ),
  );
  const projects = await advanceLocked(services, tx, lockedProjects, lockedCounters);
  const donors = new Map(knownDonors.map((donor) => [(donor.userId ?? donor.guestKey)!, donor]));
  const paid = new Set(
    projectIds.flatMap((projectId, index) => paidTo[index]!.map((donorId) => `${projectId} ${donorId}`)),
  );
  const newDonors: Donor[] = [];
  return {
    projects,
    following: joining.begin(services, others.slice(ofDonors.length)),
    series,
    webhooks,
    names,
    closed,
    pledges: new Map(recorded.map((pledge) => [pledgeKey(pledge.donorScope, pledge.idempotencyKey), pledge])),
    newDonors,
    donorOf(command) {
      const key = donorKey(command);
      const known = key === null ? undefined : donors.get(key);
      if (known !== undefined) return known;
      const {
        userId,
        request: { guest },
      } = command;
      const donor = Object.assign(new Donor(), {
        id: newId(tx.now),
        userId,
        guestName: guest?.name ?? null,
        phoneSealed: sealPhone(services, guest?.phone ?? null),
        phoneCheckAt: guest?.phone == null ? null : new Date(tx.now.getTime() + LAPSED_PHONE_MS),
        guestKey: command.guestKey,
      });
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
    factsOf({ projectId, donorId }) {
      const pair = `${projectId} ${donorId}`;
      const donor = facts.get(pair) ?? { hasPaid: false, heldFen: 0 };
      facts.set(pair, donor);
      return donor;
    },
  };
}

/**
 * The commands that promise a transfer and whose donor can be recognised, by project. Pledges that are paid at once
 * keep no place.
 */
const promisesByProject = (commands: readonly PledgeCommand[]): [projectId: string, PledgeCommand[]][] => [
  ...groupBy(
    commands.filter((command) => command.request.payment !== PaymentMethod.SANDBOX && donorKey(command) !== null),
    ({ request }) => request.projectId,
  ),
];

/**
 * The condition that finds the pledges under the keys of `commands`. It groups keys by scope, so each key costs one
 * index lookup; two separate lists would be tried in every combination.
 */
function underKeys(commands: readonly PledgeCommand[]): [where: string, values: string[]] {
  const scopes = [...groupBy(commands, ({ donorScope }) => donorScope)].map(([scope, ofScope]) => [
    scope,
    ...distinct(ofScope.map(({ request }) => request.idempotencyKey)),
  ]);
  return [
    scopes.map(([, ...keys]) => `donor_scope = ? AND ${sqlIn('idempotency_key', keys)}`).join(' OR '),
    scopes.flat(),
  ];
}

/** The condition that finds the donors with the accounts or contacts of `commands`. */
function behind(commands: readonly PledgeCommand[]): [where: string, values: string[]] {
  const keys = distinct(commands.map(donorKey).filter((key) => key !== null));
  // An account id never equals the digest of a guest, so one list serves both columns.
  return keys.length === 0
    ? ['1 = 0', []]
    : [`${sqlIn('user_id', keys)} OR ${sqlIn('guest_key', keys)}`, [...keys, ...keys]];
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** A pledge that waits for its money, with a remark code of its own. */
export const newPledge = (
  tx: Tx,
  { request, donorScope, donorName }: Pick<PledgeCommand, 'request' | 'donorScope' | 'donorName'>,
  project: Project,
  donor: Donor,
): Pledge =>
  Object.assign(new Pledge(), {
    id: newId(tx.now),
    projectId: project.id,
    donorId: donor.id,
    userId: donor.userId,
    guestMail: request.guest?.email != null,
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
    campaignId: request.campaign?.id ?? null,
    donorCategory: request.campaign?.donorCategory ?? null,
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
