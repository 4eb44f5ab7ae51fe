import type { Services } from '../../context.js';
import { isDuplicateKey } from '../../db/faults.js';
import { DAY_MS, shanghaiDay } from '../../lib/days.js';
import { translate, type Language } from '../../messages/index.js';
import { holds } from '../../permission.js';
import { defineNoticeKind, NoticeTopic, notify } from '../notices/index.js';
import { absencesOn } from './deputies.service.js';
import { queues, type Worker } from './queue.js';
import { QueueDigest } from './queue.entities.js';
import { listWorkers } from './workers.js';

/**
 * The hours in Shanghai between which the digest is sent. It is sent at the beginning, or as soon as a server runs. A
 * digest after the working day would be about the work of the next day, which has a digest of its own.
 */
const DIGEST_HOURS = { from: 9, until: 18 };
const HOUR_MS = DAY_MS / 24;

interface DigestEvent {
  readonly day: string;
}

/** What waits for one person, as figures only. */
interface OwnDigest {
  /** The number of absent colleagues for whom the person is the deputy. Digests of earlier versions lack it. */
  readonly colleagues?: number;
  readonly queues: readonly {
    readonly name: string;
    readonly count: number;
    readonly overdue: number;
    /** The day of the earliest deadline, or the day on which the oldest item came. */
    readonly firstDay: string;
  }[];
}

async function digestOf(services: Services, worker: Worker): Promise<OwnDigest> {
  const found = [];
  for (const queue of queues.all().filter((one) => holds(worker, one.work))) {
    const { count, overdue, firstDueAt } = await queue.figures(services, worker, null);
    if (firstDueAt !== null) found.push({ name: queue.name, count, overdue, firstDay: shanghaiDay(firstDueAt) });
  }
  return { queues: found };
}

export const workWaits = defineNoticeKind<DigestEvent, OwnDigest>({
  name: 'WORK_WAITS',
  label: 'queue.digest.label',
  topics: [NoticeTopic.WORK],
  replacesEarlier: true,
  async recipients(services, { day }) {
    const told = new Map<string, OwnDigest>();
    const workers = await listWorkers(services);
    // A deputy who works no queue any more reads no letter for anybody.
    const absences = (await absencesOn(services, day)).filter(({ deputyId }) =>
      workers.some(({ userId }) => userId === deputyId),
    );
    for (const worker of workers) {
      // The work of an absent person is in the digest of the deputy, who works the same queues.
      if (absences.some(({ userId }) => userId === worker.userId)) continue;
      const digest = await digestOf(services, worker);
      const colleagues = absences.filter(({ deputyId }) => deputyId === worker.userId).length;
      if (digest.queues.length > 0) told.set(worker.userId, { ...digest, colleagues });
    }
    return told;
  },
  words: (language, _, { queues: own, colleagues = 0 }) => ({
    title: translate(language, 'queue.digest.title', { waiting: own.reduce((sum, { count }) => sum + count, 0) }),
    text: [
      ...own.map((one) => lineOf(language, one)),
      ...(colleagues > 0 ? [translate(language, 'queue.digest.colleagues', { colleagues })] : []),
    ].join('\n'),
    path: pathOf(own[0]!.name),
  }),
});

const pathOf = (name: string): string => queues.find(name)?.path ?? '/notices';

function lineOf(language: Language, { name, count, overdue, firstDay }: OwnDigest['queues'][number]): string {
  // A queue that this version no longer has is shown by its name.
  const queue = queues.find(name);
  const label = queue === null ? name : translate(language, queue.label);
  return translate(language, overdue > 0 ? 'queue.digest.overdueLine' : 'queue.digest.line', {
    queue: label,
    waiting: count,
    overdue,
    day: firstDay,
  });
}

/** Returns the day whose digest is due at `now`, or null outside the hours of the digest. */
function dayOfDigest(now: Date): string | null {
  const day = shanghaiDay(now);
  const hour = (now.getTime() - new Date(`${day}T00:00:00+08:00`).getTime()) / HOUR_MS;
  return hour >= DIGEST_HOURS.from && hour < DIGEST_HOURS.until ? day : null;
}

/**
 * Records, once a day from nine in the morning however many nodes run, that everybody is to be notified of what
 * waits for them.
 */
export async function sendDigests({ db, clock }: Services): Promise<void> {
  const day = dayOfDigest(clock.now());
  if (day === null || (await db.read.existsBy(QueueDigest, { day }))) return;
  await db
    .transact(async (tx) => {
      await tx.manager.insert(QueueDigest, { day });
      await notify(tx, workWaits, { day });
    })
    .catch((error: unknown) => {
      // Another node was faster.
      if (!isDuplicateKey(error)) throw error;
    });
}
