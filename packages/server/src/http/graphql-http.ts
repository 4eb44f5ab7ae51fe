import {
  ApolloServer,
  HeaderMap,
  type GraphQLRequest,
  type GraphQLRequestListener,
  type HTTPGraphQLRequest,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import {
  execute,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestContext, Services } from '../context.js';
import { DomainError, ErrorCode, limitExceeded, presentError } from '../errors.js';
import { executeShared } from '../shared-execution.js';
import { isFaultLimit, MAX_FAULTS, withoutStackTraces } from '../validation-limits.js';
import { MalformedRequest } from '../input-faults.js';
import { newReadableCode } from '../lib/ids.js';
import { languageOf, type Language } from '../messages/index.js';
import { deviceCookie, sessionCookie } from './cookies.js';
import { operationCheckerOf, type OperationRequest, type CheckedOperation } from './check-operation.js';
import { renewIfDue } from '../modules/identity/index.js';
import { recordLooks } from '../modules/trace/index.js';
import { createRequestContext, isSecure } from './request-context.js';
import { BodyTooLarge, readBody, sendJson } from './responses.js';
import { assertBodyWithinLimits, BODY_LIMITS } from './scan-body.js';
import { trustedDocuments } from './trusted-documents.js';

const RETRY_AFTER_SECONDS = '1';
/** The most errors in one response. A page of a hundred rows that all fail for one reason needs no more. */
const MAX_ERRORS = 20;

// The key under which `formatError` passes the thrown error to the plugin: only the plugin knows the viewer's language.
const CAUSE = Symbol('cause');
type WithCause = GraphQLFormattedError & { [CAUSE]?: unknown };

const formatWithCause = (formatted: GraphQLFormattedError, error: unknown): WithCause => ({
  ...formatted,
  [CAUSE]: error,
});

interface ThrownError {
  error: unknown;
  formatted: GraphQLFormattedError;
  /** Whether the error happened below a field of a mutation. The mutation's work is done by then. */
  isAfterWrite?: boolean;
}

/**
 * Converts `errors` into the form that leaves the server. A fault of ours is logged under its reference, without the
 * request's values.
 */
export function presentErrors(
  services: Services,
  errors: readonly ThrownError[],
  language: Language,
): GraphQLFormattedError[] {
  const present = ({ error, formatted, isAfterWrite }: ThrownError): GraphQLFormattedError => {
    const cause = isFaultLimit(error) ? limitExceeded('errors.more', { max: MAX_FAULTS }) : error;
    const { formatted: presented, fault } = presentError(
      cause,
      formatted,
      language,
      () => newReadableCode(8),
      isAfterWrite,
    );
    if (fault !== undefined) services.log.error({ err: fault.cause, reference: fault.reference }, 'a request failed');
    return presented;
  };
  const shown = errors.slice(0, MAX_ERRORS).map(present);
  return errors.length <= MAX_ERRORS
    ? shown
    : [...shown, present(thrown(limitExceeded('errors.more', { max: MAX_ERRORS })))];
}

/** Wraps an error that was thrown before anything was executed. */
const thrown = (error: Error): ThrownError => ({
  error,
  formatted:
    error instanceof GraphQLError
      ? error.toJSON()
      : { message: error.message, ...(error instanceof MalformedRequest && { locations: error.locations }) },
});

/** Converts the faults of a refused document into the form that leaves the server. */
export const presentFaults = (
  services: Services,
  faults: readonly Error[],
  language: Language,
): GraphQLFormattedError[] => presentErrors(services, faults.map(thrown), language);

/** Whether the errors say that the database is unavailable, so that a retry of the request may succeed. */
const asksToRetry = (errors: readonly GraphQLFormattedError[]): boolean =>
  errors.some(({ extensions }) => extensions?.code === ErrorCode.UNAVAILABLE && extensions.key !== 'unexpected');

/** The longest wait in seconds that refusals past a limit ask for, or null when there is none. */
export function retryAfterOf(errors: readonly GraphQLFormattedError[]): string | null {
  const waits = errors.flatMap(({ extensions }) => {
    const wait = extensions?.code === ErrorCode.LIMIT_EXCEEDED ? extensions.retryAfterSeconds : undefined;
    return typeof wait === 'number' ? [wait] : [];
  });
  return waits.length === 0 ? null : String(Math.max(...waits));
}

/** The document that Apollo gets in place of a refused one. */
const NO_DOCUMENT: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/** Operations that were checked before Apollo saw their request, by the request object that Apollo gets. */
const checkedBefore = new WeakMap<HTTPGraphQLRequest, CheckedOperation>();

/** Starts Apollo Server for this schema, not bound to an HTTP framework. */
export async function createApollo(services: Services, schema: GraphQLSchema): Promise<ApolloServer<RequestContext>> {
  const check = operationCheckerOf(schema);
  /** The faults of requests that will be refused. The faults are known before Apollo can be given the refusal. */
  const refusals = new WeakMap<GraphQLRequest, readonly Error[]>();
  const guard: GraphQLRequestListener<RequestContext> = {
    // The guard sets the document, because Apollo parses and validates only where it finds none.
    async didResolveSource(requestContext) {
      const { request, source } = requestContext;
      const { http, operationName, variables } = request;
      const checked = (http && checkedBefore.get(http)) ?? check({ query: source, operationName, variables }, 'http');
      if ('faults' in checked) refusals.set(request, checked.faults);
      Object.assign(requestContext, { document: 'document' in checked ? checked.document : NO_DOCUMENT });
    },
    // Apollo's execution is not used, because Apollo wraps each resolver for hooks that nobody uses here, and checks
    // each request for kinds of streaming that we do not have.
    async responseForOperation({ document, operation, request, contextValue }) {
      const faults = refusals.get(request);
      if (faults !== undefined) {
        const errors = faults.map((error) => formatWithCause(thrown(error).formatted, error));
        return { http: { status: 400, headers: new HeaderMap() }, body: { kind: 'single', singleResult: { errors } } };
      }
      const question = {
        schema,
        document,
        operationName: request.operationName,
        variableValues: request.variables,
        contextValue,
      };
      const { data, errors } = await (operation?.operation === OperationTypeNode.QUERY
        ? executeShared(question)
        : execute(question));
      await recordLooks(contextValue);
      return {
        // Without data nothing was executed, because the variables do not fit.
        http: { status: data === undefined ? 400 : undefined, headers: new HeaderMap() },
        body: {
          kind: 'single',
          singleResult: { data, errors: errors?.map((error) => formatWithCause(error.toJSON(), error)) },
        },
      };
    },
    async willSendResponse({ response, operation, contextValue }) {
      if (response.body.kind !== 'single') return;
      const { singleResult } = response.body;
      if (singleResult.errors === undefined) return;
      const isMutation = operation?.operation === OperationTypeNode.MUTATION;
      const errors = presentErrors(
        services,
        singleResult.errors.map((formatted) => ({
          formatted,
          error: (formatted as WithCause)[CAUSE],
          isAfterWrite: isMutation && (formatted.path?.length ?? 0) > 1,
        })),
        contextValue.language ?? 'zh-CN',
      );
      singleResult.errors = errors;
      const wait = retryAfterOf(errors);
      if (wait !== null) response.http.headers.set('retry-after', wait);
      if (!asksToRetry(errors)) return;
      response.http.headers.set('retry-after', RETRY_AFTER_SECONDS);
      // A response with partial data keeps its status. Without data the status is 503, so that proxies and clients that
      // do not know GraphQL see the fault.
      if (singleResult.data == null) response.http.status = 503;
    },
  };
  const apollo = new ApolloServer<RequestContext>({
    schema,
    // Apollo's landing page is off, because it would run a script from another server on this origin, with the viewer's
    // session.
    plugins: [
      { requestDidStart: async () => guard },
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // Apollo needs no document store, because the guard reads, caches and validates documents.
    documentStore: null,
    formatError: formatWithCause,
    persistedQueries: { cache: trustedDocuments() },
  });
  await apollo.start();
  return apollo;
}

/** The request headers that Apollo reads. */
const HEADERS_OF_INTEREST = ['content-type', 'accept', 'x-apollo-operation-name', 'apollo-require-preflight'];

/** Content types that a form of another site can send without a CORS preflight. Apollo refuses such requests. */
const SENT_BY_FORMS = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(?:;|$)/i;

const isSentByScript = ({ headers }: IncomingMessage): boolean =>
  headers['content-type'] !== undefined && !SENT_BY_FORMS.test(headers['content-type']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Returns the query of a body with its variables and operation name. Returns null where Apollo refuses the body or
 * knows the query by its hash.
 */
function readOperationRequest(body: unknown): OperationRequest | null {
  if (!isObject(body)) return null;
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || query === '') return null;
  if (operationName != null && typeof operationName !== 'string') return null;
  if (variables != null && !isObject(variables)) return null;
  // A body with extensions may carry a hash. Apollo compares the hash first, which costs less than reading the query.
  if (extensions != null) return null;
  return { query, operationName, variables };
}

const GRAPHQL_ANSWER = 'application/graphql-response+json';

/** The content type that the client's Accept header names first. */
function answerTypeOf({ headers: { accept = '' } }: IncomingMessage): string {
  const at = accept.indexOf(GRAPHQL_ANSWER);
  const plainAt = accept.indexOf('application/json');
  return `${at >= 0 && (plainAt < 0 || at < plainAt) ? GRAPHQL_ANSWER : 'application/json'}; charset=utf-8`;
}

/** Serves one GraphQL request over HTTP. */
export async function serveGraphql(
  services: Services,
  schema: GraphQLSchema,
  apollo: ApolloServer<RequestContext>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const language = languageOf(request.headers['accept-language']);
  const refuse = (status: number, error: unknown, code?: string) =>
    sendJson(response, status, {
      errors: presentErrors(
        services,
        [{ error, formatted: { message: error instanceof Error ? error.message : '', extensions: { code } } }],
        language,
      ),
    });
  const check = operationCheckerOf(schema);
  let body: unknown;
  if (request.method === 'POST') {
    // Node reads and discards the rest of an unread body, so that the client can read the response.
    const tooLarge = () => refuse(413, limitExceeded('body.tooLarge', { max: BODY_LIMITS.bytes / 1024 }));
    if (Number(request.headers['content-length']) > BODY_LIMITS.bytes) return tooLarge();
    try {
      const bytes = await readBody(request, BODY_LIMITS.bytes);
      body = withoutStackTraces(() => {
        assertBodyWithinLimits(bytes);
        return JSON.parse(bytes.toString('utf8')) as unknown;
      });
    } catch (error) {
      if (error instanceof BodyTooLarge) return tooLarge();
      return error instanceof DomainError
        ? refuse(400, error)
        : refuse(400, new SyntaxError('the body is not JSON'), 'BAD_REQUEST');
    }
  }
  const asked = isSentByScript(request) ? readOperationRequest(body) : null;
  const checked = asked === null ? null : check(asked, 'http');
  if (checked !== null && 'faults' in checked) {
    response.writeHead(400, { 'content-type': answerTypeOf(request), 'cache-control': 'no-store' });
    return void response.end(JSON.stringify({ errors: presentFaults(services, checked.faults, language) }));
  }
  let context: RequestContext;
  try {
    // The context is made here and not by Apollo, because Apollo would send the database's error message to the client.
    const setCookie = (cookie: string) => response.appendHeader('set-cookie', cookie);
    context = await createRequestContext(
      services,
      request,
      (token) => {
        setCookie(sessionCookie(token, isSecure(services.env)));
        // Tells a page that its open socket has an old token.
        response.setHeader('x-session', 'renewed');
      },
      (token) => setCookie(deviceCookie(token, isSecure(services.env))),
    );
    await renewIfDue(context);
  } catch (error) {
    response.setHeader('retry-after', RETRY_AFTER_SECONDS);
    return refuse(503, error);
  }
  const headers = new HeaderMap();
  for (const name of HEADERS_OF_INTEREST) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, String(value));
  }
  const url = request.url ?? '/';
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  const httpGraphQLRequest = { method: request.method ?? 'GET', headers, search, body };
  if (checked !== null) checkedBefore.set(httpGraphQLRequest, checked);
  const answer = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context });
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.setHeader('cache-control', 'no-store');
  response.statusCode = answer.status ?? 200;
  // Incremental delivery is not used here.
  if (answer.body.kind !== 'complete') throw new Error('an answer in parts');
  response.end(
    response.statusCode >= 400 ? presentRefusal(services, answer.body.string, language) : answer.body.string,
  );
}

/**
 * Presents errors of requests that Apollo refuses before it knows the operation. Such errors do not pass through the
 * plugin that presents errors.
 */
function presentRefusal(services: Services, body: string, language: Language): string {
  let answer: { errors?: GraphQLFormattedError[] };
  try {
    answer = JSON.parse(body) as typeof answer;
  } catch {
    return body;
  }
  const errors = answer.errors?.map((formatted) =>
    formatted.extensions?.key === undefined
      ? presentErrors(services, [{ error: undefined, formatted }], language)[0]
      : formatted,
  );
  return JSON.stringify({ ...answer, errors });
}
