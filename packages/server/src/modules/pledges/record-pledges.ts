import { In } from 'typeorm';
import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { GroupCommit, type Outcome } from '../../db/group-commit.js';
import { insertRows } from '../../db/insert-rows.js';
import { conflict, notFound } from '../../errors.js';
import { newId, newReadableCode } from '../../lib/ids.js';
import { SANDBOX_ACCOUNT } from '../ledger/index.js';
import { changeCounters, lockProjects, ProjectCounters, takesPledges, type Project } from '../projects/index.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Donor, Pledge } from './pledge.entity.js';
import { contentHash, expiryOf, guestKey, refusePledge, roomFor, type PledgeRequest } from './pledge.rules.js';
import { markPaid, receivePayments, type Payment } from './receive-payments.js';

/** A pledge to make: who asks, and what was read and found allowed. */
export interface PledgeCommand {
  readonly request: PledgeRequest;
  /** Whose keys the idempotency key is among: the account, or all guests together. */
  readonly donorScope: string;
  /** Null for guests. */
  readonly userId: string | null;
  readonly donorName: string;
}

const pledgeKey = (donorScope: string, idempotencyKey: string): string => `${donorScope} ${idempotencyKey}`;
const keyOf = ({ donorScope, request }: PledgeCommand): string => pledgeKey(donorScope, request.idempotencyKey);

const commits = new WeakMap<Services['db'], GroupCommit<PledgeCommand, Pledge>>();

/** The one queue of a server in which pledges gather while others are committed. */
export function pledgeCommitOf({ env, db, clock, live, mailer, log, submissionRefusals }: Services): GroupCommit<PledgeCommand, Pledge> {
  let commit = commits.get(db);
  if (commit === undefined) {
    // Only what belongs to the server: the caller's may be a request, which must not live on in the queue with its viewer.
    const services: Services = { env, db, clock, live, mailer, log, submissionRefusals };
    commit = new GroupCommit({ db, record: (tx, commands) => recordPledges(services, tx, commands) });
    commits.set(db, commit);
  }
  return commit;
}

/** The answer to a key that is known: the same pledge, or CONFLICT when that one asked for something else. */
export function answerReplay(recorded: Pledge, request: PledgeRequest): Outcome<Pledge> {
  return recorded.contentHash === contentHash(request) ? { result: recorded } : { refusal: conflict('pledge.keyReused', 'idempotencyKey') };
}

/** Makes the pledges of a batch, each by the rules as they stand after those before it, and writes them together. */
async function recordPledges(services: Services, tx: Tx, commands: readonly PledgeCommand[]): Promise<Outcome<Pledge>[]> {
  const batch = await loadBatch(services, tx, commands);
  const made: Pledge[] = [];
  const payments: Payment[] = [];
  const outcomes = commands.map((command): Outcome<Pledge> => {
    const recorded = batch.pledges.get(keyOf(command));
    if (recorded !== undefined) return answerReplay(recorded, command.request);
    const { request } = command;
    const project = batch.projects.get(request.projectId);
    const money = batch.money.get(request.projectId);
    if (project === undefined || money === undefined) return { refusal: notFound('projectId') };
    const refusal = refusePledge(takesPledges(project, tx.now), roomFor(project, money), request.amountFen);
    if (refusal !== null) return { refusal };
    const donor = batch.donorOf(command);
    const pledge = newPledge(tx, command, project, donor);
    batch.pledges.set(keyOf(command), pledge);
    made.push(pledge);
    if (pledge.payment === PaymentMethod.SANDBOX) {
      money.raisedFen += pledge.amountFen;
      payments.push({ project, pledge: markPaid(pledge, tx.now), account: SANDBOX_ACCOUNT, wasPending: false, isFirstOfDonor: batch.isFirstPayment(pledge) });
    } else {
      money.pendingFen += pledge.amountFen;
    }
    return { result: pledge };
  });
  await insertRows(tx, Donor, batch.newDonors);
  await insertRows(tx, Pledge, made);
  await receivePayments(services, tx, payments);
  for (const id of batch.projects.keys()) {
    const pendingFen = made.reduce((sum, pledge) => sum + (pledge.projectId === id && pledge.status === PledgeStatus.PENDING ? pledge.amountFen : 0), 0);
    if (pendingFen > 0) await changeCounters(services, tx, id, { pendingFen });
  }
  return outcomes;
}

/** What a batch touches: loaded and locked once, kept up to date in memory as its commands are decided. */
interface Batch {
  readonly projects: ReadonlyMap<string, Project>;
  readonly money: ReadonlyMap<string, { raisedFen: number; pendingFen: number }>;
  /** Pledges by scope and key: those recorded before, and those of this batch. */
  readonly pledges: Map<string, Pledge>;
  readonly newDonors: Donor[];
  /** The donor of a command, made at first use. */
  donorOf(command: PledgeCommand): Donor;
  /** Whether the donor of a pledge that is being paid had none paid to this project before. */
  isFirstPayment(pledge: Pledge): boolean;
}

async function loadBatch(services: Services, tx: Tx, commands: readonly PledgeCommand[]): Promise<Batch> {
  const projects = await lockProjects(services, tx, commands.map(({ request }) => request.projectId));
  // Looked up under the lock: whoever sent the same key at the same time and came first has committed by now.
  const recorded = await tx.manager.findBy(Pledge, { idempotencyKey: In([...new Set(commands.map(({ request }) => request.idempotencyKey))]), donorScope: In([...new Set(commands.map(({ donorScope }) => donorScope))]) });
  const counters = await tx.manager.findBy(ProjectCounters, { projectId: In([...projects.keys()]) });
  const guestKeys = commands.flatMap(({ request: { guest } }) => (guest === null ? [] : [guestKey(guest)])).filter((key) => key !== null);
  const userIds = commands.map(({ userId }) => userId).filter((id) => id !== null);
  const donors = new Map<string, Donor>();
  for (const donor of await tx.manager.find(Donor, { where: [{ userId: In([...new Set(userIds)]) }, { guestKey: In([...new Set(guestKeys)]) }] })) donors.set((donor.userId ?? donor.guestKey)!, donor);
  const paid = await paidBefore(tx, [...projects.keys()], [...donors.values()].map(({ id }) => id));
  const newDonors: Donor[] = [];
  return {
    projects,
    money: new Map(counters.map(({ projectId, raisedFen, pendingFen }) => [projectId, { raisedFen, pendingFen }])),
    pledges: new Map(recorded.map((pledge) => [pledgeKey(pledge.donorScope, pledge.idempotencyKey), pledge])),
    newDonors,
    donorOf({ userId, request: { guest } }) {
      const key = userId ?? (guest === null ? null : guestKey(guest));
      const known = key === null ? undefined : donors.get(key);
      if (known !== undefined) return known;
      const donor = tx.manager.create(Donor, { id: newId(tx.now), userId, guestName: guest?.name ?? null, guestPhone: guest?.phone ?? null, guestKey: guest === null ? null : guestKey(guest) });
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
  };
}

/** The pairs of project and donor, among those given, between which there is a paid pledge. */
export async function paidBefore(tx: Tx, projectIds: readonly string[], donorIds: readonly string[]): Promise<Set<string>> {
  if (projectIds.length === 0 || donorIds.length === 0) return new Set();
  const rows = await tx.manager
    .createQueryBuilder(Pledge, 'pledge')
    .select('pledge.projectId', 'projectId')
    .addSelect('pledge.donorId', 'donorId')
    .distinct(true)
    .where('pledge.projectId IN (:...projectIds) AND pledge.donorId IN (:...donorIds) AND pledge.status = :paid', { projectIds, donorIds, paid: PledgeStatus.PAID })
    .getRawMany<{ projectId: string; donorId: string }>();
  return new Set(rows.map(({ projectId, donorId }) => `${projectId} ${donorId}`));
}

const newPledge = (tx: Tx, { request, donorScope, donorName }: PledgeCommand, project: Project, donor: Donor): Pledge =>
  tx.manager.create(Pledge, {
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
    onBehalfOfId: request.onBehalfOfId,
    message: request.message,
    remarkCode: `HC${newReadableCode(8)}`,
    donorScope,
    idempotencyKey: request.idempotencyKey,
    contentHash: contentHash(request),
    createdAt: tx.now,
    expiresAt: expiryOf(tx.now),
    paidAt: null,
    timesPaid: 0,
    bankReference: null,
    confirmedById: null,
  });
