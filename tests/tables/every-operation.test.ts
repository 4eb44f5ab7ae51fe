import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, getNamedType, getNullableType, isInputObjectType, isListType, isObjectType } from 'graphql';
import type { GraphQLInputType } from 'graphql';
import { expect, it } from 'vitest';
import { accessTables, type AccessTable } from '../support/access.ts';
import type { TestApp } from '../support/app.ts';
import { badInputTables } from '../support/bad-input.ts';
import { MUTATIONS } from '../support/operations.ts';
import { IMPERSONAL, LOOKED_AT, TRACES, UNTRACED } from '../support/traces.ts';

// `pnpm check` runs this file. It compares the printed schema with the tables from which the slow stories are made, so
// that whoever adds an operation, an input or a field learns within seconds which rows are missing.

const path = (relative: string): URL => new URL(`../../${relative}`, import.meta.url);
const schema = buildSchema(readFileSync(path('packages/schema/schema.graphql'), 'utf8'));
const fieldsOf = (type: string): string[] => {
  const found = schema.getType(type);
  return isObjectType(found) ? Object.keys(found.getFields()) : [];
};

/** The module whose resolver has this operation or field: its tables are files of the same name. */
function moduleOf(name: string): string {
  const modules = path('packages/server/src/modules/');
  const has = (module: string): boolean =>
    readdirSync(new URL(module, modules))
      .filter((file) => file.endsWith('.resolver.ts'))
      .some((file) =>
        new RegExp(`^  (?:async )?${name}\\(`, 'm').test(readFileSync(new URL(`${module}/${file}`, modules), 'utf8')),
      );
  return readdirSync(modules).find(has) ?? '<module>';
}

// No row is tried here, so nothing asks the server for anything.
const access = [...(await accessTables({} as TestApp))];
const badInput = [...(await badInputTables())];

const missing = (needed: readonly string[], known: Iterable<string>): string[] => {
  const all = new Set(known);
  return needed.filter((one) => !all.has(one));
};

/** The name of what a row is about, and the file of the row. */
interface Row {
  name: string;
  file: string;
}
const namesOf = (rows: readonly Row[]): string[] => rows.map(({ name }) => name);
/** Returns the rows that the tables of access have for what `pick` names. */
const accessRows = (pick: (table: AccessTable) => readonly string[]): Row[] =>
  access.flatMap(([module, table]) => pick(table).map((name) => ({ name, file: `tests/stories/access/${module}.ts` })));
/** Tells rows of what was removed or renamed. */
const needless = (rows: readonly Row[], possible: readonly string[]): string[] => [
  ...new Set(
    rows
      .filter(({ name }) => !possible.includes(name))
      .map(({ name, file }) => `${name} does not exist: remove or rename its row in ${file}`),
  ),
];

it('knows how the stories send every mutation', () => {
  const rows = Object.keys(MUTATIONS).map((name) => ({ name, file: 'tests/support/operations.ts' }));
  expect(needless(rows, fieldsOf('Mutation'))).toEqual([]);
});

it('knows who may send every mutation', () => {
  const rows = accessRows(({ doing = [] }) => doing.map(({ mutation }) => mutation));
  expect([
    ...missing(fieldsOf('Mutation'), namesOf(rows)).map(
      (name) => `mutation ${name}: write into \`doing\` who may send it, in tests/stories/access/${moduleOf(name)}.ts`,
    ),
    ...needless(rows, fieldsOf('Mutation')),
  ]).toEqual([]);
});

const rowsOfTraces = (names: readonly string[]): Row[] =>
  names.map((name) => ({ name, file: 'tests/support/traces.ts' }));

it('knows what every mutation leaves in the trace', () => {
  const rows = [
    ...rowsOfTraces([...Object.keys(TRACES), ...Object.keys(UNTRACED)]),
    ...accessRows(({ traces = {} }) => Object.keys(traces)),
  ];
  expect([
    ...missing(fieldsOf('Mutation'), namesOf(rows)).map(
      (name) =>
        `mutation ${name}: write into \`traces\` which kinds of entries it leaves in the trace, or why none, in tests/stories/access/${moduleOf(name)}.ts`,
    ),
    ...needless(rows, fieldsOf('Mutation')),
  ]).toEqual([]);
});

it('knows which private fields leave an entry in the trace when staff see them', () => {
  const secret = access.flatMap(([, table]) => Object.keys(table.secret ?? {}));
  const known = [...LOOKED_AT, ...Object.keys(IMPERSONAL)];
  expect([
    ...missing(secret, known).map(
      (name) =>
        `field ${name}: mark it with @PersonalData and write it into LOOKED_AT, or write into IMPERSONAL what it shows, in tests/support/traces.ts`,
    ),
    ...needless(rowsOfTraces(known), secret),
  ]).toEqual([]);
});

it('knows who sees every query', () => {
  const rows = accessRows(({ seeing = {} }) => Object.keys(seeing).map((key) => key.split(' ')[0]!));
  expect([
    ...missing(fieldsOf('Query'), namesOf(rows)).map(
      (name) => `query ${name}: write into \`seeing\` who sees what, in tests/stories/access/${moduleOf(name)}.ts`,
    ),
    ...needless(rows, fieldsOf('Query')),
  ]).toEqual([]);
});

/** The names in the first column of a table in docs/queues.md, each with its module. */
function declared(section: string): Map<string, string> {
  const page = readFileSync(path('docs/queues.md'), 'utf8');
  const table = page.slice(page.indexOf(`## ${section}`)).split('\n## ')[0]!;
  return new Map(
    [...table.matchAll(/^\| `([^`]+?)(?::<id>)?` \| ([\w-]+) \|/gm)].map(([, name, module]) => [name!, module!]),
  );
}

it.each([
  ['queue', 'queues', 'who sees it and who works it'],
  ['topic', 'topics', 'who may watch it'],
] as const)('knows for every %s who may', (thing, key, what) => {
  const all = declared(key === 'queues' ? 'Queues' : 'Topics');
  const rows = accessRows((table) => Object.keys(table[key] ?? {}));
  expect(all.size).toBeGreaterThan(3);
  expect([
    ...missing([...all.keys()], namesOf(rows)).map(
      (name) => `${thing} ${name}: write into \`${key}\` ${what}, in tests/stories/access/${all.get(name)!}.ts`,
    ),
    ...needless(rows, [...all.keys()]),
  ]).toEqual([]);
});

it('knows who sees every field of the types that hold private ones', () => {
  const secretRows = accessRows((table) => Object.keys(table.secret ?? {}));
  const openRows = accessRows((table) =>
    Object.entries(table.open ?? {}).flatMap(([type, names]) => names.map((field) => `${type}.${field}`)),
  );
  const [secret, open] = [namesOf(secretRows), namesOf(openRows)];
  const types = [...new Set([...secret, ...open].map((name) => name.split('.')[0]!))];
  const fields = types.flatMap((type) => fieldsOf(type).map((field) => `${type}.${field}`));
  const placeOf = (type: string): string =>
    access.find(([, table]) => Object.keys(table.open ?? {}).includes(type))?.[0] ?? '<module>';
  expect([
    ...missing(fields, [...secret, ...open]).map(
      (name) =>
        `field ${name}: write into \`secret\` who sees it, or into \`open\` that everybody does, in tests/stories/access/${placeOf(name.split('.')[0]!)}.ts`,
    ),
    ...secret
      .filter((name) => open.includes(name))
      .map((name) => `field ${name} is both in \`secret\` and in \`open\``),
    ...needless([...secretRows, ...openRows], fields),
  ]).toEqual([]);
});

/** What an argument or field of this type is tried at: itself, and every field of an input object. Rows of a list are tried at any place. */
function pathsOf(at: string, type: GraphQLInputType): string[] {
  const named = getNamedType(type);
  const inner = `${at}${isListType(getNullableType(type)) ? '.*' : ''}`;
  return [
    at,
    ...(isInputObjectType(named)
      ? Object.values(named.getFields()).flatMap((field) => pathsOf(`${inner}.${field.name}`, field.type))
      : []),
  ];
}

it('knows wrong values of every input of every mutation', () => {
  const known = badInput.flatMap(([, rows]) =>
    rows.flatMap(({ mutation, inputs }) =>
      Object.keys(inputs).map((input) => `${mutation} ${input.replace(/\.\d+/g, '.*')}`),
    ),
  );
  const all = Object.values(schema.getMutationType()!.getFields()).flatMap(({ name, args }) =>
    args.flatMap((arg) => pathsOf(arg.name, arg.type).map((at) => `${name} ${at}`)),
  );
  const rows = badInput.flatMap(([module, ofModule]) =>
    ofModule.map(({ mutation }) => ({ name: mutation, file: `tests/stories/bad-input/${module}.ts` })),
  );
  expect([
    ...missing(all, known).map((input) => {
      const [mutation, at] = input.split(' ') as [string, string];
      return `mutation ${mutation}: write a row with wrong values of ${at} in tests/stories/bad-input/${moduleOf(mutation)}.ts`;
    }),
    ...needless(rows, fieldsOf('Mutation')),
  ]).toEqual([]);
});

it('knows a story of what every subscription tells', () => {
  const stories = ['tests/live/', 'tests/stories/'].flatMap((folder) =>
    readdirSync(path(folder))
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(path(`${folder}${file}`), 'utf8')),
  );
  const isSubscribed = (name: string) =>
    stories.some((text) => new RegExp(`subscription\\b[^\n;]*\\b${name}\\b`).test(text));
  expect(
    fieldsOf('Subscription')
      .filter((name) => !isSubscribed(name))
      .map((name) => `subscription ${name}: show in a test of tests/live what it tells to whom`),
  ).toEqual([]);
});
