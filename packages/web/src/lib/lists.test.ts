import { readFileSync } from 'node:fs';
import * as documents from '@hongchuang/schema';
import {
  buildSchema,
  type DocumentNode,
  executeSync,
  getNamedType,
  type GraphQLFieldResolver,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
  type NonNullTypeNode,
  type OperationDefinitionNode,
  typeFromAST,
  type TypeNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { outermostList, readsList } from './refetch-page';
import { createCache } from './cache';

const schema = buildSchema(readFileSync(new URL(import.meta.resolve('@hongchuang/schema/schema.graphql')), 'utf8'));
const operationOf = (document: DocumentNode) =>
  document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
const all = Object.entries(documents as Record<string, unknown>).filter(
  (entry): entry is [string, DocumentNode] => (entry[1] as { kind?: string } | null)?.kind === Kind.DOCUMENT,
);
/** Every query that can request the next page. */
const paged = all.filter(([, document]) =>
  operationOf(document)?.variableDefinitions?.some(({ variable }) => variable.name.value === 'after'),
);

const PAGE = 2;
const TOTAL = 5;
const PLAIN: Record<string, unknown> = {
  String: 'text',
  Int: 1,
  Float: 1,
  Boolean: true,
  SafeInt: 1,
  DateTime: '2026-06-10T02:00:00.000Z',
  Day: '2026-06-10',
};

/** The position of an invented object, from which its ids are made. */
const PLACE = Symbol('place');
type Invented = { [PLACE]?: string };

/** A server whose lists have five rows. It invents all other values from their types. */
const invent: GraphQLFieldResolver<unknown, unknown> = (source, args, _context, info) => {
  const { fieldName, returnType, parentType, path } = info;
  const given = (source as Record<string, unknown> | undefined)?.[fieldName];
  if (given !== undefined) return given;
  const type = getNamedType(returnType);
  const row = (source as Invented | undefined)?.[PLACE] ?? parentType.name;
  const of = `${row}.${fieldName}`;
  if (isObjectType(type) && 'edges' in type.getFields() && 'pageInfo' in type.getFields()) {
    const start = args['after'] ? Number(args['after']) : 0;
    const end = Math.min(TOTAL, start + Number(args['first'] ?? PAGE));
    const edges = Array.from({ length: end - start }, (_, index) => ({
      cursor: String(start + index + 1),
      node: { [PLACE]: `${of}.${start + index}` },
    }));
    return {
      edges,
      totalCount: TOTAL,
      pageInfo: {
        hasNextPage: end < TOTAL,
        hasPreviousPage: start > 0,
        startCursor: String(start + 1),
        endCursor: String(end),
      },
    };
  }
  const one = () => {
    if (isObjectType(type)) return { [PLACE]: of };
    if (isEnumType(type)) return type.getValues()[0]!.value as unknown;
    if (type.name === 'ID' || fieldName === 'number' || fieldName === 'size')
      return type.name === 'Int' || type.name === 'SafeInt' ? Number(/(\d+)(?!.*\d)/.exec(row)?.[1] ?? 0) : row;
    return PLAIN[type.name];
  };
  const outer = isNonNullType(returnType) ? returnType.ofType : returnType;
  return isListType(outer) ? (path.key === 'edges' ? [] : [one()]) : one();
};

function ask(cache: ReturnType<typeof createCache>, document: DocumentNode, variables: Record<string, unknown>) {
  const query = cache.transformDocument(document);
  const { data, errors } = executeSync({ schema, document: query, variableValues: variables, fieldResolver: invent });
  expect(errors).toBeUndefined();
  cache.writeQuery({ query: document, variables, data: data as Record<string, unknown> });
}

/** Any value that a variable of this type takes. */
function valueOf(type: TypeNode): unknown {
  const named = typeFromAST(schema, type as NonNullTypeNode);
  const inner = isNonNullType(named) ? named.ofType : named;
  if (isEnumType(inner)) return inner.getValues()[0]!.name;
  if (isInputObjectType(inner)) return {};
  return isScalarType(inner) && inner.name === 'Boolean' ? false : 'x';
}

/** The variables of an operation besides its page: an id, a search. */
function otherVariables(document: DocumentNode): Record<string, unknown> {
  const needed = operationOf(document)!.variableDefinitions!.filter(
    ({ type, variable }) => type.kind === Kind.NON_NULL_TYPE && variable.name.value !== 'first',
  );
  return Object.fromEntries(needed.map(({ variable, type }) => [variable.name.value, valueOf(type)]));
}

describe('every list on the pages', () => {
  it('is found by this test', () => {
    expect(paged.length).toBeGreaterThan(20);
  });

  it.each(paged)('%s can be loaded to its end', (_name, document) => {
    const cache = createCache();
    const variables = { ...otherVariables(document), first: PAGE };
    ask(cache, document, variables);
    const read = () => outermostList(cache.readQuery({ query: document, variables }))!;
    for (let shown = PAGE; shown < TOTAL; shown += PAGE) {
      expect(read().edges).toHaveLength(shown);
      expect(read().pageInfo!.hasNextPage).toBe(true);
      ask(cache, document, { ...variables, after: read().pageInfo!.endCursor });
    }
    const whole = read();
    expect(whole.edges).toHaveLength(TOTAL);
    expect(whole.pageInfo!.hasNextPage).toBe(false);
    expect(
      new Set(whole.edges.map((edge) => JSON.stringify((edge as { node: unknown }).node))).size,
      'rows that the cache cannot distinguish become one row',
    ).toBe(TOTAL);
    // A read from the beginning replaces the list with the new first page.
    ask(cache, document, variables);
    expect(read().edges).toHaveLength(PAGE);
  });

  it.each(paged)('%s is read again after a mutation', (_name, document) => {
    expect(readsList(document)).toBe(true);
  });
});

describe('an empty list', () => {
  const sources = import.meta.glob<string>(['../**/*.tsx', '!../ui/connection-list.tsx'], {
    query: '?raw',
    import: 'default',
    eager: true,
  });

  it('is detected by its total count, in one place', () => {
    const own = Object.entries(sources).filter(
      ([, source]) =>
        /edges\.length === 0/.test(source) ||
        (source.includes('fetchMore') && /\.length === 0 && (?:\(\s*)?<EmptyState/.test(source)),
    );
    expect(
      own.map(([path]) => path),
      'render the list with ConnectionList: an empty page is not an empty list',
    ).toEqual([]);
  });
});
