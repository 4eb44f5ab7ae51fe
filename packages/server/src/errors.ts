import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isOutcomeUnknown, isUnavailable } from './db/faults.js';
import { MalformedRequest, readFault } from './input-faults.js';
import { translate, type Language, type MessageKey } from './messages/index.js';

/** Every code that a refused operation can return in `extensions.code`. */
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

/**
 * A refusal that may be shown to the client: a documented code, a message to translate and the field that it is about.
 */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly key: MessageKey,
    readonly params: MessageParams = {},
    readonly field?: string,
  ) {
    // A refusal is not a fault, so nobody needs its stack. graphql-js reads the stack, and each one that is translated
    // by source maps costs as much as three trivial queries.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(`${code}: ${translate('en', key, params)}${field === undefined ? '' : ` (${field})`}`);
    Error.stackTraceLimit = limit;
    this.name = 'DomainError';
  }
}

export const badInput = (field: string, key: MessageKey, params?: MessageParams) =>
  new DomainError(ErrorCode.BAD_USER_INPUT, key, params, field);
export const notFound = (field?: string) => new DomainError(ErrorCode.NOT_FOUND, 'notFound', {}, field);
export const unauthenticated = (key: MessageKey = 'signInFirst') => new DomainError(ErrorCode.UNAUTHENTICATED, key);
export const forbidden = (key: MessageKey = 'forbidden', params?: MessageParams) =>
  new DomainError(ErrorCode.FORBIDDEN, key, params);
export const invalidState = (key: MessageKey, params?: MessageParams) =>
  new DomainError(ErrorCode.INVALID_STATE, key, params);
export const conflict = (key: MessageKey, field?: string, params?: MessageParams) =>
  new DomainError(ErrorCode.CONFLICT, key, params, field);
export const limitExceeded = (key: MessageKey, params?: MessageParams, field?: string) =>
  new DomainError(ErrorCode.LIMIT_EXCEEDED, key, params, field);
/** Returns the refusal of one entry of a list, such as `inputs.2`, in place of the entry alone. */
export const refusalAt = (place: string, { code, key, params, field }: DomainError): DomainError =>
  new DomainError(code, key, params, field === undefined ? place : `${place}.${field}`);
export const unavailable = (key: MessageKey = 'unavailable') => new DomainError(ErrorCode.UNAVAILABLE, key);

/**
 * Codes of GraphQL's own errors (syntax, unknown fields, wrong types), which count as bad input. The field of the
 * refusal is the place of the value.
 */
const GRAPHQL_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
]);

/**
 * Tells a client that the server does not know the hash that it sent. The client then sends the text as well. The
 * message is not translated, because no person reads it.
 */
const UNKNOWN_HASH = 'PERSISTED_QUERY_NOT_FOUND';

/** Returns the innermost cause of a GraphQL error: what a resolver threw, or the GraphQL error itself. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

export interface PresentedError {
  formatted: GraphQLFormattedError;
  /**
   * Set when the fault is ours: the cause to log, and the reference under which it is logged and which the response
   * carries.
   */
  fault?: { reference: string; cause: unknown };
}

/**
 * Maps any thrown error to the form that leaves the server: no stack, no SQL, and a message in the viewer's language.
 * `isAfterWrite` says that the write may be done although its result could not be read.
 */
export function presentError(
  error: unknown,
  formatted: GraphQLFormattedError,
  language: Language,
  newReference: () => string,
  isAfterWrite = false,
): PresentedError {
  const cause = causeOf(error);
  const place = {
    ...(formatted.path && { path: formatted.path }),
    ...(formatted.locations && { locations: formatted.locations }),
  };
  if (cause instanceof DomainError) {
    const { code, key, params, field } = cause;
    return {
      formatted: {
        message: translate(language, key, params),
        ...place,
        extensions: { ...params, code, key, ...(field && { field }) },
      },
    };
  }
  const code = formatted.extensions?.code;
  if (code === UNKNOWN_HASH) return { formatted: { message: formatted.message, extensions: { code } } };
  const isMalformed = cause instanceof MalformedRequest;
  if (isMalformed || cause instanceof GraphQLError || (typeof code === 'string' && GRAPHQL_CODES.has(code))) {
    const { field, detail } = isMalformed
      ? { field: cause.field, detail: cause.message }
      : readFault(formatted.message, error);
    const message = translate(language, 'malformedRequest', { detail });
    return {
      formatted: {
        message,
        ...place,
        extensions: { code: ErrorCode.BAD_USER_INPUT, key: 'malformedRequest', ...(field && { field }) },
      },
    };
  }
  if (isUnavailable(cause)) {
    const key = isAfterWrite || isOutcomeUnknown(cause) ? 'outcomeUnknown' : 'unavailable';
    return {
      formatted: { message: translate(language, key), ...place, extensions: { code: ErrorCode.UNAVAILABLE, key } },
      fault: { reference: newReference(), cause },
    };
  }
  const reference = newReference();
  const message = translate(language, 'unexpected', { reference });
  return {
    formatted: { message, ...place, extensions: { code: ErrorCode.UNAVAILABLE, key: 'unexpected', reference } },
    fault: { reference, cause },
  };
}
