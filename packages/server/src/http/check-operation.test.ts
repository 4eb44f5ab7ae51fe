import { getIntrospectionQuery, GraphQLError, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DomainError, presentError } from '../errors.js';
import { MAX_FAULTS } from '../validation-limits.js';
import { createSchema } from '../schema.js';
import { cpuMsOf } from '#testing';
import { DocumentChecker } from './check-operation.js';

const schema = createSchema();
const checker = new DocumentChecker(schema);
const read = (text: string) => checker.check(text);
const trusted = Object.values(
  JSON.parse(readFileSync(new URL(import.meta.resolve('@hongchuang/schema/trusted-documents.json')), 'utf8')) as Record<
    string,
    string
  >,
);
const many = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const faultsOf = (text: string): readonly Error[] => {
  const result = read(text);
  return 'faults' in result ? result.faults : [];
};

/** Documents that graphql-js refuses, and the first fault of each. */
const WRONG: [string, string | RegExp][] = [
  ['{', /Syntax Error/],
  ['{ nothing }', 'Cannot query field "nothing" on type "Query".'],
  ['{ viewer { name { first } } }', /must not have a selection/],
  ['{ viewer }', /must have a selection of subfields/],
  ['{ viewer(id: 1) { id } }', 'Unknown argument "id" on field "Query.viewer".'],
  ['{ project(id: 7.5) { id } }', /ID cannot represent/],
  ['{ projects(first: "x") { totalCount } }', /Int cannot represent/],
  ['{ projects(filter: { status: [NONE] }) { totalCount } }', 'The value does not exist in "ProjectStatus" enum.'],
  ['{ projects(filter: { status: ["DRAFT"] }) { totalCount } }', /Enum "ProjectStatus" cannot represent/],
  ['{ projects(filter: { colour: 1 }) { totalCount } }', /Field "colour" is not defined by type/],
  ['{ projects(filter: 7) { totalCount } }', /Expected value of type/],
  [
    'mutation { signIn(email: "a") { id } }',
    'Field "signIn" argument "password" of type "String!" is required, but it was not provided.',
  ],
  ['mutation { signIn(email: null, password: "x") { id } }', /Expected value of type "String!", found null/],
  ['{ viewer { ...Gone } }', 'Unknown fragment "Gone".'],
  [
    '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
    /Cannot spread fragment "A" within itself/,
  ],
  ['{ viewer { id } } fragment A on Viewer { id }', 'Fragment "A" is never used.'],
  ['{ viewer { ... on Nobody { id } } }', 'Unknown type "Nobody".'],
  ['{ viewer { id @now } }', 'Unknown directive "@now".'],
  ['{ viewer { id @include } }', /argument "if" of type "Boolean!" is required/],
  ['{ viewer { id @include(if: 1) } }', /Boolean cannot represent/],
  ['{ project(id: $id) { id } }', 'Variable "$id" is not defined.'],
  ['query ($id: ID!) { viewer { id } }', 'Variable "$id" is never used.'],
  ['type Query { a: Int }', 'Only operations and fragments can be executed.'],
  // Faults that only graphql-js finds.
  ['query ($id: Int) { project(id: $id) { id } }', /used in position expecting type/],
  ['{ viewer { a: id a: name } }', /conflict/],
  ['{ viewer { ... on Project { id } } }', /can never be of type/],
  ['query A { viewer { id } } query A { viewer { id } }', /only one operation named/],
];

describe('a document', () => {
  it('of our pages, and the introspection query of tools, passes', () => {
    expect(trusted.length).toBeGreaterThan(100);
    for (const text of [
      ...trusted,
      getIntrospectionQuery({
        inputValueDeprecation: true,
        specifiedByUrl: true,
        oneOf: true,
        schemaDescription: true,
        directiveIsRepeatable: true,
      }),
    ]) {
      expect(
        faultsOf(text).map(({ message }) => message),
        text.slice(0, 80),
      ).toEqual([]);
    }
  });

  it.each([
    '{ projects(first: 3, filter: { status: FUNDRAISING }) { totalCount } }',
    '{ projects(first: null, filter: null) { totalCount __typename } }',
    'query ($on: Boolean = true) { viewer { id @include(if: $on) ... @skip(if: $on) { name } ... on Viewer { name } } }',
    'query ($status: ProjectStatus!) { projects(filter: { status: [$status] }) { totalCount } }',
    'query ($n: Int = 3) { __type(name: "Query") { fields(includeDeprecated: true) { name } } projects(first: $n) { totalCount } }',
    'query ($name: String!) { __type(name: $name) { name } }',
    '{ ...A } fragment A on Query { ...B viewer { id } } fragment B on Query { viewer { id } }',
    'query A { viewer { id } } query B($id: ID!) { project(id: $id) { id } }',
  ])('%s passes the checks of graphql-js and ours', (text) => {
    expect(
      validate(schema, parse(text)).map(({ message }) => message),
      'the test has to send a valid document',
    ).toEqual([]);
    expect(faultsOf(text).map(({ message }) => message)).toEqual([]);
  });

  it.each(WRONG)('%s is refused as by graphql-js', (text, message) => {
    expect(() => {
      if (validate(schema, parse(text)).length > 0) throw new Error('refused');
    }, 'a document that is refused here must be invalid for graphql-js').toThrow();
    expect(faultsOf(text)[0]?.message).toMatch(typeof message === 'string' ? message : message);
  });

  it.each<[string, string, string]>([
    ['of too many characters', `{ viewer { id } } # ${'x'.repeat(40_000)}`, 'query.characters'],
    ['of too many tokens', `{ ${`viewer { ${'id '.repeat(70)} } `.repeat(30)} }`, 'query.tokens'],
    [
      'with too many brackets inside brackets',
      `{ project(id: ${'['.repeat(80)}${']'.repeat(80)}) { id } }`,
      'query.nesting',
    ],
    [
      'with too many values in one list',
      `{ projects(filter: { status: [${'DRAFT '.repeat(260)}] }) { totalCount } }`,
      'query.values',
    ],
    ['with too many arguments', `{ viewer(${many(130, (index) => `a${index}: 1`)}) { id } }`, 'query.values'],
    [
      'with too many aliases in two operations',
      `query A { ${many(20, (index) => `a${index}: viewer { id }`)} } query B { ${many(20, (index) => `a${index}: viewer { id }`)} }`,
      'query.aliases',
    ],
    [
      'with too many fragments',
      `{ ...F0 } ${many(41, (index) => `fragment F${index} on Query { viewer { id } }`)}`,
      'query.fragments',
    ],
    ['with too many directives', `{ viewer { id ${'@skip(if: false) '.repeat(31)} } }`, 'query.directives'],
  ])('%s is refused by its tokens alone', (_what, text, key) => {
    expect(faultsOf(text)).toEqual([expect.objectContaining({ key })]);
  });

  it.each([
    'query ($a: Int, $b: Boolean) { projects(first: $b) { totalCount } books(first: $b) { totalCount } x: projects(first: $b) { totalCount } y: books(first: $a) { totalCount } z: projects(first: $b) { totalCount } }',
    `{ viewer { ${many(10, (index) => `a${index}: id a${index}: name`)} } }`,
  ])('with many faults lists the first %# and says that there are more', (text) => {
    const faults = faultsOf(text);
    expect(faults.length).toBeLessThanOrEqual(MAX_FAULTS + 1);
    expect(faults.length).toBeGreaterThan(1);
  });

  it('with a fault is not repeated in the error', () => {
    for (const text of [
      'mutation { signIn(email: "a@b.c", password: 13800138000) { id } }',
      '{ projects(first: "13800138000") { totalCount } }',
      '{ projects(filter: { status: [S13800138000] }) { totalCount } }',
    ]) {
      const [fault] = faultsOf(text);
      expect(presentError(fault, { message: fault!.message }, 'en', () => '').formatted.message).not.toContain(
        '13800138000',
      );
    }
  });
});

describe('the checker', () => {
  it('caches right and wrong documents, and wrong ones never evict right ones', () => {
    const right = trusted[0]!;
    const remembered = read(right);
    const wrong = '{ viewer { idd } }';
    expect(read(wrong)).toBe(read(wrong));
    for (let index = 0; index < 2_000; index += 1) read(`{ wrong${index} # ${'x'.repeat(500)}\n }`);
    expect(read(right)).toBe(remembered);
  });

  it.each<[string, (index: number) => string]>([
    ['16 KB of unknown fields', (index) => `{ a${index} ${'unknownField '.repeat(1_200)} }`],
    ['many unknown fields', (index) => `{ ${many(70, (field) => `a${index}x${field}`)} }`],
    ['deep nesting', (index) => `{ a${index} ${'{ a '.repeat(700)}${'}'.repeat(700)} }`],
    [
      'fragments in a circle',
      (index) =>
        `{ a${index}: viewer { ...F0 } } ${many(40, (fragment) => `fragment F${fragment} on Viewer { ...F${(fragment + 1) % 40} }`)}`,
    ],
    [
      'wrong values',
      (index) => `{ ${many(25, (field) => `a${index}x${field}: projects(first: "x") { totalCount }`)} }`,
    ],
    [
      'a value of 30,000 characters',
      (index) =>
        `{ a${index}: projects(first: "${' argument "x" of type '.repeat(1_400).replaceAll('"', '\\"')}") { totalCount } }`,
    ],
  ])('refuses and presents a hundred documents of %s within a short time', async (_what, textOf) => {
    const cpuMs = await cpuMsOf(() => {
      for (let index = 0; index < 100; index += 1) {
        for (const error of faultsOf(textOf(index)))
          presentError(
            error,
            error instanceof GraphQLError ? error.toJSON() : { message: error.message },
            'en',
            () => '',
          );
      }
    });
    // One of these documents alone once took 700 ms.
    expect(cpuMs).toBeLessThan(3_000);
  });
});

describe('a message of graphql-js', () => {
  it.each([
    `Variable "$n" got invalid value "${' got invalid value at \\"n; '.repeat(10_000)}"; Int cannot represent non-integer value: "${' got invalid value at \\"n; '.repeat(10_000)}"`,
    `Variable "$n" got invalid value { ${'"; '.repeat(50_000)} } at "n.x"; ${'Field '.repeat(30_000)}`,
    `Expected value of type "Int", found "${' argument "x" of type '.repeat(10_000)}"`,
    `Value "${' cannot represent '.repeat(10_000)}`,
  ])('is read within a short time however long the value is, and is shortened', async (message) => {
    const error = new GraphQLError(message);
    let told = '';
    const cpuMs = await cpuMsOf(() => {
      told = presentError(error, { message }, 'en', () => '').formatted.message;
    });
    expect(cpuMs).toBeLessThan(500);
    expect(told.length).toBeLessThan(500);
  });

  it('has no stack trace when it is a refusal', () => {
    expect(new DomainError('NOT_FOUND' as never, 'notFound').stack).not.toContain('\n    at ');
  });
});
