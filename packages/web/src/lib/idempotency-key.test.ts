import { describe, expect, it } from 'vitest';
import { claimKey, findUnsettled, settleKey } from './idempotency-key';
import { createStore } from './storage';

/** What the browser gives: strings by key. */
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

describe('claimKey', () => {
  it('stores the key before anything is sent', () => {
    const storage = memoryStorage();
    const key = claimKey('give:p', { amount: 100 }, createStore(() => storage));
    expect(storage.getItem('hc:key:give:p')).toContain(key);
  });

  it('gives the same key for the same content, after a reload too', () => {
    const storage = memoryStorage();
    const first = claimKey('give:p', { amount: 100, message: 'hi' }, createStore(() => storage));
    const again = claimKey('give:p', { message: 'hi', amount: 100, guest: undefined }, createStore(() => storage));
    expect(again).toBe(first);
  });

  it('gives another key for other content or another scope', () => {
    const store = createStore(() => memory);
    const memory = memoryStorage();
    const first = claimKey('give:p', { amount: 100 }, store);
    expect(claimKey('give:q', { amount: 100 }, store)).not.toBe(first);
    expect(claimKey('give:p', { amount: 200 }, store)).not.toBe(first);
  });

  it('is a new intention once settled', () => {
    const store = createStore(memoryOnce());
    const first = claimKey('give:p', { amount: 100 }, store);
    expect(findUnsettled('give:p', store)).toMatchObject({ key: first, content: { amount: 100 } });
    settleKey('give:p', store);
    expect(findUnsettled('give:p', store)).toBeUndefined();
    expect(claimKey('give:p', { amount: 100 }, store)).not.toBe(first);
  });

  it('works where storage refuses or is missing', () => {
    for (const backing of [() => refusing, () => undefined, () => { throw new Error('denied'); }]) {
      const store = createStore(backing);
      const first = claimKey('give:p', { amount: 100 }, store);
      expect(claimKey('give:p', { amount: 100 }, store)).toBe(first);
      settleKey('give:p', store);
      expect(findUnsettled('give:p', store)).toBeUndefined();
    }
  });

  it('ignores what is not its own in storage', () => {
    const storage = memoryStorage();
    storage.setItem('hc:key:give:p', '{broken');
    expect(claimKey('give:p', { amount: 100 }, createStore(() => storage))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('sees that another tab settled the key', () => {
    const storage = memoryStorage();
    const here = createStore(() => storage);
    const there = createStore(() => storage);
    const first = claimKey('give:p', { amount: 100 }, here);
    settleKey('give:p', there);
    expect(claimKey('give:p', { amount: 100 }, here)).not.toBe(first);
  });
});

const refusing = memoryStorage(true);
function memoryOnce(): () => Storage {
  const storage = memoryStorage();
  return () => storage;
}
