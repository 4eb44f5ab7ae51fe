import { describe, expect, it } from 'vitest';
import { mergeSources } from './merge-sources.js';

/** A source that yields what the test gives it, one value per call of `next`, and counts the calls. */
class Source implements AsyncIterableIterator<string> {
  asked = 0;
  returned = 0;
  private answer: ((result: IteratorResult<string>) => void) | undefined;
  private fail: ((error: Error) => void) | undefined;

  next(): Promise<IteratorResult<string>> {
    this.asked += 1;
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
    });
  }
  give(value: string): void {
    this.answer!({ value, done: false });
  }
  end(): void {
    this.answer!({ value: undefined, done: true });
  }
  break(): void {
    this.fail!(new Error('lost'));
  }
  return(): Promise<IteratorResult<string>> {
    this.returned += 1;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }
  [Symbol.asyncIterator](): this {
    return this;
  }
}

const two = () => {
  const [a, b] = [new Source(), new Source()];
  return { a, b, merged: mergeSources([a, b]) };
};
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('merged sources', () => {
  it('return the values of all sources in the order of their arrival', async () => {
    const { a, b, merged } = two();
    const first = merged.next();
    b.give('b1');
    expect((await first).value).toBe('b1');
    a.give('a1');
    await settle();
    b.give('b2');
    await settle();
    expect((await merged.next()).value).toBe('a1');
    expect((await merged.next()).value).toBe('b2');
  });

  it('request the next value of a source only after the last one was read', async () => {
    const { a, b, merged } = two();
    a.give('a1');
    await settle();
    expect([a.asked, b.asked], 'a slow reader must skip states, not queue them').toEqual([1, 1]);
    await merged.next();
    expect([a.asked, b.asked]).toEqual([2, 1]);
  });

  it('end together, and a waiting reader is released', async () => {
    const { a, b, merged } = two();
    const waiting = merged.next();
    a.end();
    expect((await waiting).done).toBe(true);
    expect(b.returned).toBe(1);
    expect((await merged.next()).done).toBe(true);
  });

  it('end when the reader leaves while it waits', async () => {
    const { a, b, merged } = two();
    const waiting = merged.next();
    await merged.return!();
    expect((await waiting).done).toBe(true);
    expect([a.returned, b.returned]).toEqual([1, 1]);
  });

  it('fail when one of them fails, and the others end', async () => {
    const { a, b, merged } = two();
    const waiting = merged.next();
    a.break();
    await expect(waiting).rejects.toThrow('lost');
    expect(b.returned).toBe(1);
    expect((await merged.next()).done).toBe(true);
  });
});
