import { codes, type BadInputRow } from '../../support/bad-input.ts';
import { choice, flag, id, list, object, text } from '../../support/bad-values.ts';
import { newDelivery, newWebhook } from '../access/webhooks.ts';

const url = [
  ...text({ max: 500 }),
  ...codes([
    'hooks.example.com',
    'http://hooks.example.com/in',
    'ftp://hooks.example.com/in',
    'https://',
    'https://user:secret@hooks.example.com/in',
    'https://localhost/in',
    'https://intranet/in',
    'https://printer.local/in',
    'https://127.0.0.1/in',
    'https://2130706433/in',
    'https://0x7f.1/in',
    'https://10.0.0.8/in',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/in',
    'https://[::ffff:10.0.0.1]/in',
    'https://[fe80::1]/in',
    'javascript:alert(1)',
  ]),
];

export default [
  {
    mutation: 'registerWebhook',
    who: ({ owner }) => owner,
    good: ({ organization }) => ({
      input: { organizationId: organization.id, url: 'https://hooks.example.com/in', topics: ['PROJECT_STEP'] },
    }),
    inputs: {
      input: object(),
      'input.organizationId': id(),
      'input.projectId': id({ optional: true }),
      'input.url': url,
      'input.topics': list({ min: 1, max: 4, sample: 'PROJECT_STEP' }),
      'input.topics.0': choice(),
    },
  },
  {
    mutation: 'rotateWebhookSecret',
    who: ({ owner }) => owner,
    good: async (world) => ({ id: await newWebhook(world) }),
    inputs: { id: id() },
  },
  {
    mutation: 'setWebhookOn',
    who: ({ owner }) => owner,
    good: async (world) => ({ id: await newWebhook(world), on: false }),
    inputs: { id: id(), on: flag() },
  },
  {
    mutation: 'removeWebhook',
    who: ({ owner }) => owner,
    good: async (world) => ({ id: await newWebhook(world) }),
    inputs: { id: id() },
  },
  {
    mutation: 'pingWebhook',
    who: ({ owner }) => owner,
    good: async (world) => ({ id: await newWebhook(world) }),
    inputs: { id: id() },
  },
  {
    mutation: 'sendWebhookAgain',
    who: ({ owner }) => owner,
    good: async (world) => ({ deliveryId: await newDelivery(world) }),
    inputs: { deliveryId: id() },
  },
] satisfies readonly BadInputRow[];
