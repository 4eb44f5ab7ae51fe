import { GraphQLError, type ExecutionResult, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Services } from '../context.js';
import { limitExceeded } from '../errors.js';
import { MalformedRequest } from '../input-faults.js';
import { languageOf } from '../messages/index.js';
import { presentFaults } from './graphql-http.js';
import { endWhenSilent } from './heartbeat.js';
import { subscribeLive, type LiveSubscription } from './live-results.js';
import { operationCheckerOf } from './check-operation.js';
import { createRequestContext } from './request-context.js';
import { closeWithSession } from './session-sockets.js';
import { assertBodyWithinLimits } from './scan-body.js';

const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_SUBSCRIPTIONS_PER_SOCKET = 30;
/** How long a client may take to acknowledge the close at the server's stop. */
const CLOSE_TIMEOUT_MS = 2_000;

/** What the protocol library keeps of a connection besides its messages. */
interface Extra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
}

export interface Subscriptions {
  /** How many sockets are open. */
  count(): number;
  close(): Promise<void>;
}

/**
 * Serves subscriptions over graphql-transport-ws. Queries and mutations go over HTTP, which has its own limits and CSRF
 * guard.
 */
export function serveSubscriptions(services: Services, schema: GraphQLSchema, server: Server): Subscriptions {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, handleProtocols });
  server.on('upgrade', (request, socket, head) => {
    // Node removes its error listener from this socket. Without a listener here, a broken connection would end the
    // process.
    socket.on('error', () => socket.destroy());
    // The path is not parsed with `new URL`, which throws on some invalid requests.
    const path = request.url?.split('?', 1)[0];
    if (path !== '/graphql' || !isOwnOrigin(request.headers.origin, request.headers.host, services.env.publicUrl)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => open({ socket: webSocket, request }));
  });

  const languageIn = (extra: Extra) => languageOf(extra.request.headers['accept-language']);
  const present = (extra: Extra, errors: readonly GraphQLError[]): GraphQLFormattedError[] =>
    presentFaults(services, errors, languageIn(extra));
  /**
   * Converts faults into GraphQLErrors, which the protocol requires. A refusal of ours becomes the `originalError`, by
   * which the GraphQLError is presented. `originalError` is set afterwards, because the constructor would read the
   * refusal's stack.
   */
  const refusal = (faults: readonly Error[]): readonly GraphQLError[] =>
    faults.map((error) =>
      error instanceof GraphQLError
        ? error
        : Object.assign(new GraphQLError(error.message), {
            originalError: error,
            ...(error instanceof MalformedRequest && { locations: error.locations }),
          }),
    );

  const check = operationCheckerOf(schema);
  const running = new WeakMap<object, number>();
  const protocol = makeServer<Record<string, unknown> | undefined, Extra>({
    schema,
    subscribe: (args) => subscribeLive(args as LiveSubscription),
    async onSubscribe(
      { extra: { socket, request } },
      id,
      payload,
    ): Promise<LiveSubscription | readonly GraphQLError[]> {
      const checked = check(payload, 'webSocket');
      if ('faults' in checked) return refusal(checked.faults);
      const count = running.get(socket) ?? 0;
      if (count >= MAX_SUBSCRIPTIONS_PER_SOCKET)
        return refusal([limitExceeded('query.subscriptions', { max: MAX_SUBSCRIPTIONS_PER_SOCKET })]);
      running.set(socket, count + 1);
      const createContext = () => createRequestContext(services, request, () => undefined);
      const contextValue = await createContext();
      closeWithSession(contextValue, socket);
      return {
        schema,
        document: checked.document,
        operationName: payload.operationName,
        variableValues: payload.variables,
        contextValue,
        id,
        socket,
        wire: request.socket,
        services,
        createContext,
      };
    },
    onComplete: ({ extra: { socket } }) => void running.set(socket, Math.max(0, (running.get(socket) ?? 1) - 1)),
    onError: ({ extra }, _id, _payload, errors) => present(extra, errors),
    onNext: ({ extra }, _id, _payload, _args, result: ExecutionResult) =>
      result.errors === undefined ? undefined : { ...result, errors: present(extra, result.errors) as never },
  });

  const open = ({ socket, request }: Extra) => {
    const fail = (error: unknown) => {
      services.log.warn({ err: error }, 'a live connection failed');
      // The reason is left out, because it would tell the client what failed inside.
      socket.close(CloseCode.InternalServerError, 'Internal server error');
    };
    // `ws` itself closes a socket that breaks the rules of WebSocket, such as by a message that is too long, with the
    // matching code.
    socket.on('error', () => undefined);
    endWhenSilent(socket);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) =>
          new Promise((resolve) => {
            if (socket.readyState === socket.OPEN) socket.send(text, () => resolve());
            else resolve();
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) =>
          socket.on('message', (data) => {
            try {
              assertBodyWithinLimits(data as Buffer);
            } catch {
              // The message is not read, so the operation that the refusal belongs to is unknown.
              return socket.close(CloseCode.BadRequest, 'The message exceeds a limit');
            }
            void take(String(data)).catch(fail);
          }),
      },
      { socket, request },
    );
    socket.once('close', (code, reason) => void closed(code, String(reason)).catch(fail));
  };

  return {
    count: () => sockets.clients.size,
    async close() {
      const left = [...sockets.clients];
      // Code 1001 tells clients that the server goes away, so that they reconnect to the next server.
      for (const socket of left) socket.close(1001, 'Going away');
      // A client that disappeared without a close would delay the stop by half a minute.
      const hurry = setTimeout(() => left.forEach((socket) => socket.terminate()), CLOSE_TIMEOUT_MS);
      await new Promise((resolve) => sockets.close(resolve));
      clearTimeout(hurry);
    },
  };
}

/**
 * Whether an upgrade may open a socket that carries the session cookie. Browsers send an Origin, which must be that of
 * our own pages. Other clients send none.
 */
function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || new URL(origin).origin === new URL(publicUrl).origin;
}
