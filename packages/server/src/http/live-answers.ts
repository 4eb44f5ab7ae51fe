import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { nobodyAsks, questionOf } from '../asked-by-nobody.js';
import type { RequestContext, Services } from '../context.js';

/** One subscription of one socket. */
export interface LiveSubscription extends ExecutionArgs {
  /** The socket's own name for it. */
  readonly id: string;
  readonly socket: Pick<WebSocket, 'readyState' | 'OPEN'>;
  /** What the socket's frames go over. */
  readonly wire: Pick<Duplex, 'write'>;
  readonly services: Services;
  /** Who asks, looked up again: a session may have ended since. */
  whoAsks(): Promise<RequestContext>;
}

/** An answer as it is sent, or the faults in it, which each socket is told in its own language. */
type Answer = { readonly text: Buffer } | { readonly faulty: ExecutionResult };

// A state of the hub is one object for all who watch it, so what was answered to one is the answer to everybody with the same question.
const answers = new WeakMap<object, Map<string, Promise<Answer | undefined>>>();
async function answer(state: object, args: LiveSubscription, contextValue: RequestContext): Promise<Answer> {
  const result = await execute({ ...args, contextValue, rootValue: state });
  return result.errors === undefined ? { text: Buffer.from(JSON.stringify(result)) } : { faulty: result };
}

/** The answer that does not depend on who asks; undefined where it does. */
async function answerToAnybody(state: object, args: LiveSubscription): Promise<Answer | undefined> {
  const { context, wasLookedAt } = nobodyAsks(args.services);
  const found = await answer(state, args, context);
  return wasLookedAt() ? undefined : found;
}

/** Executes and encodes a question about a state once, however many sockets ask it; where the answer depends on who asks, for each of them. */
async function answerOnce(state: object, args: LiveSubscription, question: string): Promise<Answer> {
  const known = answers.get(state) ?? new Map<string, Promise<Answer | undefined>>();
  answers.set(state, known);
  const toAnybody = known.get(question) ?? answerToAnybody(state, args);
  known.set(question, toAnybody);
  return (await toAnybody) ?? answer(state, args, await args.whoAsks());
}

const AFTER_ANSWER = '}';

/** A message as one frame. `ws` gives the system head and text apart, which for a crowd costs a third more. */
function frameOf(beforeAnswer: string, text: Buffer): Buffer {
  const beforeLength = Buffer.byteLength(beforeAnswer);
  const length = beforeLength + text.length + AFTER_ANSWER.length;
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headLength + length);
  // The last frame of a message, and its only one, of text.
  frame[0] = 0x81;
  if (headLength === 2) frame[1] = length;
  else if (headLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(beforeAnswer, headLength);
  text.copy(frame, headLength + beforeLength);
  frame.write(AFTER_ANSWER, headLength + length - AFTER_ANSWER.length);
  return frame;
}

/** Resolves once the system has taken the frame: true, or false when the socket is gone. */
function send({ socket, wire }: LiveSubscription, frame: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve(false);
    wire.write(frame, (error) => resolve(error == null));
  });
}

/**
 * Subscribes a socket to live states and sends it each one itself. The next state is taken only when the last one has left: the hub keeps
 * the newest alone, so a slow socket skips what it missed and costs no memory. What comes out of the iterator are only faults.
 */
export async function subscribeLive(args: LiveSubscription): Promise<AsyncGenerator<ExecutionResult, undefined> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const states = source[Symbol.asyncIterator]() as AsyncIterator<object>;
  const question = questionOf(args);
  const beforeAnswer = `{"id":${JSON.stringify(args.id)},"type":"next","payload":`;
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    await states.return?.();
    return { done: true, value: undefined };
  };
  return {
    async next() {
      for (;;) {
        const { done, value: state } = await states.next();
        if (done === true) return { done: true, value: undefined };
        const given = await answerOnce(state, args, question);
        if ('faulty' in given) return { done: false, value: given.faulty };
        if (!(await send(args, frameOf(beforeAnswer, given.text)))) return end();
      }
    },
    return: end,
    async throw(error: unknown) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() { return this; },
  } as AsyncGenerator<ExecutionResult, undefined>;
}
