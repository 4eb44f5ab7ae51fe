import { type AccessTable, type Role } from '../../support/access.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { type Town } from '../../support/town.ts';

const OWN = 'query ($id: ID!) { organization(id: $id) { webhooks { id } } }';

/** A webhook of the town's unit, in the place of earlier ones, because a unit has ten at most. */
export async function newWebhook(town: Town): Promise<string> {
  const { organization } = await town.owner.client.must(OWN, { id: town.organization.id });
  for (const { id } of organization.webhooks.slice(4)) await town.owner.client.must(MUTATIONS.removeWebhook, { id });
  const { registerWebhook } = await town.owner.client.must(MUTATIONS.registerWebhook, {
    input: { organizationId: town.organization.id, url: 'https://hooks.example.com/in', topics: ['PROJECT_STEP'] },
  });
  return registerWebhook.webhook.id;
}

export async function newDelivery(town: Town): Promise<string> {
  const { pingWebhook } = await town.owner.client.must(MUTATIONS.pingWebhook, { id: await newWebhook(town) });
  return pingWebhook.id;
}

const OWNERS: readonly Role[] = ['owner'];
const hidden = { allowed: OWNERS, otherwise: 'NOT_FOUND' } as const;

export default (): AccessTable => ({
  doing: [
    {
      mutation: 'registerWebhook',
      target: ({ organization }) => ({
        input: { organizationId: organization.id, url: 'https://hooks.example.com/in', topics: ['PROJECT_STEP'] },
      }),
      allowed: OWNERS,
    },
    { mutation: 'rotateWebhookSecret', target: async (town) => ({ id: await newWebhook(town) }), ...hidden },
    { mutation: 'setWebhookOn', target: async (town) => ({ id: await newWebhook(town), on: false }), ...hidden },
    { mutation: 'removeWebhook', target: async (town) => ({ id: await newWebhook(town) }), ...hidden },
    { mutation: 'pingWebhook', target: async (town) => ({ id: await newWebhook(town) }), ...hidden },
    { mutation: 'sendWebhookAgain', target: async (town) => ({ deliveryId: await newDelivery(town) }), ...hidden },
  ],
  secret: {
    'Organization.webhooks': {
      query: 'query O($id: ID!) { it: organization(id: $id) { webhooks { url } } }',
      variables: ({ town }) => ({ id: town.organization.id }),
      seen: ({ it }) => it.webhooks !== null,
      by: OWNERS,
    },
  },
  traces: {
    registerWebhook: ['WEBHOOK_MADE'],
    rotateWebhookSecret: ['WEBHOOK_CHANGED'],
    setWebhookOn: ['WEBHOOK_CHANGED'],
    removeWebhook: ['WEBHOOK_CHANGED'],
    pingWebhook: 'sends a message that says nothing; the log of the webhook keeps it',
    sendWebhookAgain: 'sends what was sent before; the log of the webhook keeps it',
  },
});
