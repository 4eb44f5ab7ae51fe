import { In, LessThanOrEqual } from 'typeorm';
import type { Services } from '../../context.js';
import { insertRows } from '../../db/rows.js';
import { claimAttempt } from '../../jobs/claim.js';
import { newId } from '../../lib/ids.js';
import { post, type Posted } from '../../post.js';
import { NoticeLanguage, subjectOf, type NoticeTeller, NoticeWay, whenAndHow } from '../notices/index.js';
import { PushDevice, PushMessage } from './push.entities.js';
import { forget, openSubscription, serverKeyOf } from './push.service.js';
import { encryptFor, pushHeaders } from './web-push.js';

/** How many messages one run looks at. */
const MESSAGES_AT_ONCE = 200;
/** To how many devices messages are sent at the same time, so that a silent push service delays few others. */
const AT_THE_SAME_TIME = 8;
/** The waits between an attempt that failed and the next one. After the last wait there is one more attempt. */
const WAITS_MS = [60_000, 600_000, 3_600_000, 6 * 3_600_000] as const;
/** How long a push service keeps a message for a browser that is off. */
const KEPT_SECONDS = 3 * 24 * 3_600;
/** The longest subject line that is sent. */
const TITLE_LENGTH = 200;

/**
 * Lets notifications be shown on the devices of their readers, in the transaction that stores them. A topic of which the
 * reader wants a digest or no mail is not shown: the reader wants no interruption by it.
 */
export const pushNotices: NoticeTeller = async (tx, told) => {
  const atOnce = told.filter(({ way }) => way === NoticeWay.AT_ONCE);
  if (atOnce.length === 0) return;
  const devices = await tx.manager.find(PushDevice, {
    select: { id: true, userId: true },
    where: { userId: In(atOnce.map(({ userId }) => userId)) },
    order: { id: 'ASC' },
  });
  insertRows(
    tx,
    PushMessage,
    atOnce.flatMap(({ id, userId }) =>
      devices
        .filter((device) => device.userId === userId)
        .map((device) => ({ id: newId(tx.now), noticeId: id, deviceId: device.id, dueAt: tx.now, attempts: 0 })),
    ),
  );
};

/** Sends what is due. Each message is claimed first, so that no other node sends it at the same time. */
export async function sendDuePushes(services: Services, signal?: AbortSignal): Promise<void> {
  const due = await services.db.read.find(PushMessage, {
    where: { dueAt: LessThanOrEqual(services.clock.now()) },
    order: { dueAt: 'ASC', id: 'ASC' },
    take: MESSAGES_AT_ONCE,
  });
  const workers = Array.from({ length: AT_THE_SAME_TIME }, async () => {
    for (let next = due.shift(); next !== undefined; next = due.shift()) {
      signal?.throwIfAborted();
      await send(services, next, signal);
    }
  });
  for (const outcome of await Promise.allSettled(workers)) if (outcome.status === 'rejected') throw outcome.reason;
}

async function send(services: Services, message: PushMessage, signal: AbortSignal | undefined): Promise<void> {
  const device = await services.db.read.findOneBy(PushDevice, { id: message.deviceId });
  if (device === null) return;
  const { language, quietUntil } = await whenAndHow(services, device.userId);
  if (quietUntil !== null) return putOff(services, message, quietUntil);
  const wait = WAITS_MS[message.attempts] ?? WAITS_MS.at(-1)!;
  if (!(await claimAttempt(services, PushMessage, message, wait))) return;
  const ofDevice = device.language === NoticeLanguage.EN ? 'en' : 'zh-CN';
  const subject = await subjectOf(services, message.noticeId, language ?? ofDevice);
  // What the person has read on the page needs no place on the screen.
  if (subject === null || subject.isRead) return done(services, message);
  const subscription = openSubscription(services, device);
  const endpoint = new URL(subscription.endpoint);
  const { operator, publicUrl, webhooksAnywhere } = services.env;
  const posted = await post(
    endpoint,
    pushHeaders(serverKeyOf(services), endpoint, {
      now: services.clock.now(),
      contact: operator.email === null ? publicUrl : `mailto:${operator.email}`,
      keptSeconds: KEPT_SECONDS,
    }),
    encryptFor(
      subscription,
      Buffer.from(
        JSON.stringify({ id: message.noticeId, title: subject.title.slice(0, TITLE_LENGTH), path: subject.path }),
      ),
    ),
    { anyAddress: webhooksAnywhere, signal },
  );
  // A server that stops leaves the message claimed. It is due again after the wait.
  signal?.throwIfAborted();
  await note(services, message, device, posted);
}

/** Records what came of an attempt. A push service says by 404 or 410 that the browser wants nothing more (RFC 8030). */
async function note(services: Services, message: PushMessage, device: PushDevice, posted: Posted): Promise<void> {
  const status = 'status' in posted ? posted.status : null;
  if (status === 404 || status === 410) return services.db.transact((tx) => forget(tx, [device]));
  const isTaken = status !== null && status >= 200 && status < 300;
  if (isTaken || message.attempts >= WAITS_MS.length) return done(services, message);
  // Without the address, which is the person's.
  services.log.warn(
    { push: message.id, attempt: message.attempts + 1, status, ...('fault' in posted && { fault: posted.fault }) },
    'a notification could not be sent to a device',
  );
}

const putOff = async ({ db }: Services, { id, dueAt, attempts }: PushMessage, until: Date): Promise<void> => {
  await db.transact((tx) => tx.manager.update(PushMessage, { id, dueAt, attempts }, { dueAt: until }));
};

const done = async ({ db }: Services, { id }: PushMessage): Promise<void> => {
  await db.transact((tx) => tx.manager.delete(PushMessage, { id }));
};
