import { expect, it } from 'vitest';
import { newSecret, signedHeaders } from './signing.js';

it('signs as the example of the specification', () => {
  expect(
    signedHeaders(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      sentAt: new Date(1_614_265_330_000),
      body: '{"test": 2432232314}',
    }),
  ).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('signs with the old secret as well while it is changed', () => {
  const [one, two] = [newSecret(), newSecret()];
  const signed = signedHeaders([one, two], { id: 'msg_1', sentAt: new Date(), body: '{}' })['webhook-signature']!;
  expect(signed.split(' ')).toHaveLength(2);
  expect(new Set(signed.split(' ')).size).toBe(2);
});
