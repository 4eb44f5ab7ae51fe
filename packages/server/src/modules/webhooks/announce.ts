import type { Services } from '../../context.js';
import type { RowQuery, Tx } from '../../db/database.js';
import { insertRows, rowsOf, sqlIn } from '../../db/rows.js';
import { newId } from '../../lib/ids.js';
import type { Project } from '../projects/index.js';
import { DeliveryState, TYPE_OF_TOPIC, WebhookState, type WebhookTopic } from './webhook.enums.js';
import { Webhook, WebhookDelivery, WebhookMessage } from './webhook.entities.js';

/** A public fact of a project. `data` holds what everybody may know: titles, amounts in fen, states. */
export interface Announcement {
  readonly project: Pick<Project, 'id' | 'slug' | 'title' | 'organizationId' | 'isPublic'>;
  readonly topic: WebhookTopic;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Builds the query that reads the webhooks of the units that carry out these projects. */
export const webhooksOfProjects = (tx: Tx, projectIds: readonly string[]): RowQuery<Webhook[]> =>
  rowsOf(
    tx,
    Webhook,
    `organization_id IN (SELECT organization_id FROM projects WHERE ${sqlIn('id', projectIds)}) AND state = '${WebhookState.ON}'`,
    projectIds,
  );

/**
 * Writes the messages of these facts for the webhooks that want them, in the transaction of the facts. So no fact is
 * announced that did not happen, and none is missed. A project that is not public announces nothing.
 */
export async function announce(
  services: Pick<Services, 'env'>,
  tx: Tx,
  announcements: readonly Announcement[],
): Promise<void> {
  const ids = [...new Set(announcements.flatMap(({ project }) => (project.isPublic ? [project.id] : [])))];
  if (ids.length === 0) return;
  const [webhooks] = await tx.query(webhooksOfProjects(tx, ids));
  announceTo(services, tx, webhooks, announcements);
}

/** Does what `announce` does with webhooks that the caller has read, because a read ends a batch of held writes. */
export function announceTo(
  { env }: Pick<Services, 'env'>,
  tx: Tx,
  webhooks: readonly Webhook[],
  announcements: readonly Announcement[],
): void {
  for (const { project, topic, data } of announcements) {
    if (!project.isPublic) continue;
    const wanted = webhooks.filter(
      ({ organizationId, projectId, topics }) =>
        organizationId === project.organizationId &&
        (projectId === null || projectId === project.id) &&
        topics.split(',').includes(topic),
    );
    if (wanted.length === 0) continue;
    const { id, slug, title } = project;
    const about = { id, title, url: `${env.publicUrl}/projects/${slug}` };
    writeMessage(tx, TYPE_OF_TOPIC[topic], { project: about, ...data }, wanted);
  }
}

/** Writes one message to these webhooks. Its text has the form that the specification recommends. */
export function writeMessage(tx: Tx, type: string, data: object, webhooks: readonly Webhook[]): WebhookDelivery[] {
  const message = {
    id: newId(tx.now),
    type,
    body: JSON.stringify({ type, timestamp: tx.now.toISOString(), data }),
    createdAt: tx.now,
  };
  const deliveries = webhooks.map(({ id }) =>
    Object.assign(new WebhookDelivery(), {
      id: newId(tx.now),
      webhookId: id,
      messageId: message.id,
      state: DeliveryState.WAITING,
      attempts: 0,
      dueAt: tx.now,
      createdAt: tx.now,
    }),
  );
  insertRows(tx, WebhookMessage, [message]);
  insertRows(tx, WebhookDelivery, deliveries);
  return deliveries;
}
