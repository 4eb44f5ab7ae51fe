import { describe, expect, it } from 'vitest';
import { dueAt, readsWords } from './questions.rules.js';

const nobody = { asker: false, editor: false, staff: false };
const hidden = { hiddenAt: new Date(0) };

describe('the words of a question', () => {
  it.each([
    ['everybody, while it is shown', { hiddenAt: null }, nobody, true],
    ['not everybody, when it is hidden', hidden, nobody, false],
    ['who asked', hidden, { ...nobody, asker: true }, true],
    ['who answers', hidden, { ...nobody, editor: true }, true],
    ['who moderates', hidden, { ...nobody, staff: true }, true],
  ])('are read by %s', (_, question, reader, reads) => {
    expect(readsWords(question, reader)).toBe(reads);
  });
});

it('an answer is due seven days after the question', () => {
  expect(dueAt(new Date('2026-06-10T02:00:00Z'))).toEqual(new Date('2026-06-17T02:00:00Z'));
});
