import {
  buildSchema,
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  badInput,
  conflict,
  DomainError,
  ErrorCode,
  forbidden,
  invalidState,
  limitExceeded,
  notFound,
  presentError,
  unauthenticated,
  unavailable,
} from './errors.js';
import { en } from './messages/en.js';
import { LANGUAGES, translate } from './messages/index.js';

const reference = () => 'REF12345';
const present = (
  error: unknown,
  formatted: GraphQLFormattedError = { message: 'raw' },
  language: 'zh-CN' | 'en' = 'en',
) => presentError(error, formatted, language, reference);
/** Wraps an error as graphql-js wraps what a resolver threw. */
const located = (cause: Error) => new GraphQLError(cause.message, { originalError: cause, path: ['pledge'] });

describe('a refusal', () => {
  it.each([
    [
      badInput('name', 'text.tooLong', { max: 50 }),
      { code: 'BAD_USER_INPUT', key: 'text.tooLong', field: 'name', max: 50 },
    ],
    [notFound('id'), { code: 'NOT_FOUND', key: 'notFound', field: 'id' }],
    [notFound(), { code: 'NOT_FOUND', key: 'notFound' }],
    [unauthenticated(), { code: 'UNAUTHENTICATED', key: 'signInFirst' }],
    [forbidden('needsRole', { role: 'ADMIN' }), { code: 'FORBIDDEN', key: 'needsRole', role: 'ADMIN' }],
    [invalidState('forbidden'), { code: 'INVALID_STATE', key: 'forbidden' }],
    [conflict('email.taken', 'email'), { code: 'CONFLICT', key: 'email.taken', field: 'email' }],
    [
      limitExceeded('page.tooLong', { max: 100 }, 'first'),
      { code: 'LIMIT_EXCEEDED', key: 'page.tooLong', field: 'first', max: 100 },
    ],
    [unavailable(), { code: 'UNAVAILABLE', key: 'unavailable' }],
  ])('%s carries its code, field and parameters', (error, extensions) => {
    const formatted = {
      message: 'raw',
      path: ['pledge'],
      locations: [{ line: 1, column: 1 }],
      extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at x'] },
    };
    expect(present(located(located(error)), formatted).formatted).toEqual({
      message: translate('en', error.key, error.params),
      path: ['pledge'],
      locations: [{ line: 1, column: 1 }],
      extensions,
    });
    expect(present(error).fault, 'a refusal is no internal fault and is not logged as one').toBeUndefined();
  });

  it.each(Object.keys(en) as (keyof typeof en)[])('%s has a message in both languages', (key) => {
    const params = Object.fromEntries([...en[key].matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => [name ?? '', 7]));
    const messages = LANGUAGES.map(
      (language) =>
        present(new DomainError(ErrorCode.INVALID_STATE, key, params), undefined, language).formatted.message,
    );
    expect(messages[0]).not.toBe(messages[1]);
    for (const message of messages) expect(message, `fill in every parameter of ${key}`).not.toMatch(/\{\{|undefined/);
  });

  it('keeps its code when a parameter has the same name', () => {
    expect(
      present(new DomainError(ErrorCode.FORBIDDEN, 'forbidden', { code: 'OK', key: 'x' })).formatted.extensions,
    ).toMatchObject({ code: 'FORBIDDEN', key: 'forbidden' });
  });
});

describe('an error of GraphQL', () => {
  it.each([
    [
      'Variable "$email" of required type "String!" was not provided.',
      'email',
      'Variable "$email" of required type "String!" was not provided.',
    ],
    [
      'Variable "$input" got invalid value { email: "x", password: "secret" }; Field "name" of required type "String!" was not provided.',
      'name',
      'name: Field "name" of required type "String!" was not provided.',
    ],
    [
      'Variable "$input" got invalid value { title: "secret" } at "input.milestones[0]"; Field "amount" of required type "SafeInt!" was not provided.',
      'milestones.0.amount',
      'milestones.0.amount: Field "amount" of required type "SafeInt!" was not provided.',
    ],
    [
      'Variable "$input" got invalid value 1.5 at "input.amount"; Value is not an integer: secret',
      'amount',
      'amount: Value is not an integer: secret',
    ],
    [
      'Variable "$input" got invalid value 138 at "input.guest.phone"; String cannot represent a non string value: 138',
      'guest.phone',
      'guest.phone: String cannot represent a non string value',
    ],
    [
      'Variable "$input" got invalid value "secret; at \\"x\\"; y" at "input.milestones[12].amount"; SafeInt cannot represent it: "secret; at \\"x\\"; y"',
      'milestones.12.amount',
      'milestones.12.amount: SafeInt cannot represent it',
    ],
    [
      'Variable "$roles" got invalid value "secret" at "roles[1]"; Value "secret" does not exist in "PlatformRole" enum.',
      'roles.1',
      'roles.1: The value does not exist in "PlatformRole" enum.',
    ],
    ['Variable "$id" got invalid value true; ID cannot represent value: true', 'id', 'id: ID cannot represent value'],
    ['Argument "first" has invalid value "x".', 'first', 'Argument "first" has invalid value "x".'],
    ['Syntax Error: Unexpected Name "hello".', undefined, 'Syntax Error: Unexpected Name "hello".'],
  ])('%s becomes bad input about %s and does not repeat the sent value', (message, field, detail) => {
    const { formatted, fault } = present(new GraphQLError(message), {
      message,
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(formatted.extensions).toEqual({ code: 'BAD_USER_INPUT', key: 'malformedRequest', ...(field && { field }) });
    expect(formatted.message).toBe(`The request is malformed: ${detail}`);
    expect(fault).toBeUndefined();
  });

  const schema = buildSchema(
    'input Part { amount: Int! } input In { parts: [Part!]! name: String! } type Query { make(input: In!, first: Int): Int }',
  );
  it.each([
    ['{ make(input: { name: 7, parts: [] }) }', 'name'],
    ['{ make(input: { name: "x", parts: [{ amount: 1 }, { amount: "x" }] }) }', 'parts.1.amount'],
    ['{ make(input: { name: "x", parts: [{ amount: 1 }, {}] }) }', 'parts.1.amount'],
    ['{ make(input: { name: "x", parts: [{ amount: 1, other: 2 }] }) }', 'parts.0.other'],
    ['{ make(input: { parts: [] }) }', 'name'],
    ['{ make(input: 7) }', 'input'],
    ['{ make }', 'input'],
    ['{ make(input: { name: "x", parts: [] }, first: "x") }', 'first'],
    ['{ make(input: { name: "x", parts: [] }, last: 1) }', 'last'],
    ['{ other }', undefined],
  ])('%s, with values in the text, becomes bad input about %s', (query, field) => {
    const [error] = validate(schema, parse(query));
    expect(
      present(error, { message: error?.message ?? '', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }).formatted
        .extensions?.field,
    ).toBe(field);
  });

  it.each([
    [
      'query ($i: In!) { make(input: $i) }',
      { i: { name: 'x', parts: [{ amount: 1 }, { amount: 'x' }] } },
      'parts.1.amount',
    ],
    ['query ($i: In!) { make(input: $i) }', { i: { parts: [] } }, 'name'],
    ['query ($i: In!) { make(input: $i) }', { i: 7 }, 'input'],
    ['query ($i: In!) { make(input: $i) }', {}, 'input'],
    ['query ($n: Int, $i: In!) { make(input: $i, first: $n) }', { n: 'x', i: { name: 'x', parts: [] } }, 'first'],
    [
      'query ($p: Part!) { make(input: { name: "x", parts: [{ amount: 1 }, $p] }) }',
      { p: { amount: 0.5 } },
      'parts.1.amount',
    ],
    ['query ($i: In!) { ...made } fragment made on Query { make(input: $i) }', { i: { name: 7, parts: [] } }, 'name'],
  ])('%s with %j becomes bad input about %s, however the client names its variables', (query, variables, field) => {
    const [definition] = parse(query).definitions as [OperationDefinitionNode];
    const { errors = [] } = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
    expect(
      present(errors[0], { message: errors[0]?.message ?? '', extensions: { code: 'BAD_USER_INPUT' } }).formatted
        .extensions?.field,
    ).toBe(field);
  });
});

describe('any other thrown value', () => {
  const secret = "SELECT * FROM credentials WHERE email = 'a@b.c'";
  it.each([
    ['an Error', new Error(secret)],
    [
      "a driver's error",
      Object.assign(new Error(secret), {
        name: 'QueryFailedError',
        query: secret,
        parameters: ['a@b.c'],
        driverError: { sqlMessage: secret },
      }),
    ],
    ['text', secret],
    ['an object', { message: secret, extensions: { code: 'FORBIDDEN' } }],
    ['nothing', undefined],
    ['null', null],
  ])('%s: the client gets only a reference', (_, cause) => {
    const formatted = {
      message: secret,
      path: ['viewer'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: [`at ${secret}`], exception: { secret } },
    };
    for (const error of [cause, ...(cause instanceof Error ? [located(cause)] : [])]) {
      const { formatted: told, fault } = present(error, formatted);
      expect(told).toEqual({
        message: expect.stringContaining('REF12345'),
        path: ['viewer'],
        extensions: { code: 'UNAVAILABLE', key: 'unexpected', reference: 'REF12345' },
      });
      expect(JSON.stringify(told), 'no SQL, stack trace or internal text may reach the client').not.toContain('SELECT');
      expect(fault, 'the log needs the cause under the same reference').toEqual({ reference: 'REF12345', cause });
    }
  });
});
