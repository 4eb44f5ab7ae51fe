import { describe, expect, it } from 'vitest';
import { blindIndexes, isSealed, keyIdOf, open, seal, type DataKey, type DataKeys } from './sealed.js';

const key = (id: string, byte: number): DataKey => ({ id, secret: Buffer.alloc(32, byte) });
const [old, present] = [key('2025', 1), key('2026', 2)];
const keys: DataKeys = [present, old];

describe('a sealed text', () => {
  it.each(['13800138000', '', '王小明 🧧', '长'.repeat(5_000)])('opens to what it was: %#', (text) => {
    const sealed = seal(keys, text, 'donors.phone');
    expect(isSealed(sealed)).toBe(true);
    expect(keyIdOf(sealed)).toBe('2026');
    expect(open(keys, sealed, 'donors.phone')).toBe(text);
    if (text !== '') expect(sealed).not.toContain(text);
  });

  it('is another one each time', () => {
    expect(seal(keys, '13800138000', 'a')).not.toBe(seal(keys, '13800138000', 'a'));
  });

  it('opens with an older key, and not without it', () => {
    const sealed = seal([old], '13800138000', 'a');
    expect(open(keys, sealed, 'a')).toBe('13800138000');
    expect(() => open([present], sealed, 'a')).toThrow('the data key 2025 is not in DATA_KEYS');
  });

  it('opens neither changed, nor in another place, nor with another key of the same name', () => {
    const sealed = seal(keys, '13800138000', 'a');
    const [version, id, bytes = ''] = sealed.split('.');
    const flipped = Buffer.from(bytes, 'base64url');
    flipped[14]! ^= 1;
    expect(() => open(keys, `${version}.${id}.${flipped.toString('base64url')}`, 'a')).toThrow();
    expect(() => open(keys, sealed, 'b')).toThrow();
    expect(() => open([key('2026', 3)], sealed, 'a')).toThrow();
    expect(() => open(keys, '13800138000', 'a')).toThrow('not sealed');
  });
});

describe('a blind index', () => {
  it('is the same for the same text, and differs by key, place and text', () => {
    const [first, second] = blindIndexes(keys, '王 138', 'a');
    expect(blindIndexes(keys, '王 138', 'a')).toEqual([first, second]);
    expect(blindIndexes([old], '王 138', 'a')).toEqual([second]);
    const others = [...blindIndexes(keys, '王 139', 'a'), ...blindIndexes(keys, '王 138', 'b')];
    expect(new Set([first, second, ...others]).size).toBe(6);
  });
});
