import { describe, expect, it } from 'vitest';
import type { Failure, FailureCode } from './failure';
import { claimKey as claim, dropKey, findUnsettled, settleKey, settles } from './idempotency-key';
import { createStore, type KeyValueStore } from './storage';

/** A storage in memory that behaves as the browser's does. */
function memoryStorage(refuses = false): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (refuses) throw new DOMException('Full', 'QuotaExceededError');
      values.set(key, value);
    },
    removeItem: (key: string) => void values.delete(key),
    clear: () => values.clear(),
    key: () => null,
    get length() {
      return values.size;
    },
  };
}

/** Claims a key for a form that was begun a minute ago, as is usual. */
const claimKey = (scope: string, content: unknown, store: KeyValueStore, begunAt = Date.now() - 60_000) =>
  claim(scope, content, begunAt, store);
const BEGUN_AFTERWARDS = Date.now() + 60_000;

describe('claimKey', () => {
  it('stores the key before anything is sent', () => {
    const storage = memoryStorage();
    const key = claimKey(
      'give:p',
      { amount: 100 },
      createStore(() => storage),
    );
    expect(storage.getItem('hc:key:give:p')).toContain(key);
  });

  it('returns the same key for the same content, after a reload too', () => {
    const storage = memoryStorage();
    const first = claimKey(
      'give:p',
      { amount: 100, message: 'hi' },
      createStore(() => storage),
    );
    const again = claimKey(
      'give:p',
      { message: 'hi', amount: 100, guest: undefined },
      createStore(() => storage),
    );
    expect(again).toBe(first);
  });

  it('returns another key for other content or another scope', () => {
    const store = createStore(() => memory);
    const memory = memoryStorage();
    const first = claimKey('give:p', { amount: 100 }, store);
    expect(claimKey('give:q', { amount: 100 }, store)).not.toBe(first);
    expect(claimKey('give:p', { amount: 200 }, store)).not.toBe(first);
  });

  it('returns a new key after the submission was recorded, for a form that is opened afterwards', () => {
    const store = createStore(memoryOnce());
    const first = claimKey('give:p', { amount: 100 }, store);
    expect(findUnsettled('give:p', store)).toMatchObject({ key: first, content: { amount: 100 } });
    settleKey('give:p', first, { amount: 100 }, store);
    expect(findUnsettled('give:p', store)).toBeUndefined();
    expect(claimKey('give:p', { amount: 100 }, store, BEGUN_AFTERWARDS)).not.toBe(first);
  });

  it('returns the same key after the submission was recorded, for a form that was open before: the same form in two tabs is one gift', () => {
    const store = createStore(memoryOnce());
    const first = claimKey('give:p', { amount: 100 }, store);
    settleKey('give:p', first, { amount: 100 }, store);
    expect(claimKey('give:p', { amount: 100 }, store)).toBe(first);
    expect(claimKey('give:p', { amount: 200 }, store), 'another amount in the other tab is another gift').not.toBe(
      first,
    );
  });

  it('leaves nothing of recorded content for the next person at the computer', () => {
    const storage = memoryStorage();
    const store = createStore(() => storage);
    const content = { guest: { name: '李红星', phone: '13800000000' } };
    settleKey('give:p', claimKey('give:p', content, store), content, store);
    expect(storage.getItem('hc:key:give:p')).not.toMatch(/李红星|13800000000/);
  });

  it('returns a new key after the old one was dropped', () => {
    const store = createStore(memoryOnce());
    const first = claimKey('give:p', { amount: 100 }, store);
    dropKey('give:p', store);
    expect(findUnsettled('give:p', store)).toBeUndefined();
    expect(claimKey('give:p', { amount: 100 }, store)).not.toBe(first);
  });

  it('works when the storage is missing or refuses', () => {
    for (const backing of [
      () => refusing,
      () => undefined,
      () => {
        throw new Error('denied');
      },
    ]) {
      const store = createStore(backing);
      const first = claimKey('give:p', { amount: 100 }, store);
      expect(claimKey('give:p', { amount: 100 }, store)).toBe(first);
      settleKey('give:p', first, { amount: 100 }, store);
      expect(findUnsettled('give:p', store)).toBeUndefined();
    }
  });

  it('ignores foreign content of the storage', () => {
    const storage = memoryStorage();
    storage.setItem('hc:key:give:p', '{broken');
    expect(
      claimKey(
        'give:p',
        { amount: 100 },
        createStore(() => storage),
      ),
    ).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('notices that another tab dropped the key', () => {
    const storage = memoryStorage();
    const here = createStore(() => storage);
    const there = createStore(() => storage);
    const first = claimKey('give:p', { amount: 100 }, here);
    dropKey('give:p', there);
    expect(claimKey('give:p', { amount: 100 }, here)).not.toBe(first);
  });
});

describe('settles', () => {
  const failure = (code: FailureCode, nothingRecorded = true): Failure => ({ code, message: '', nothingRecorded });
  it.each([
    [failure('NETWORK', false), false, false],
    [failure('UNEXPECTED', false), true, false],
    [failure('BAD_USER_INPUT'), false, true],
    [failure('INVALID_STATE'), true, true],
    [failure('UNAVAILABLE'), false, true],
    [failure('UNAVAILABLE'), true, false],
    [failure('LIMIT_EXCEEDED'), true, false],
    [failure('UNAUTHENTICATED'), true, false],
    [{ ...failure('LIMIT_EXCEEDED'), field: ['amount'] }, true, true],
  ])('%j repeated: %s', (refusal, repeated, settled) => {
    expect(settles(refusal, repeated)).toBe(settled);
  });
});

const refusing = memoryStorage(true);
function memoryOnce(): () => Storage {
  const storage = memoryStorage();
  return () => storage;
}
