import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { TERMS } from '@hongchuang/server/lib/terms.ts';
import { useTestApp } from '../support/app.ts';
import { missingFrom } from './missing-from.ts';

const contract = buildSchema(readFileSync(new URL('contract.graphql', import.meta.url), 'utf8'));

describe('the served schema', () => {
  const app = useTestApp();
  let served: GraphQLSchema;
  beforeAll(async () => {
    served = buildClientSchema(await app.anonymous().must<IntrospectionQuery>(getIntrospectionQuery()));
  });

  it('contains the public contract: every type, field, argument, enum value, default and nullability', () => {
    const differences = missingFrom(served, contract);
    expect(differences.map(({ at, problem }) => `${at} ${problem}`)).toEqual([]);
  });

  it('describes every type, field, argument and enum value', () => {
    const silent: string[] = [];
    const look = (at: string, description: string | null | undefined) => {
      if (!description?.trim()) silent.push(at);
    };
    for (const type of Object.values(served.getTypeMap())) {
      if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue;
      const isRoot = [served.getQueryType(), served.getMutationType(), served.getSubscriptionType()].includes(
        type as never,
      );
      if (!isRoot) look(type.name, type.description);
      if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value.description);
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field.description);
      if (isObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          look(`${type.name}.${field.name}`, field.description);
          for (const argument of field.args)
            look(`${type.name}.${field.name}(${argument.name}:)`, argument.description);
        }
      }
    }
    expect(silent).toEqual([]);
  });
});

describe('missingFrom', () => {
  const base = 'type Query { a(x: Int = 1, y: ID): E! } enum E { P Q } input I { f: String!, g: Boolean = false }';
  const found = (served: string) =>
    missingFrom(buildSchema(served), buildSchema(base)).map(({ at, problem }) => `${at} ${problem}`);

  it.each([
    ['nothing changed', base, []],
    [
      'additions',
      'type Query { a(x: Int = 1, y: ID, z: Int): E! b: Int } enum E { P Q R } input I { f: String!, g: Boolean = false, h: Int } type T { t: Int }',
      [],
    ],
    ['a type', 'type Query { a(x: Int = 1, y: ID): E! } enum E { P Q }', ['I is missing']],
    [
      'a field',
      'type Query { b: E! } enum E { P Q } input I { f: String!, g: Boolean = false }',
      ['Query.a is missing'],
    ],
    [
      'an argument',
      'type Query { a(x: Int = 1): E! } enum E { P Q } input I { f: String!, g: Boolean = false }',
      ['Query.a(y:) is missing'],
    ],
    [
      'a default',
      'type Query { a(x: Int = 2, y: ID): E! } enum E { P Q } input I { f: String!, g: Boolean }',
      ['Query.a(x:) has the default 2 instead of 1', 'I.g has the default none instead of false'],
    ],
    [
      'nullability',
      'type Query { a(x: Int = 1, y: ID!): E } enum E { P Q } input I { f: String, g: Boolean = false }',
      ['Query.a answers E instead of E!', 'Query.a(y:) takes ID! instead of ID', 'I.f takes String instead of String!'],
    ],
    [
      'an enum value',
      'type Query { a(x: Int = 1, y: ID): E! } enum E { P } input I { f: String!, g: Boolean = false }',
      ['E.Q is missing'],
    ],
    [
      'something new that is required',
      'type Query { a(x: Int = 1, y: ID, z: Int!): E! } enum E { P Q } input I { f: String!, g: Boolean = false, h: Int! }',
      [
        'Query.a(z:) is required, but the contract does not know it',
        'I.h is required, but the contract does not know it',
      ],
    ],
    [
      'the kind of a type',
      'type Query { a(x: Int = 1, y: ID): E! } enum E { P Q } type I { f: String!, g: Boolean }',
      ['I is type instead of input'],
    ],
  ])('reports %s', (_what, served, expected) => {
    expect(found(served)).toEqual(expected);
  });
});

describe('the words for enum values', () => {
  const schema = buildSchema(readFileSync(new URL('../../packages/schema/schema.graphql', import.meta.url), 'utf8'));
  const types = [...new Set(Object.keys(TERMS.en).map((term) => term.split('.')[1]!))];

  it.each(types)('exist for every value of %s', (name) => {
    const type = schema.getType(`${name[0]!.toUpperCase()}${name.slice(1)}`);
    if (!isEnumType(type)) throw new Error(`${name} is no enum of the schema.`);
    expect(
      Object.keys(TERMS.en)
        .filter((term) => term.startsWith(`term.${name}.`))
        .sort(),
    ).toEqual(
      type
        .getValues()
        .map((value) => `term.${name}.${value.name}`)
        .sort(),
    );
  });
});
