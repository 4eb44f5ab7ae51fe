import { ApolloServer, HeaderMap, type GraphQLRequest, type GraphQLRequestListener } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { execute, GraphQLError, Kind, OperationTypeNode, type DocumentNode, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestContext, Services } from '../context.js';
import { badInput, ErrorCode, limitExceeded, presentError } from '../errors.js';
import { executeTogether } from '../execute-together.js';
import { faultsOfVariables, isFaultLimit, MAX_FAULTS } from '../few-faults.js';
import { newReadableCode } from '../lib/ids.js';
import { languageOf, type Language } from '../messages/index.js';
import { sessionCookie } from './cookies.js';
import { assertShallow, modestyOf } from './limits.js';
import { documentReaderOf } from './read-document.js';
import { createRequestContext } from './request-context.js';
import { BodyTooLarge, readBody, sendJson } from './responses.js';
import { trustedDocuments } from './trusted-documents.js';

const BODY_LIMIT_BYTES = 256 * 1024;
const RETRY_AFTER_SECONDS = '1';
/** Errors that one answer lists: a page of a hundred rows that all fail for one reason is told of it often enough. */
const MAX_ERRORS = 20;

// Carries the thrown error from `formatError`, which does not know the viewer's language, to the plugin that does.
const CAUSE = Symbol('cause');
type WithCause = GraphQLFormattedError & { [CAUSE]?: unknown };

const formatWithCause = (formatted: GraphQLFormattedError, error: unknown): WithCause => ({ ...formatted, [CAUSE]: error });

interface ThrownError {
  error: unknown;
  formatted: GraphQLFormattedError;
  /** Whether it happened below a field of a mutation, whose work is done by then. */
  isAfterWrite?: boolean;
}

/** `errors` as they leave the server; faults of ours are logged under their reference, without the request's values. */
export function presentErrors(services: Services, errors: readonly ThrownError[], language: Language): GraphQLFormattedError[] {
  const present = ({ error, formatted, isAfterWrite }: ThrownError): GraphQLFormattedError => {
    const cause = isFaultLimit(error) ? limitExceeded('errors.more', { max: MAX_FAULTS }) : error;
    const { formatted: presented, fault } = presentError(cause, formatted, language, () => newReadableCode(8), isAfterWrite);
    if (fault !== undefined) services.log.error({ err: fault.cause, reference: fault.reference }, 'a request failed');
    return presented;
  };
  const shown = errors.slice(0, MAX_ERRORS).map(present);
  return errors.length <= MAX_ERRORS ? shown : [...shown, present(thrown(limitExceeded('errors.more', { max: MAX_ERRORS })))];
}

/** What a request is refused with before anything was executed. */
const thrown = (error: Error): ThrownError => ({ error, formatted: error instanceof GraphQLError ? error.toJSON() : { message: error.message } });

/** `presentErrors` of a refused document. */
export const presentFaults = (services: Services, faults: readonly Error[], language: Language): GraphQLFormattedError[] =>
  presentErrors(services, faults.map(thrown), language);

/** Whether an answer says that the database cannot do it now, so that the same request may succeed a little later. */
const asksToRetry = (errors: readonly GraphQLFormattedError[]): boolean =>
  errors.some(({ extensions }) => extensions?.code === ErrorCode.UNAVAILABLE && extensions.key !== 'unexpected');

/** What Apollo is given in place of a refused document. */
const NO_DOCUMENT: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/** Apollo Server for this schema, not bound to any HTTP framework. */
export async function createApollo(services: Services, schema: GraphQLSchema): Promise<ApolloServer<RequestContext>> {
  const readDocument = documentReaderOf(schema);
  const assertModest = modestyOf(schema);
  /** Why a request will be refused, which is known before Apollo can be told. */
  const refusals = new WeakMap<GraphQLRequest, readonly Error[]>();
  const guard: GraphQLRequestListener<RequestContext> = {
    // Apollo parses and validates only where it finds no document.
    async didResolveSource(requestContext) {
      const result = readDocument(requestContext.source);
      if ('faults' in result) refusals.set(requestContext.request, result.faults);
      Object.assign(requestContext, { document: 'document' in result ? result.document : NO_DOCUMENT });
    },
    async didResolveOperation({ document, operation, request }) {
      if (refusals.has(request) || operation === undefined) return;
      try {
        if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw badInput('query', 'query.noSubscriptions');
        const variables = request.variables ?? {};
        assertShallow(variables);
        assertModest(document, operation, variables);
        const faults = faultsOfVariables(schema, operation, variables);
        if (faults.length > 0) refusals.set(request, faults);
      } catch (error) {
        refusals.set(request, [error as Error]);
      }
    },
    // Apollo's own execution wraps each resolver for hooks that nobody uses here, and asks each request for forms of streaming that we do not have.
    async responseForOperation({ document, operation, request, contextValue }) {
      const faults = refusals.get(request);
      if (faults !== undefined) {
        const errors = faults.map((error) => formatWithCause(thrown(error).formatted, error));
        return { http: { status: 400, headers: new HeaderMap() }, body: { kind: 'single', singleResult: { errors } } };
      }
      // By the name that was asked for: Apollo knows none where the document has no such operation.
      const question = { schema, document, operationName: request.operationName, variableValues: request.variables, contextValue };
      const { data, errors } = await (operation?.operation === OperationTypeNode.QUERY ? executeTogether(question) : execute(question));
      return {
        // Without data nothing was executed: the variables do not fit.
        http: { status: data === undefined ? 400 : undefined, headers: new HeaderMap() },
        body: { kind: 'single', singleResult: { data, errors: errors?.map((error) => formatWithCause(error.toJSON(), error)) } },
      };
    },
    async willSendResponse({ response, operation, contextValue }) {
      if (response.body.kind !== 'single') return;
      const { singleResult } = response.body;
      if (singleResult.errors === undefined) return;
      const isMutation = operation?.operation === OperationTypeNode.MUTATION;
      const errors = presentErrors(
        services,
        singleResult.errors.map((formatted) => ({ formatted, error: (formatted as WithCause)[CAUSE], isAfterWrite: isMutation && (formatted.path?.length ?? 0) > 1 })),
        contextValue.language ?? 'zh-CN',
      );
      singleResult.errors = errors;
      if (!asksToRetry(errors)) return;
      response.http.headers.set('retry-after', RETRY_AFTER_SECONDS);
      // A part of an answer is an answer; without one, proxies and clients that know nothing of GraphQL may see what happened.
      if (singleResult.data == null) response.http.status = 503;
    },
  };
  const apollo = new ApolloServer<RequestContext>({
    schema,
    // Apollo's landing page would run a script from another server on this origin, with the session of the person who looks.
    plugins: [{ requestDidStart: async () => guard }, ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled()],
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // The guard reads documents, remembers them and validates them.
    documentStore: null,
    formatError: formatWithCause,
    persistedQueries: { cache: trustedDocuments() },
  });
  await apollo.start();
  return apollo;
}

/** What Apollo looks at in a request's headers. */
const HEADERS_OF_INTEREST = ['content-type', 'accept', 'x-apollo-operation-name', 'apollo-require-preflight'];

/** Answers one GraphQL request over HTTP. */
export async function serveGraphql(services: Services, apollo: ApolloServer<RequestContext>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const language = languageOf(request.headers['accept-language']);
  const refuse = (status: number, error: unknown, code?: string) =>
    sendJson(response, status, { errors: presentErrors(services, [{ error, formatted: { message: error instanceof Error ? error.message : '', extensions: { code } } }], language) });
  let body: unknown;
  if (request.method === 'POST') {
    try {
      body = JSON.parse((await readBody(request, BODY_LIMIT_BYTES)).toString('utf8'));
    } catch (error) {
      if (error instanceof BodyTooLarge) return refuse(413, limitExceeded('body.tooLarge', { max: BODY_LIMIT_BYTES / 1024 }));
      return refuse(400, new SyntaxError('the body is not JSON'), 'BAD_REQUEST');
    }
  }
  let context: RequestContext;
  try {
    // Apollo would tell the client why this failed, in the database's words.
    context = await createRequestContext(services, request, (token) => response.appendHeader('set-cookie', sessionCookie(token, services.env.publicUrl.startsWith('https:'))));
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
  const answer = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest: { method: request.method ?? 'GET', headers, search, body }, context: async () => context });
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.setHeader('cache-control', 'no-store');
  response.statusCode = answer.status ?? 200;
  // Nothing here is answered in parts.
  if (answer.body.kind !== 'complete') throw new Error('an answer in parts');
  response.end(response.statusCode >= 400 ? presentRefusal(services, answer.body.string, language) : answer.body.string);
}

/** Requests that Apollo refuses before it knows an operation pass by the plugin that presents errors; here they are caught up. */
function presentRefusal(services: Services, body: string, language: Language): string {
  let answer: { errors?: GraphQLFormattedError[] };
  try {
    answer = JSON.parse(body) as typeof answer;
  } catch {
    return body;
  }
  const errors = answer.errors?.map((formatted) => (formatted.extensions?.key === undefined ? presentErrors(services, [{ error: undefined, formatted }], language)[0] : formatted));
  return JSON.stringify({ ...answer, errors });
}
