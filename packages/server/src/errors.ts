import { BREAK, GraphQLError, Kind, parse, visit, type ASTNode, type GraphQLFormattedError } from 'graphql';
import { isOutcomeUnknown, isUnavailable } from './db/faults.js';
import { translate, type Language, type MessageKey } from './messages/index.js';

/** Every code that a refused operation can answer in `extensions.code`. */
export enum ErrorCode {
  UNAUTHENTICATED = 'UNAUTHENTICATED',
  FORBIDDEN = 'FORBIDDEN',
  NOT_FOUND = 'NOT_FOUND',
  BAD_USER_INPUT = 'BAD_USER_INPUT',
  INVALID_STATE = 'INVALID_STATE',
  CONFLICT = 'CONFLICT',
  LIMIT_EXCEEDED = 'LIMIT_EXCEEDED',
  UNAVAILABLE = 'UNAVAILABLE',
}

export type MessageParams = Record<string, string | number>;

/** A refusal that the person who asked may read: a documented code, a message to translate, the field it is about. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly key: MessageKey,
    readonly params: MessageParams = {},
    readonly field?: string,
  ) {
    super(`${code}: ${translate('en', key, params)}${field === undefined ? '' : ` (${field})`}`);
    this.name = 'DomainError';
  }
}

export const badInput = (field: string, key: MessageKey, params?: MessageParams) =>
  new DomainError(ErrorCode.BAD_USER_INPUT, key, params, field);
export const notFound = (field?: string) => new DomainError(ErrorCode.NOT_FOUND, 'notFound', {}, field);
export const unauthenticated = (key: MessageKey = 'signInFirst') => new DomainError(ErrorCode.UNAUTHENTICATED, key);
export const forbidden = (key: MessageKey = 'forbidden', params?: MessageParams) => new DomainError(ErrorCode.FORBIDDEN, key, params);
export const invalidState = (key: MessageKey, params?: MessageParams) => new DomainError(ErrorCode.INVALID_STATE, key, params);
export const conflict = (key: MessageKey, field?: string, params?: MessageParams) =>
  new DomainError(ErrorCode.CONFLICT, key, params, field);
export const limitExceeded = (key: MessageKey, params?: MessageParams, field?: string) =>
  new DomainError(ErrorCode.LIMIT_EXCEEDED, key, params, field);
export const unavailable = (key: MessageKey = 'unavailable') => new DomainError(ErrorCode.UNAVAILABLE, key);

/** Errors of GraphQL itself (syntax, unknown fields, wrong types) are bad input too; the field is where the value stood. */
const GRAPHQL_CODES = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE']);

/** Tells a client that the server does not know the hash it sent, so that it sends the text as well. No person reads it. */
const UNKNOWN_HASH = 'PERSISTED_QUERY_NOT_FOUND';

/** The innermost cause of a GraphQL error: what a resolver threw, or the GraphQL error itself. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** The node of the document that a GraphQL error points at. */
function nodeOf(error: unknown): ASTNode | undefined {
  for (let cause = error; cause instanceof GraphQLError; cause = cause.originalError) {
    if (cause.nodes?.[0] !== undefined) return cause.nodes[0];
  }
  return undefined;
}

const isSameNode = (one: ASTNode, other: ASTNode): boolean => one.kind === other.kind && one.loc?.start === other.loc?.start && one.loc?.end === other.loc?.end;

/** Where `node`, or with `variable` the first use of that, stands among the inputs of its document: argument, fields and places in lists. */
function pathOfNode(node: ASTNode, variable?: string): string[] {
  if (node.loc === undefined) return [];
  let found: string[] = [];
  visit(parse(node.loc.source.body), {
    enter(candidate, _key, parent, _path, ancestors) {
      if (variable === undefined ? !isSameNode(candidate, node) : candidate.kind !== Kind.VARIABLE || candidate.name.value !== variable) return undefined;
      // Declared is not yet used.
      if (parent !== undefined && 'kind' in parent && parent.kind === Kind.VARIABLE_DEFINITION) return undefined;
      const line = [...ancestors, ...(parent === undefined ? [] : [parent]), candidate];
      found = line.flatMap((step, index) => {
        if ('kind' in step) return step.kind === Kind.ARGUMENT || step.kind === Kind.OBJECT_FIELD ? [step.name.value] : [];
        const above = line[index - 1];
        return above !== undefined && 'kind' in above && above.kind === Kind.LIST ? [String(step.indexOf(line[index + 1] as never))] : [];
      });
      return BREAK;
    },
  });
  return found;
}

/** The path of an input as services name it: by itself, without the argument that all inputs of an operation stand in. */
const fieldAt = (path: readonly string[]): string | undefined => (path.length > 1 && path[0] === 'input' ? path.slice(1) : path).join('.') || undefined;

/**
 * What graphql-js says of a wrong input: which one it is, and what is wrong with it. Values are left out of the words: they
 * may be a password or a telephone number.
 */
function readFault(message: string, node: ASTNode | undefined): { field?: string | undefined; detail: string } {
  const named = /Field "(?:\w+\.)?(\w+)" (?:of required type|is not defined)/.exec(message)?.[1] ?? / argument "(\w+)" of type .* is required/.exec(message)?.[1];
  const tail = (text: string) => text.replace(/( cannot represent [^:]*):[^]*$/, '$1').replace(/^Value "[^]*?" (does not exist)/, 'The value $1');
  const variable = /^Variable "\$(\w+)" /.exec(message)?.[1];
  if (variable !== undefined) {
    const [, inside = '', detail] = /^[^]* got invalid value (?:[^]* at "\w+((?:\.\w+|\[\d+\])*)"|[^]*); ([^]*)$/.exec(message) ?? [];
    // Services name the input; a client may call its variable anything.
    const used = node === undefined ? [] : pathOfNode(node, variable);
    const path = [...(used.length > 0 ? used : [variable]), ...inside.split(/[.[\]]+/).filter(Boolean), ...(named === undefined ? [] : [named])];
    return { field: fieldAt(path), detail: detail === undefined ? message : `${fieldAt(path)}: ${tail(detail)}` };
  }
  const path = node === undefined ? [] : pathOfNode(node);
  const written = /^(?:Unknown argument|Argument) "(\w+)"/.exec(message)?.[1];
  if (path.length === 0 && written !== undefined) path.push(written);
  if (named !== undefined && path.at(-1) !== named) path.push(named);
  return { field: fieldAt(path), detail: tail(message) };
}

export interface PresentedError {
  formatted: GraphQLFormattedError;
  /** Set when the fault is ours: what to log under the reference that the answer carries. */
  fault?: { reference: string; cause: unknown };
}

/**
 * The one mapping from whatever was thrown to what leaves the server: no stack, no SQL, a message in the viewer's language.
 * `isAfterWrite` says that what was asked for may be done although its answer could not be read.
 */
export function presentError(error: unknown, formatted: GraphQLFormattedError, language: Language, newReference: () => string, isAfterWrite = false): PresentedError {
  const cause = causeOf(error);
  const place = { ...(formatted.path && { path: formatted.path }), ...(formatted.locations && { locations: formatted.locations }) };
  if (cause instanceof DomainError) {
    const { code, key, params, field } = cause;
    return { formatted: { message: translate(language, key, params), ...place, extensions: { ...params, code, key, ...(field && { field }) } } };
  }
  const code = formatted.extensions?.code;
  if (code === UNKNOWN_HASH) return { formatted: { message: formatted.message, extensions: { code } } };
  if (cause instanceof GraphQLError || (typeof code === 'string' && GRAPHQL_CODES.has(code))) {
    const { field, detail } = readFault(formatted.message, nodeOf(error));
    const message = translate(language, 'malformedRequest', { detail });
    return { formatted: { message, ...place, extensions: { code: ErrorCode.BAD_USER_INPUT, key: 'malformedRequest', ...(field && { field }) } } };
  }
  if (isUnavailable(cause)) {
    const key = isAfterWrite || isOutcomeUnknown(cause) ? 'outcomeUnknown' : 'unavailable';
    return { formatted: { message: translate(language, key), ...place, extensions: { code: ErrorCode.UNAVAILABLE, key } }, fault: { reference: newReference(), cause } };
  }
  const reference = newReference();
  const message = translate(language, 'unexpected', { reference });
  return { formatted: { message, ...place, extensions: { code: ErrorCode.UNAVAILABLE, key: 'unexpected', reference } }, fault: { reference, cause } };
}
