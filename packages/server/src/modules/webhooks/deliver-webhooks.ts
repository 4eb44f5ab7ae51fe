import { IsNull, LessThanOrEqual, Not } from 'typeorm';
import type { Services } from '../../context.js';
import { insertRows } from '../../db/rows.js';
import { claimAttempt } from '../../jobs/claim.js';
import { newId } from '../../lib/ids.js';
import { noteSwitchedOff } from './webhooks.notices.js';
import { post, type Posted } from '../../post.js';
import { secretsOf } from './secrets.js';
import { signedHeaders } from './signing.js';
import { DeliveryFault, DeliveryState, WebhookState } from './webhook.enums.js';
import { Webhook, WebhookAttempt, WebhookDelivery, WebhookMessage } from './webhook.entities.js';
import { FAILING_MS, GONE, isTaken, WAITS_MS } from './read-webhook.js';

/** How many deliveries one run looks at. */
const DELIVERIES_AT_ONCE = 100;
/** To how many webhooks messages are sent at the same time, so that a silent receiver delays no other one. */
const WEBHOOKS_AT_ONCE = 8;
/** After this time a delivery is due again whose process died within the attempt. */
const CLAIM_MS = 60_000;

/**
 * Sends the messages that are due. Each is claimed before it is sent, so that no other node sends it at the same time. A
 * message can arrive twice when the process dies in between; its `webhook-id` is the same then.
 */
export async function deliverDueWebhooks(services: Services, signal?: AbortSignal): Promise<void> {
  const due = await services.db.read.find(WebhookDelivery, {
    where: { dueAt: LessThanOrEqual(services.clock.now()) },
    order: { dueAt: 'ASC', id: 'ASC' },
    take: DELIVERIES_AT_ONCE,
  });
  const byWebhook = new Map<string, WebhookDelivery[]>();
  for (const one of due) byWebhook.set(one.webhookId, [...(byWebhook.get(one.webhookId) ?? []), one]);
  const lanes = [...byWebhook];
  const workers = Array.from({ length: WEBHOOKS_AT_ONCE }, async () => {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) await sendTo(services, lane, signal);
  });
  for (const outcome of await Promise.allSettled(workers)) if (outcome.status === 'rejected') throw outcome.reason;
}

/** Sends the due messages of one webhook, in their order. Stops at the first that fails. */
async function sendTo(
  services: Services,
  [webhookId, deliveries]: readonly [string, readonly WebhookDelivery[]],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const delivery of deliveries) {
    signal?.throwIfAborted();
    const webhook = await services.db.read.findOneByOrFail(Webhook, { id: webhookId });
    if (webhook.state !== WebhookState.ON) return;
    if (!(await claimAttempt(services, WebhookDelivery, delivery, CLAIM_MS))) continue;
    const message = await services.db.read.findOneByOrFail(WebhookMessage, { id: delivery.messageId });
    const begun = performance.now();
    const now = services.clock.now();
    const posted = await post(
      new URL(webhook.url),
      signedHeaders(secretsOf(services, webhook, now), { id: `msg_${message.id}`, sentAt: now, body: message.body }),
      message.body,
      { anyAddress: services.env.webhooksAnywhere, signal },
    );
    // A server that stops leaves the delivery claimed. It is due again when the claim has ended.
    signal?.throwIfAborted();
    if (!(await note(services, delivery, posted, Math.round(performance.now() - begun)))) return;
  }
}

/** Records an attempt and what follows from it. Returns whether the receiver took the message. */
async function note(
  { db }: Services,
  { id, webhookId, attempts }: WebhookDelivery,
  posted: Posted,
  durationMs: number,
): Promise<boolean> {
  const status = 'status' in posted ? posted.status : null;
  const taken = status !== null && isTaken(status);
  await db.transact(async (tx) => {
    const webhook = await tx.lock(Webhook, { id: webhookId });
    // Its owner has removed it meanwhile.
    if (webhook === null) return;
    insertRows(tx, WebhookAttempt, [
      {
        id: newId(tx.now),
        deliveryId: id,
        at: tx.now,
        durationMs,
        status,
        fault: taken ? null : 'fault' in posted ? DeliveryFault[posted.fault] : DeliveryFault.STATUS,
        reply: 'reply' in posted ? posted.reply : null,
      },
    ]);
    if (taken) {
      await tx.manager.update(WebhookDelivery, { id }, { state: DeliveryState.DELIVERED, dueAt: null });
      if (webhook.failingSince !== null) await tx.manager.update(Webhook, { id: webhookId }, { failingSince: null });
    } else {
      const wait = WAITS_MS[attempts];
      await tx.manager.update(
        WebhookDelivery,
        // Its owner has switched the webhook off meanwhile when nothing is due.
        { id, dueAt: Not(IsNull()) },
        wait === undefined
          ? { state: DeliveryState.GIVEN_UP, dueAt: null }
          : { dueAt: new Date(tx.now.getTime() + wait) },
      );
      const failingSince = webhook.failingSince ?? tx.now;
      const isOver = status === GONE || tx.now.getTime() - failingSince.getTime() >= FAILING_MS;
      await tx.manager.update(
        Webhook,
        { id: webhookId },
        { failingSince, ...(isOver && webhook.state === WebhookState.ON && { state: WebhookState.FAILED }) },
      );
      if (isOver && webhook.state === WebhookState.ON) {
        await tx.manager.update(
          WebhookDelivery,
          { webhookId, dueAt: Not(IsNull()) },
          { state: DeliveryState.GIVEN_UP, dueAt: null },
        );
        await noteSwitchedOff(tx, webhook);
      }
    }
  });
  return taken;
}
