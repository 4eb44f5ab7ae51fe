import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { anonymousContext, operationKey } from '../anonymous-context.js';
import type { RequestContext, Services } from '../context.js';

/** One subscription of one socket. */
export interface LiveSubscription extends ExecutionArgs {
  /** The subscription's id, which the client chose. */
  readonly id: string;
  readonly socket: Pick<WebSocket, 'readyState' | 'OPEN'>;
  /** The stream that carries the socket's frames. */
  readonly wire: Pick<Duplex, 'write'>;
  readonly services: Services;
  /** Returns a new context. It reads the viewer again, because the session can end while the subscription runs. */
  createContext(): Promise<RequestContext>;
}

/** A result as encoded text, or a result with faults, which are presented to each socket in its own language. */
type Result = { readonly text: Buffer } | { readonly faulty: ExecutionResult };

// Caches results by state and operation key. The hub gives one state object to all who watch it, so one result serves
// all sockets with the same key.
const results = new WeakMap<object, Map<string, Promise<Result | undefined>>>();
async function executeFor(state: object, args: LiveSubscription, contextValue: RequestContext): Promise<Result> {
  const result = await execute({ ...args, contextValue, rootValue: state });
  return result.errors === undefined ? { text: Buffer.from(JSON.stringify(result)) } : { faulty: result };
}

/** Returns the result if it does not depend on the viewer, otherwise undefined. */
async function executeAnonymously(state: object, args: LiveSubscription): Promise<Result | undefined> {
  const { context, dependsOnClient } = anonymousContext(args.services);
  const found = await executeFor(state, args, context);
  return dependsOnClient() ? undefined : found;
}

/**
 * Executes and encodes an operation once per state for all sockets with the same key. If the result depends on the
 * viewer, the operation is executed for each socket.
 */
async function executeOnce(state: object, args: LiveSubscription, key: string): Promise<Result> {
  const known = results.get(state) ?? new Map<string, Promise<Result | undefined>>();
  results.set(state, known);
  const shared = known.get(key) ?? executeAnonymously(state, args);
  known.set(key, shared);
  return (await shared) ?? executeFor(state, args, await args.createContext());
}

const AFTER_RESULT = '}';

/**
 * Encodes a message as one WebSocket frame. `ws` would write header and text separately, which costs a third more with
 * many sockets.
 */
function frameOf(beforeResult: string, text: Buffer): Buffer {
  const beforeLength = Buffer.byteLength(beforeResult);
  const length = beforeLength + text.length + AFTER_RESULT.length;
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headLength + length);
  // FIN bit and text opcode: the message has one frame.
  frame[0] = 0x81;
  if (headLength === 2) frame[1] = length;
  else if (headLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(beforeResult, headLength);
  text.copy(frame, headLength + beforeLength);
  frame.write(AFTER_RESULT, headLength + length - AFTER_RESULT.length);
  return frame;
}

/** Resolves with true once the operating system has taken the frame, and with false when the socket is gone. */
function send({ socket, wire }: LiveSubscription, frame: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve(false);
    wire.write(frame, (error) => resolve(error == null));
  });
}

/**
 * Subscribes a socket to live states and sends each result to the socket itself. The next state is taken only after the
 * last frame was sent. The hub keeps only the newest state, so a slow socket skips what it missed and costs no memory.
 * The returned iterator yields results with faults only.
 */
export async function subscribeLive(
  args: LiveSubscription,
): Promise<AsyncGenerator<ExecutionResult, undefined> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const states = source[Symbol.asyncIterator]() as AsyncIterator<object>;
  const key = operationKey(args);
  const beforeResult = `{"id":${JSON.stringify(args.id)},"type":"next","payload":`;
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    await states.return?.();
    return { done: true, value: undefined };
  };
  return {
    async next() {
      for (;;) {
        const { done, value: state } = await states.next();
        if (done === true) return { done: true, value: undefined };
        const given = await executeOnce(state, args, key);
        if ('faulty' in given) return { done: false, value: given.faulty };
        if (!(await send(args, frameOf(beforeResult, given.text)))) return end();
      }
    },
    return: end,
    async throw(error: unknown) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  } as AsyncGenerator<ExecutionResult, undefined>;
}
