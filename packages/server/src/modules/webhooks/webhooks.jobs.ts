import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { sqlTime } from '../../db/columns.js';
import { deliverDueWebhooks } from './deliver-webhooks.js';
import { KEPT_MS } from './read-webhook.js';

export const webhookJobs = (services: Services): readonly Job[] => [
  { name: 'send-webhooks', everyMs: 1_000, timeoutMs: 300_000, run: (signal) => deliverDueWebhooks(services, signal) },
  { name: 'forget-webhooks', everyMs: 3_600_000, timeoutMs: 300_000, run: () => forgetOldMessages(services) },
];

/** Deletes messages and their log thirty days after the fact, from the log to the message. */
async function forgetOldMessages({ db, clock }: Services): Promise<void> {
  const before = sqlTime(new Date(clock.now().getTime() - KEPT_MS));
  const old = 'SELECT id FROM webhook_messages WHERE created_at < ?';
  await db.transact(async ({ manager }) => {
    await manager.query(
      `DELETE FROM webhook_attempts WHERE delivery_id IN (SELECT id FROM webhook_deliveries WHERE message_id IN (${old}))`,
      [before],
    );
    await manager.query(`DELETE FROM webhook_deliveries WHERE message_id IN (${old})`, [before]);
    await manager.query('DELETE FROM webhook_messages WHERE created_at < ?', [before]);
  });
}
