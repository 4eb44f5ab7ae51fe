import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { useTranslation } from 'react-i18next';
import { PROOF_REQUIRED } from './proof-of-identity';

export type FailureCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'INVALID_STATE'
  | 'CONFLICT'
  | 'LIMIT_EXCEEDED'
  | 'UNAVAILABLE'
  | 'NETWORK'
  | 'UNEXPECTED';

/** The kind of an operation. Only writes report whether anything was recorded; keyed ones can be repeated safely. */
export type OperationKind = 'read' | 'write' | 'keyed';

export interface Failure {
  code: FailureCode;
  /** The server's message in the viewer's language; empty when the server did not respond. */
  message: string;
  /** The key of the server's message, such as `signIn.secondFactor`. */
  key?: string;
  /** The token of a sign-in that still needs a code. */
  challenge?: string;
  /** How many passkeys that account has. */
  passkeys?: number;
  /** The id of the list that was uploaded before, where the same list is refused. */
  listId?: string;
  /** The input that was refused, as a path: ['milestones', 0, 'title']. */
  field?: (string | number)[];
  /** False when the request may have been carried out although no answer arrived. */
  nothingRecorded: boolean;
}

const REFUSALS: readonly string[] = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'INVALID_STATE',
  'CONFLICT',
  'LIMIT_EXCEEDED',
  'UNAVAILABLE',
];

export function toFailure(error: unknown): Failure {
  const graphqlErrors = CombinedGraphQLErrors.is(error)
    ? error.errors
    : ServerError.is(error)
      ? bodyErrors(error.bodyText)
      : undefined;
  return toFailureOfErrors(graphqlErrors);
}

/** Reads the failure in a response that did not come through Apollo, such as that of an upload. */
export function toFailureOfBody(bodyText: string): Failure {
  return toFailureOfErrors(bodyErrors(bodyText));
}

function toFailureOfErrors(errors: readonly PlainError[] | undefined): Failure {
  const first = errors?.[0];
  if (first) {
    const code = String(first.extensions?.['code'] ?? '');
    const field = first.extensions?.['field'];
    if (REFUSALS.includes(code)) {
      return {
        code: code as FailureCode,
        message: first.message,
        ...(typeof first.extensions?.['key'] === 'string' && { key: first.extensions['key'] }),
        ...(typeof first.extensions?.['challenge'] === 'string' && { challenge: first.extensions['challenge'] }),
        ...(typeof first.extensions?.['passkeys'] === 'number' && { passkeys: first.extensions['passkeys'] }),
        ...(typeof first.extensions?.['listId'] === 'string' && { listId: first.extensions['listId'] }),
        field: fieldPath(field),
        nothingRecorded: first.extensions?.['key'] !== 'outcomeUnknown',
      };
    }
    return { code: 'UNEXPECTED', message: '', nothingRecorded: false };
  }
  // A proxy's 502 or 504 does not tell what the server behind it did.
  return { code: 'NETWORK', message: '', nothingRecorded: false };
}

interface PlainError {
  message: string;
  extensions?: Record<string, unknown>;
}

/** Reads GraphQL errors from a response with an HTTP error status, such as 429 or 503. */
function bodyErrors(bodyText: string): readonly PlainError[] | undefined {
  try {
    const body = JSON.parse(bodyText) as { errors?: PlainError[] } | null;
    return body?.errors;
  } catch {
    return undefined;
  }
}

/** `input.milestones[0].title` -> ['milestones', 0, 'title'], the path that forms use. */
export function fieldPath(field: unknown): (string | number)[] | undefined {
  if (typeof field !== 'string' || field === '') return undefined;
  const path = field
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((step) => step !== '')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return path[0] === 'input' && path.length > 1 ? path.slice(1) : path;
}

export interface FailureText {
  title: string;
  /** What the person can do now, and what happened to the content that was sent. */
  advice: string;
}

export function useFailureText(): (failure: Failure, kind?: OperationKind) => FailureText {
  const { t } = useTranslation('failures');
  return (failure, kind = 'read') => {
    const recorded =
      kind === 'read'
        ? ''
        : failure.nothingRecorded
          ? t('nothingRecorded')
          : kind === 'keyed'
            ? t('safeToRepeat')
            : t('checkBeforeRepeating');
    return {
      title: failure.message || t(`title.${failure.code}`),
      advice: [t(failure.key === PROOF_REQUIRED ? 'advice.proof' : `advice.${failure.code}`), recorded]
        .filter(Boolean)
        .join(t('joiner')),
    };
  };
}
