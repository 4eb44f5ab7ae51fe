import { describe, expect, it } from 'vitest';
import { Submission, type SubmissionPhase } from './submission';

/** A server that responds when the test says so. */
function slowServer() {
  const waiting: ((answer: string | undefined) => void)[] = [];
  return {
    sent: () => waiting.length,
    send: () => new Promise<string | undefined>((resolve) => void waiting.push(resolve)),
    answer: (index: number, text: string | undefined) => waiting[index]!(text),
  };
}

const LEAVES = { leaves: true };
const STAYS = { leaves: false };

describe('a submit that leaves the page', () => {
  it('is sent once, however often it is pressed before and after the response', async () => {
    const server = slowServer();
    const phases: SubmissionPhase[] = [];
    const submission = new Submission((phase) => phases.push(phase));
    const first = submission.submit(server.send, LEAVES);
    expect(await submission.submit(server.send, LEAVES), 'pressed while the first is on its way').toBeUndefined();
    server.answer(0, 'given');
    expect(await first).toBe('given');
    for (let press = 0; press < 5; press += 1)
      expect(await submission.submit(server.send, LEAVES), 'pressed while the next page loads').toBeUndefined();
    expect(server.sent()).toBe(1);
    expect(phases).toEqual(['sending', 'done']);
  });

  it('is sent again after the person starts again', async () => {
    const server = slowServer();
    const submission = new Submission();
    const first = submission.submit(server.send, LEAVES);
    server.answer(0, 'given');
    await first;
    submission.begin();
    const second = submission.submit(server.send, LEAVES);
    server.answer(1, 'given again');
    expect(await second).toBe('given again');
  });

  it.each([
    ['a refusal', () => Promise.resolve(undefined)],
    ['a fault', () => Promise.reject(new Error('no network'))],
  ])('can be pressed again after %s', async (_name, fails) => {
    const submission = new Submission();
    await submission.submit<string>(fails, LEAVES).catch(() => undefined);
    expect(submission.phase).toBe('ready');
    expect(await submission.submit(() => Promise.resolve('given'), LEAVES)).toBe('given');
  });

  it('cannot start again while its request is in progress', async () => {
    const server = slowServer();
    const submission = new Submission();
    const first = submission.submit(server.send, LEAVES);
    submission.begin();
    expect(await submission.submit(server.send, LEAVES)).toBeUndefined();
    server.answer(0, 'given');
    await first;
    expect(server.sent()).toBe(1);
  });
});

describe('a submit that stays on the page', () => {
  it('can be pressed again after its response', async () => {
    const submission = new Submission();
    for (const answer of ['one', 'two'])
      expect(await submission.submit(() => Promise.resolve(answer), STAYS)).toBe(answer);
  });

  it('is sent once while its request is in progress', async () => {
    const server = slowServer();
    const submission = new Submission();
    const first = submission.submit(server.send, STAYS);
    expect(await submission.submit(server.send, STAYS)).toBeUndefined();
    server.answer(0, 'saved');
    await first;
    expect(server.sent()).toBe(1);
  });
});
