import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { escapeLike } from './like.js';

// The test runs a query, because a database decides what a LIKE pattern means.
const Libsql = createRequire(import.meta.url)('libsql') as new (file: string) => {
  prepare(sql: string): { get(...values: string[]): { found: number } };
};
const db = new Libsql(':memory:');
const contains = (text: string, part: string): boolean =>
  db.prepare("SELECT ? LIKE ? ESCAPE '!' AS found").get(text, `%${escapeLike(part)}%`).found === 1;

describe('escapeLike', () => {
  it.each([
    ['100% for children', '100%', true],
    ['1000 for children', '100%', false],
    ['a_b', 'a_b', true],
    ['axb', 'a_b', false],
    ['hurry!', 'y!', true],
    ['hurry!%', '!%', true],
    ['hurry!x', '!%', false],
    ['back\\slash', '\\', true],
    ["it's", "'", true],
    ['社区儿童服务', '儿童', true],
    ['𠮷野家', '𠮷', true],
  ])('%j contains %j: %s', (text, part, found) => {
    expect(contains(text, part), 'a search text is literal, never a pattern').toBe(found);
  });
});
