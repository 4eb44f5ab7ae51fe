import { expect, it } from 'vitest';
import { describeChanges } from './schema-changes.mjs';

const BEFORE = `
  directive @show(since: Int = 1) on FIELD
  enum Sort { NEWEST OLDEST }
  type Gift { amount: Int! }
  type Unit { name: String! }
  union Giver = Gift | Unit
  input Filter { year: Int = 2026 status: Int! = 3 text: String }
  type Query { gifts(first: Int = 20, sort: Int! = 2, ids: [Int!] = [1, 2], filter: Filter): [Gift!]! giver: Giver sort: Sort }
`;

/** Returns the most severe level of the changes from `old` to `now`. */
async function levelOf(old, now) {
  expect(BEFORE).toContain(old);
  const [gravest] = await describeChanges(BEFORE, BEFORE.replace(old, now));
  return gravest?.level ?? 'NONE';
}

it.each([
  ['an argument loses its default', 'first: Int = 20', 'first: Int'],
  ['a required argument loses its default', 'sort: Int! = 2', 'sort: Int!'],
  ['a default changes', 'first: Int = 20', 'first: Int = 50'],
  ['a default list changes its order', '[1, 2]', '[2, 1]'],
  ['a field of an input loses its default', 'year: Int = 2026', 'year: Int'],
  ['a required field of an input loses its default', 'status: Int! = 3', 'status: Int!'],
  ['the default of a field of an input changes', 'year: Int = 2026', 'year: Int = 2027'],
  ['an argument of a directive loses its default', 'since: Int = 1', 'since: Int'],
  ['an argument becomes required', 'filter: Filter', 'filter: Filter!'],
  ['a required argument is added', 'filter: Filter', 'filter: Filter, unit: Int!'],
  ['a required field is added to an input', 'text: String', 'text: String unit: Int!'],
  ['a field may be null', '[Gift!]!', '[Gift!]'],
  ['an item of a list may be null', '[Gift!]!', '[Gift]!'],
  ['a field is removed', 'giver: Giver', ''],
  ['a value of an enum is removed', 'NEWEST OLDEST', 'NEWEST'],
  ['a member of a union is removed', 'Gift | Unit', 'Gift'],
])('%s: that breaks clients', async (_, old, now) => {
  expect(await levelOf(old, now)).toBe('BREAKING');
});

it.each([
  ['an argument gains a default', 'filter: Filter', 'filter: Filter = {}', 'DANGEROUS'],
  ['a value of an enum is added', 'NEWEST OLDEST', 'NEWEST OLDEST LARGEST', 'DANGEROUS'],
  ['a field of an input with a default is added', 'text: String', 'text: String unit: Int! = 1', 'DANGEROUS'],
  ['an argument that may be left out is added', 'filter: Filter', 'filter: Filter, unit: Int', 'DANGEROUS'],
  ['a field is added', 'giver: Giver', 'giver: Giver units: [Unit!]!', 'NON_BREAKING'],
  ['an argument is no longer required', 'sort: Int! = 2', 'sort: Int = 2', 'NON_BREAKING'],
  ['nothing changes', 'giver: Giver', 'giver: Giver', 'NONE'],
])('%s: clients go on', async (_, old, now, level) => {
  expect(await levelOf(old, now)).toBe(level);
});
