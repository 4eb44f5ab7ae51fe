import { createECDH } from 'node:crypto';
import { expect, it } from 'vitest';
import { encryptFor, isPublicKey, MESSAGE_BYTES, serverKeyFrom } from './web-push.js';

it('encrypts the example of RFC 8291 as its appendix does', () => {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'));
  const encrypted = encryptFor(
    {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
    Buffer.from('When I grow up, I want to be a watermelon'),
    { salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'), pair },
  );
  expect(encrypted.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

it('takes messages up to the size that every push service takes', () => {
  const reader = createECDH('prime256v1');
  const subscription = { p256dh: reader.generateKeys('base64url'), auth: 'BTBZMqHH6r4Tts7J_aSIgg' };
  expect(encryptFor(subscription, Buffer.alloc(MESSAGE_BYTES))).toHaveLength(4_096);
  expect(() => encryptFor(subscription, Buffer.alloc(MESSAGE_BYTES + 1))).toThrow();
});

it('has one key for one seed', () => {
  const [one, again, other] = [1, 1, 2].map((byte) => serverKeyFrom(Buffer.alloc(32, byte)).publicKey);
  expect(one).toBe(again);
  expect(one).not.toBe(other);
  expect(isPublicKey(one!)).toBe(true);
});

it.each([
  ['nothing', ''],
  ['no point', Buffer.alloc(65, 4).toString('base64url')],
  ['a short one', 'BCVxsr7N_eNgVRqvHtD0zTZsEc6'],
])('knows no public key in %s', (_, text) => expect(isPublicKey(text)).toBe(false));
