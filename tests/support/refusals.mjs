// Refused requests of every kind that a stranger or a broken client sends, for the benchmark of their cost and for the
// test that bounds it. Each text carries a number, so that the server refuses none from a cache unless the test means
// to.
import { createHash } from 'node:crypto';
import { documentOf } from './documents.mjs';

const KIB = 1024;
/** Repeats `part` up to a length of `bytes`. */
const fill = (bytes, part) =>
  part.repeat(Math.ceil(bytes / part.length)).slice(0, Math.floor(bytes / part.length) * part.length);
const many = (count, part) => Array.from({ length: count }, (_, index) => part(index)).join(' ');
const ask = (query, variables, more = {}) => JSON.stringify({ query, ...(variables && { variables }), ...more });
const comment = (number) => `# ${number}\n`;

const PLEDGE = 'mutation Pledge($input: PledgeInput!) { pledge(input: $input) { id } }';
const PROJECT = '0190f3a0-0000-7000-8000-000000000000';

/** A valid query as long as the longest of our pages, with `wrong` at its end, where the server reads it last. */
const longest = (number, wrong) => {
  const { text } = documentOf('ProjectPage');
  const end = text.indexOf('\n}');
  return `${comment(number)}${text.slice(end + 2)}\n${text.slice(0, end)}\n  ${wrong}\n}`;
};

/** The body of each kind. The number makes it different from the last one. */
export const REFUSED_BODIES = {
  'a syntax error': (number) => ask(`{ a${number} `),
  'a syntax error after 16 KB': (number) =>
    ask(`${comment(number)}{ viewer { ${'id '.repeat(70)} } ${fill(16 * KIB, '# words \n')} ]`),
  '16 KB of unknown fields': (number) => ask(`{ ${many(1_170, (index) => `field${number}x${index}`)} }`),
  '16 KB of one unknown field': (number) => ask(`{ a${number} ${fill(16 * KIB, 'unknownField ')} }`),
  '60 unknown fields': (number) => ask(`{ ${many(60, (index) => `field${number}x${index}`)} }`),
  'a misspelt field': (number) => ask(`${comment(number)}{ project(id: "${PROJECT}") { titel } }`),
  '100 fields of one name': (number) => ask(`${comment(number)}{ viewer { ${'id '.repeat(100)} } }`),
  '1,000 unknown arguments': (number) => ask(`{ viewer(${many(1_000, (index) => `a${number}x${index}: 1`)}) { id } }`),
  '40 unknown arguments': (number) => ask(`{ viewer(${many(40, (index) => `a${number}x${index}: 1`)}) { id } }`),
  '500 aliases': (number) => ask(`${comment(number)}{ ${many(500, (index) => `a${index}: cityTotals { raised }`)} }`),
  '31 aliases': (number) => ask(`${comment(number)}{ ${many(31, (index) => `a${index}: cityTotals { raised }`)} }`),
  '700 directives': (number) => ask(`${comment(number)}{ viewer { id ${'@skip(if: false) '.repeat(200)} } }`),
  'unknown directives': (number) => ask(`${comment(number)}{ viewer { id ${many(20, (index) => `@d${index}`)} } }`),
  '700 levels': (number) => ask(`${comment(number)}{ ${'a { '.repeat(700)}b${' }'.repeat(700)} }`),
  '15 levels': (number) =>
    ask(
      `${comment(number)}{ projects { edges { node { organization { ${'parent { '.repeat(12)}id${' }'.repeat(12)} } } } } }`,
    ),
  'lists inside lists': (number) =>
    ask(`${comment(number)}{ project(id: ${'['.repeat(700)}${']'.repeat(700)}) { id } }`),
  'an unknown fragment': (number) => ask(`${comment(number)}{ viewer { ...F${number} } }`),
  'fragments in a circle': (number) =>
    ask(
      `${comment(number)}{ ...F0 } ${many(25, (index) => `fragment F${index} on Query { ...F${(index + 1) % 25} }`)}`,
    ),
  'fragments that double': (number) =>
    ask(
      `${comment(number)}{ ...F0 } ${many(30, (index) => `fragment F${index} on Query { ${index === 29 ? 'viewer { id }' : `...F${index + 1} ...F${index + 1}`} }`)}`,
    ),
  '100 unused fragments': (number) =>
    ask(`{ viewer { id } } ${many(100, (index) => `fragment F${number}x${index} on Viewer { id }`)}`),
  'undefined variables': (number) =>
    ask(`query Q${number} { ${many(25, (index) => `a${index}: project(id: $v${index}) { id }`)} }`),
  '100 unused variables': (number) =>
    ask(`query Q${number}(${many(50, (index) => `$v${index}: ID`)}) { viewer { id } }`),
  'wrong literals': (number) =>
    ask(
      `${comment(number)}{ ${many(25, (index) => `a${index}: projects(first: "x", filter: { status: [NO] }) { totalCount }`)} }`,
    ),
  'an enum value of 16 KB': (number) =>
    ask(`${comment(number)}{ projects(filter: { status: [${'X'.repeat(16 * KIB)}] }) { totalCount } }`),
  '2,000 wrong enum values': (number) =>
    ask(`${comment(number)}{ projects(filter: { status: [${'NO '.repeat(2_000)}] }) { totalCount } }`),
  'a text of 30,000 characters for a number': (number) =>
    ask(`${comment(number)}{ projects(first: "${'x'.repeat(30_000)}") { totalCount } }`),
  'a text of 200 KB for a query': (number) => ask(`${comment(number)}{ viewer { id } # ${'x'.repeat(200 * KIB)} }`),
  'a wrong variable': () => ask(PLEDGE, { input: 7 }),
  'variables with many faults': () =>
    ask(PLEDGE, { input: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field${index}`, index])) }),
  'a list of 5,000 wrong values': () =>
    ask('query ($s: [ProjectStatus!]) { projects(filter: { status: $s }) { totalCount } }', {
      s: Array.from({ length: 5_000 }, () => 'NO'),
    }),
  'a variable of 60 KB that looks like a message': () =>
    ask('query ($n: Int) { projects(first: $n) { totalCount } }', { n: fill(60 * KIB, ' got invalid value at "n; ') }),
  'variables nested 5,000 deep': () =>
    `{"query":"query ($n: Int) { projects(first: $n) { totalCount } }","variables":{"n":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
  'a required variable that is missing': () => ask(PLEDGE),
  'an operation that is not there': (number) =>
    ask('query A { viewer { id } }', undefined, { operationName: `B${number}` }),
  'no operation name for two': (number) => ask(`query A${number} { viewer { id } } query B { viewer { id } }`),
  'a subscription over HTTP': (number) => ask(`subscription S${number} { cityTotals { raised } }`),
  'invalid JSON': () => '{"query":',
  'invalid JSON of 60 KB': () => `{"query":"${'x'.repeat(60 * KIB)}`,
  'a batch of 100': () => `[${Array.from({ length: 100 }, () => '{"query":"{ __typename }"}').join()}]`,
  'a body of nothing': () => '',
  'an unknown hash': (number) =>
    JSON.stringify({
      extensions: {
        persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(`${number}`).digest('hex') },
      },
    }),
  'a hash of another text': (number) =>
    ask(`{ viewer { id } } # ${number}`, undefined, {
      extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } },
    }),
  'a long right query with an unknown field at its end': (number) => ask(longest(number, 'wrong'), { slug: 'x' }),
  'a long right query with a wrong value at its end': (number) =>
    ask(longest(number, 'wrong: projects(first: "x") { totalCount }'), { slug: 'x' }),
  'the same, over and over': () => ask(longest(0, 'wrong: projects(first: "x") { totalCount }'), { slug: 'x' }),
};

/** Subscriptions that are refused over one WebSocket. */
export const REFUSED_SUBSCRIPTIONS = {
  'a syntax error': (number) => ({ query: `subscription { a${number} ` }),
  '16 KB of unknown fields': (number) => ({
    query: `subscription { ${many(1_170, (index) => `field${number}x${index}`)} }`,
  }),
  'a query': (number) => ({ query: `${comment(number)}{ viewer { id } }` }),
  'a misspelt field': (number) => ({ query: `${comment(number)}subscription { cityTotals { rased } }` }),
  'a wrong variable': () => ({
    query: 'subscription ($id: ID!) { projectProgress(projectId: $id) { version } }',
    variables: { id: { no: 1 } },
  }),
};

export const TRIVIAL = '{"query":"{ __typename }"}';
