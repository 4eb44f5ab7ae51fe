import type { Check } from '../../db/check.js';

export const webhookChecks: readonly Check[] = [
  {
    name: 'a message waits exactly when its next attempt has a time',
    sql: "SELECT id, state FROM webhook_deliveries WHERE (state = 'WAITING') <> (due_at IS NOT NULL)",
  },
  {
    name: 'nothing waits for a webhook that is off',
    sql: "SELECT d.id FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id WHERE d.due_at IS NOT NULL AND w.state <> 'ON'",
  },
  {
    name: 'a webhook of a project belongs to the unit of the project',
    sql: 'SELECT w.id FROM webhooks w JOIN projects p ON p.id = w.project_id WHERE p.organization_id <> w.organization_id',
  },
];
