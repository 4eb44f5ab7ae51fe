import { getOperationAST, GraphQLError, parse, validate, type DocumentNode, type ExecutionResult, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Server } from 'node:http';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Services } from '../context.js';
import { badInput, limitExceeded } from '../errors.js';
import { languageOf } from '../messages/index.js';
import { presentErrors } from './graphql-http.js';
import { subscribeLive, type LiveSubscription } from './live-answers.js';
import { assertWithinLimits, QUERY_LIMITS } from './limits.js';
import { createRequestContext } from './request-context.js';

const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_SUBSCRIPTIONS_PER_SOCKET = 30;
const MAX_DOCUMENTS = 500;
/** How long a client may take to answer that the server goes away. */
const CLOSE_TIMEOUT_MS = 2_000;

export interface Subscriptions {
  /** How many sockets are open. */
  count(): number;
  close(): Promise<void>;
}

/** Subscriptions over graphql-transport-ws. Queries and mutations go over HTTP, which has their limits and their CSRF guard. */
export function serveSubscriptions(services: Services, schema: GraphQLSchema, server: Server): Subscriptions {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  server.on('upgrade', (request, socket, head) => {
    // Node leaves this socket without a listener: without one here, a connection that breaks now would end the process.
    socket.on('error', () => socket.destroy());
    // Not by `new URL`, which throws on some of what strangers send.
    const path = request.url?.split('?', 1)[0];
    if (path !== '/graphql' || !isOwnOrigin(request.headers.origin, request.headers.host, services.env.publicUrl)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
  });

  const languageIn = (extra: Extra) => languageOf(extra.request.headers['accept-language']);
  const present = (extra: Extra, errors: readonly GraphQLError[]): GraphQLFormattedError[] =>
    presentErrors(services, errors.map((error) => ({ error, formatted: error.toJSON() })), languageIn(extra));
  const refusal = (error: unknown): readonly GraphQLError[] => [error instanceof GraphQLError ? error : new GraphQLError(String(error), { originalError: error as Error })];

  /** Documents that passed validation, by their text: a crowd that arrives asks the same question. */
  const checked = new Map<string, DocumentNode>();

  /** The checked operation, or why it is refused: what Apollo Server does for HTTP. */
  const check = (query: string, operationName: string | null | undefined, variables: Record<string, unknown>): DocumentNode | readonly GraphQLError[] => {
    try {
      const document = checked.get(query) ?? parse(query, { maxTokens: QUERY_LIMITS.tokens });
      if (!checked.has(query)) {
        const faults = validate(schema, document);
        if (faults.length > 0) return faults;
        // Our pages ask few different questions; a stranger who asks many must not fill the memory.
        if (checked.size >= MAX_DOCUMENTS) checked.clear();
        checked.set(query, document);
      }
      const operation = getOperationAST(document, operationName);
      if (operation?.operation !== 'subscription') return refusal(badInput('query', 'query.onlySubscriptions'));
      assertWithinLimits(schema, document, operation, variables);
      return document;
    } catch (error) {
      return refusal(error);
    }
  };

  const disposeAfter = async (close: () => void | Promise<void>) => {
    const left = [...sockets.clients];
    // A client that went away without a word would hold the stop up for half a minute.
    const hurry = setTimeout(() => left.forEach((socket) => socket.terminate()), CLOSE_TIMEOUT_MS);
    await close();
    clearTimeout(hurry);
  };

  const running = new WeakMap<object, number>();
  const protocol = useServer(
    {
      schema,
      // Otherwise the close reason tells the client what went wrong inside.
      isProd: true,
      subscribe: (args) => subscribeLive(args as LiveSubscription),
      async onSubscribe(context, id, payload): Promise<LiveSubscription | readonly GraphQLError[]> {
        const document = check(payload.query, payload.operationName, payload.variables ?? {});
        if (!('kind' in document)) return document;
        const count = running.get(context.extra.socket) ?? 0;
        if (count >= MAX_SUBSCRIPTIONS_PER_SOCKET) return refusal(limitExceeded('query.subscriptions', { max: MAX_SUBSCRIPTIONS_PER_SOCKET }));
        running.set(context.extra.socket, count + 1);
        return {
          schema, document, operationName: payload.operationName, variableValues: payload.variables,
          contextValue: await createRequestContext(services, context.extra.request, () => undefined),
          id, socket: context.extra.socket,
        };
      },
      onComplete: (context) => void running.set(context.extra.socket, Math.max(0, (running.get(context.extra.socket) ?? 1) - 1)),
      onError: (context, _id, _payload, errors) => present(context.extra, errors),
      onNext: (context, _id, _payload, _args, result: ExecutionResult) => (result.errors === undefined ? undefined : { ...result, errors: present(context.extra, result.errors) as never }),
    },
    sockets,
  );
  return {
    count: () => sockets.clients.size,
    // Code 1001 tells clients that the server goes away, so they come back to the next one.
    close: () => disposeAfter(() => protocol.dispose()),
  };
}

/** Browsers send an Origin; only our own pages may open a socket that carries the session cookie. Other clients send none. */
function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || new URL(origin).origin === new URL(publicUrl).origin;
}
