import { getOperationAST, GraphQLError, type DocumentNode, type ExecutionResult, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Services } from '../context.js';
import { badInput, limitExceeded } from '../errors.js';
import { faultsOfVariables } from '../few-faults.js';
import { languageOf } from '../messages/index.js';
import { presentFaults } from './graphql-http.js';
import { endWhenSilent } from './heartbeat.js';
import { subscribeLive, type LiveSubscription } from './live-answers.js';
import { assertShallow, modestyOf } from './limits.js';
import { documentReaderOf } from './read-document.js';
import { createRequestContext } from './request-context.js';

const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_SUBSCRIPTIONS_PER_SOCKET = 30;
/** How long a client may take to answer that the server goes away. */
const CLOSE_TIMEOUT_MS = 2_000;

/** What the protocol knows of a connection besides its messages. */
interface Extra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
}

export interface Subscriptions {
  /** How many sockets are open. */
  count(): number;
  close(): Promise<void>;
}

/** Subscriptions over graphql-transport-ws. Queries and mutations go over HTTP, which has their limits and their CSRF guard. */
export function serveSubscriptions(services: Services, schema: GraphQLSchema, server: Server): Subscriptions {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, handleProtocols });
  server.on('upgrade', (request, socket, head) => {
    // Node leaves this socket without a listener: without one here, a connection that breaks now would end the process.
    socket.on('error', () => socket.destroy());
    // Not by `new URL`, which throws on some of what strangers send.
    const path = request.url?.split('?', 1)[0];
    if (path !== '/graphql' || !isOwnOrigin(request.headers.origin, request.headers.host, services.env.publicUrl)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => open({ socket: webSocket, request }));
  });

  const languageIn = (extra: Extra) => languageOf(extra.request.headers['accept-language']);
  const present = (extra: Extra, errors: readonly GraphQLError[]): GraphQLFormattedError[] => presentFaults(services, errors, languageIn(extra));
  /** Errors of the protocol are GraphQL's; a refusal of ours is wrapped, and presented by its cause. The constructor would read its stack. */
  const refusal = (faults: readonly Error[]): readonly GraphQLError[] => faults.map((error) => (error instanceof GraphQLError ? error : Object.assign(new GraphQLError(error.message), { originalError: error })));

  const readDocument = documentReaderOf(schema);
  const assertModest = modestyOf(schema);

  /** The checked operation, or why it is refused: what Apollo Server does for HTTP. */
  const check = (query: string, operationName: string | null | undefined, variables: Record<string, unknown>): DocumentNode | readonly GraphQLError[] => {
    const result = readDocument(query);
    if ('faults' in result) return refusal(result.faults);
    const operation = getOperationAST(result.document, operationName);
    try {
      if (operation?.operation !== 'subscription') throw badInput('query', 'query.onlySubscriptions');
      assertShallow(variables);
      assertModest(result.document, operation, variables);
      const faults = faultsOfVariables(schema, operation, variables);
      return faults.length > 0 ? faults : result.document;
    } catch (error) {
      return refusal([error as Error]);
    }
  };

  const running = new WeakMap<object, number>();
  const protocol = makeServer<Record<string, unknown> | undefined, Extra>({
    schema,
    subscribe: (args) => subscribeLive(args as LiveSubscription),
    async onSubscribe({ extra: { socket, request } }, id, payload): Promise<LiveSubscription | readonly GraphQLError[]> {
      const document = check(payload.query, payload.operationName, payload.variables ?? {});
      if (!('kind' in document)) return document;
      const count = running.get(socket) ?? 0;
      if (count >= MAX_SUBSCRIPTIONS_PER_SOCKET) return refusal([limitExceeded('query.subscriptions', { max: MAX_SUBSCRIPTIONS_PER_SOCKET })]);
      running.set(socket, count + 1);
      const whoAsks = () => createRequestContext(services, request, () => undefined);
      return { schema, document, operationName: payload.operationName, variableValues: payload.variables, contextValue: await whoAsks(), id, socket, wire: request.socket, services, whoAsks };
    },
    onComplete: ({ extra: { socket } }) => void running.set(socket, Math.max(0, (running.get(socket) ?? 1) - 1)),
    onError: ({ extra }, _id, _payload, errors) => present(extra, errors),
    onNext: ({ extra }, _id, _payload, _args, result: ExecutionResult) => (result.errors === undefined ? undefined : { ...result, errors: present(extra, result.errors) as never }),
  });

  const open = ({ socket, request }: Extra) => {
    const fail = (error: unknown) => {
      services.log.warn({ err: error }, 'a live connection failed');
      // Not the reason, which would tell the client what went wrong inside.
      socket.close(CloseCode.InternalServerError, 'Internal server error');
    };
    // What breaks the rules of WebSocket, such as a message that is too long, `ws` closes itself, with the code that says so.
    socket.on('error', () => undefined);
    endWhenSilent(socket);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => new Promise((resolve) => {
          if (socket.readyState === socket.OPEN) socket.send(text, () => resolve());
          else resolve();
        }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) => socket.on('message', (data) => void take(String(data)).catch(fail)),
      },
      { socket, request },
    );
    socket.once('close', (code, reason) => void closed(code, String(reason)).catch(fail));
  };

  return {
    count: () => sockets.clients.size,
    async close() {
      const left = [...sockets.clients];
      // Code 1001 tells clients that the server goes away, so they come back to the next one.
      for (const socket of left) socket.close(1001, 'Going away');
      // A client that went away without a word would hold the stop up for half a minute.
      const hurry = setTimeout(() => left.forEach((socket) => socket.terminate()), CLOSE_TIMEOUT_MS);
      await new Promise((resolve) => sockets.close(resolve));
      clearTimeout(hurry);
    },
  };
}

/** Browsers send an Origin; only our own pages may open a socket that carries the session cookie. Other clients send none. */
function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || new URL(origin).origin === new URL(publicUrl).origin;
}
