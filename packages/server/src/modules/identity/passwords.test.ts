import { describe, expect, it } from 'vitest';
import { cpuMsOf } from '#testing';
import { readNewPassword } from './passwords.js';

const PERSONAL = ['chen.xiaohong@example.test', '陈小红'];

describe('a new password', () => {
  it.each([
    ['12345678', 'common'],
    ['password', 'common'],
    ['Passw0rd!', 'common'],
    ['iloveyou', 'common'],
    ['admin123', 'common'],
    ['1q2w3e4r', 'common'],
    ['aaaaaaaa', 'repeat'],
    ['密'.repeat(8), 'repeat'],
    ['20100304', 'date'],
    ['xiaohong', 'personal'],
    ['chen.xiaohong', 'personal'],
  ])('%s is refused, and the message says why: %s', (password, reason) => {
    expect(() => readNewPassword('newPassword', password, PERSONAL)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'newPassword', key: `password.guessable.${reason}` }),
    );
  });

  it.each(['woaini1314', 'woaini520520', 'hongchuang1', '5201314520'])(
    '%s is refused, as it is common here',
    (password) => {
      expect(() => readNewPassword('newPassword', password, PERSONAL)).toThrow(
        expect.objectContaining({ field: 'newPassword' }),
      );
    },
  );

  it.each(['k3f9w2mx', 'a-good-password', '春天来了花开了吧', 'correct horse battery staple', 'lowercase only words'])(
    '%s is taken without any rule about signs and digits',
    (password) => {
      expect(readNewPassword('newPassword', password, PERSONAL)).toBe(password);
    },
  );

  it.each(['1', 'a', 'p@ssw0rd', 'aB3$', '4@8({[6<'])('of 200 characters of %j costs little', async (piece) => {
    readNewPassword('newPassword', 'a-good-password', []);
    const long = piece.repeat(200).slice(0, 200);
    const ms = await cpuMsOf(() => {
      try {
        readNewPassword('newPassword', long, PERSONAL);
      } catch {
        /* whether it is refused does not matter here */
      }
    });
    expect(ms).toBeLessThan(1_000);
  });
});
