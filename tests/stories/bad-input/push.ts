import { codes, type BadInputRow } from '../../support/bad-input.ts';
import { id, object, text } from '../../support/bad-values.ts';
import { PushBrowser } from '../../support/push.ts';
import { donorsDevice } from '../access/push.ts';

const endpoint = [
  ...text({ max: 2_000 }),
  ...codes([
    'push.example.com/send/1',
    'http://push.example.com/send/1',
    'https://user:secret@push.example.com/send/1',
    'https://localhost/send/1',
    'https://127.0.0.1/send/1',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/send/1',
    'https://[::ffff:10.0.0.1]/send/1',
    'javascript:alert(1)',
  ]),
];
const key = (...wrong: string[]) => [...text({ max: 50 }), ...codes(wrong)];

export default [
  {
    mutation: 'registerPushDevice',
    who: ({ donor }) => donor,
    good: () => ({ input: new PushBrowser('https://push.example.com/send/bad-input').input }),
    inputs: {
      input: object(),
      'input.endpoint': endpoint,
      'input.p256dh': key('BCVxsr7N_eNgVRqvHtD0zTZsEc6', Buffer.alloc(65, 4).toString('base64url'), '不是密钥'),
      'input.auth': key('BTBZMqHH6r4Tts7J', '不是密钥'),
    },
  },
  {
    mutation: 'endPushDevice',
    who: ({ donor }) => donor,
    good: async (world) => ({ id: await donorsDevice(world) }),
    inputs: { id: id() },
  },
] satisfies readonly BadInputRow[];
