import { In, IsNull, Not } from 'typeorm';
import { defineLoader, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { invalidState, limitExceeded, notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { lockAsMember, MembershipRole, requireMembership, type Organization } from '../organizations/index.js';
import { findVisibleProject, type Project } from '../projects/index.js';
import { record } from '../trace/index.js';
import { writeMessage } from './announce.js';
import { sealAsOld, sealSecret } from './secrets.js';
import { newSecret } from './signing.js';
import { DeliveryState, WebhookState } from './webhook.enums.js';
import {
  Webhook,
  WebhookAttempt,
  WebhookDelivery,
  WebhookMessage,
  type WebhookWithSecret,
} from './webhook.entities.js';
import { MOST_WEBHOOKS, OLD_SECRET_MS, readTopics, readUrl } from './read-webhook.js';
import type { RegisterWebhookInput } from './webhooks.inputs.js';
import { webhookChanged, webhookMade } from './webhooks.trace.js';

/** How many deliveries the log shows. */
const LOG_LENGTH = 20;

/** Returns the webhooks of a unit for its owners; null for others. */
export async function listWebhooks(context: RequestContext, { id }: Organization): Promise<Webhook[] | null> {
  if (context.viewer === null || !(await isOwner(context, id))) return null;
  return context.db.read.find(Webhook, { where: { organizationId: id }, order: { id: 'ASC' } });
}

/** Registers a webhook. The answer has its secret, which is shown this once. */
export async function registerWebhook(
  context: RequestContext,
  input: RegisterWebhookInput,
): Promise<WebhookWithSecret> {
  requireViewer(context);
  const organizationId = readId('organizationId', input.organizationId);
  await requireMembership(context, organizationId, MembershipRole.OWNER);
  const url = readUrl('url', input.url, context.env.webhooksAnywhere);
  const topics = readTopics('topics', input.topics);
  const projectId = input.projectId == null ? null : await readProject(context, organizationId, input.projectId);
  const secret = newSecret();
  const webhook = await context.db.transact(async (tx) => {
    await lockAsMember(context, tx, organizationId, MembershipRole.OWNER);
    if ((await tx.manager.countBy(Webhook, { organizationId })) >= MOST_WEBHOOKS)
      throw limitExceeded('webhook.tooMany', { max: MOST_WEBHOOKS });
    const made = tx.manager.create(Webhook, {
      id: newId(tx.now),
      organizationId,
      projectId,
      url,
      topics,
      secretSealed: sealSecret(context, secret),
      oldSecretSealed: null,
      oldSecretUntil: null,
      state: WebhookState.ON,
      failingSince: null,
      createdAt: tx.now,
    });
    await tx.manager.insert(Webhook, made);
    record(tx, context, webhookMade, { subject: organizationId, after: { webhook: made.id } });
    return made;
  });
  return { webhook, secret };
}

/** A project of another unit is refused like one that does not exist. */
async function readProject(context: RequestContext, organizationId: string, raw: string): Promise<string> {
  const project = await findVisibleProject(context, { id: readId('projectId', raw) });
  if (project === null || project.organizationId !== organizationId) throw notFound('projectId');
  return project.id;
}

/** Makes a new secret. The one before signs as well for a day, so that a receiver can change to the new one. */
export const rotateSecret = async (context: RequestContext, id: string): Promise<WebhookWithSecret> => {
  const secret = newSecret();
  const webhook = await change(context, id, 'secret', async (tx, found) => {
    const changes = {
      secretSealed: sealSecret(context, secret),
      oldSecretSealed: sealAsOld(context, found),
      oldSecretUntil: new Date(tx.now.getTime() + OLD_SECRET_MS),
    };
    await tx.manager.update(Webhook, { id: found.id }, changes);
    return Object.assign(found, changes);
  });
  return { webhook, secret };
};

/** Switches a webhook on or off. What waited when it was switched off is given up, and can be sent again. */
export const setWebhookOn = (context: RequestContext, id: string, on: boolean): Promise<Webhook> =>
  change(context, id, on ? 'on' : 'off', async (tx, found) => {
    const changes = { state: on ? WebhookState.ON : WebhookState.OFF, failingSince: null };
    await tx.manager.update(Webhook, { id: found.id }, changes);
    if (!on)
      await tx.manager.update(
        WebhookDelivery,
        { webhookId: found.id, dueAt: Not(IsNull()) },
        { state: DeliveryState.GIVEN_UP, dueAt: null },
      );
    return Object.assign(found, changes);
  });

/** Removes a webhook with its log. */
export const removeWebhook = async (context: RequestContext, id: string): Promise<boolean> => {
  await change(context, id, 'removed', async (tx, found) => {
    await tx.manager.query(
      'DELETE FROM webhook_attempts WHERE delivery_id IN (SELECT id FROM webhook_deliveries WHERE webhook_id = ?)',
      [found.id],
    );
    await tx.manager.delete(WebhookDelivery, { webhookId: found.id });
    await tx.manager.delete(Webhook, { id: found.id });
    return found;
  });
  return true;
};

/** Sends a message of the type `ping`, so that an owner can try the receiver. */
export async function pingWebhook(context: RequestContext, id: string): Promise<WebhookDelivery> {
  let delivery: WebhookDelivery | undefined;
  await change(context, id, null, async (tx, found) => {
    if (found.state !== WebhookState.ON) throw invalidState('webhook.off');
    [delivery] = writeMessage(tx, 'ping', {}, [found]);
    return found;
  });
  return delivery!;
}

/** Sends a message again, with the same id and text, whatever became of it before. */
export async function sendAgain(context: RequestContext, rawId: string): Promise<WebhookDelivery> {
  requireViewer(context);
  const delivery = await context.db.read.findOneBy(WebhookDelivery, { id: readId('deliveryId', rawId) });
  if (delivery === null) throw notFound('deliveryId');
  const changed = { state: DeliveryState.WAITING, attempts: 0 };
  let dueAt: Date;
  await change(
    context,
    delivery.webhookId,
    null,
    async (tx, found) => {
      if (found.state !== WebhookState.ON) throw invalidState('webhook.off');
      dueAt = tx.now;
      await tx.manager.update(WebhookDelivery, { id: delivery.id }, { ...changed, dueAt });
      return found;
    },
    'deliveryId',
  );
  return Object.assign(delivery, changed, { dueAt: dueAt! });
}

/**
 * Does `work` with the webhook locked, for an owner of its unit. A webhook of another unit is NOT_FOUND, because a
 * refusal would tell that it exists. `what` goes into the trace; null records nothing.
 */
async function change(
  context: RequestContext,
  rawId: string,
  what: string | null,
  work: (tx: Tx, webhook: Webhook) => Promise<Webhook>,
  field = 'id',
): Promise<Webhook> {
  requireViewer(context);
  const found = await context.db.read.findOneBy(Webhook, { id: readId(field, rawId) });
  if (found === null || !(await isOwner(context, found.organizationId))) throw notFound(field);
  return context.db.transact(async (tx) => {
    await lockAsMember(context, tx, found.organizationId, MembershipRole.OWNER);
    const webhook = await tx.lock(Webhook, { id: found.id });
    if (webhook === null) throw notFound(field);
    const changed = await work(tx, webhook);
    if (what !== null)
      record(tx, context, webhookChanged, { subject: found.organizationId, after: { webhook: found.id, what } });
    return changed;
  });
}

const isOwner = (context: RequestContext, organizationId: string): Promise<boolean> =>
  requireMembership(context, organizationId, MembershipRole.OWNER).then(
    () => true,
    () => false,
  );

const grouped = <T>(ids: readonly string[], rows: readonly T[], idOf: (row: T) => string): T[][] =>
  ids.map((id) => rows.filter((row) => idOf(row) === id));

export const deliveriesLoader = defineLoader<string, WebhookDelivery[]>(async ({ db }, ids) => {
  const found = await Promise.all(
    ids.map((webhookId) =>
      db.read.find(WebhookDelivery, { where: { webhookId }, order: { id: 'DESC' }, take: LOG_LENGTH }),
    ),
  );
  return found;
});

export const attemptsLoader = defineLoader<string, WebhookAttempt[]>(async ({ db }, ids) =>
  grouped(
    ids,
    await db.read.find(WebhookAttempt, { where: { deliveryId: In([...ids]) }, order: { id: 'DESC' } }),
    ({ deliveryId }) => deliveryId,
  ),
);

export const messageLoader = defineLoader<string, WebhookMessage>(async ({ db }, ids) => {
  const found = new Map((await db.read.findBy(WebhookMessage, { id: In([...ids]) })).map((one) => [one.id, one]));
  return ids.map((id) => found.get(id)!);
});

export const findProjectOf = (context: RequestContext, { projectId }: Webhook): Promise<Project | null> =>
  projectId === null ? Promise.resolve(null) : findVisibleProject(context, { id: projectId });
