import { createSourceEventStream, execute, type DocumentNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';

/** One subscription of one socket. */
export interface LiveSubscription extends ExecutionArgs {
  /** The socket's own name for it. */
  readonly id: string;
  readonly socket: WebSocket;
}

/** A socket that takes nothing for so long is stuck. */
const STUCK_AFTER_MS = 15_000;

/** An answer as it is sent, or the faults in it, which each socket is told in its own language. */
type Answer = { readonly text: string } | { readonly faulty: ExecutionResult };

// A state of the hub is one object for all who watch it, so what was answered to one is the answer to everybody with the same question.
const answers = new WeakMap<object, Map<string, Promise<Answer>>>();
const documentNumbers = new WeakMap<DocumentNode, number>();
let documents = 0;

/** The same for the same document with the same variables. */
function questionOf({ document, operationName, variableValues }: ExecutionArgs): string {
  const number = documentNumbers.get(document) ?? (documents += 1);
  documentNumbers.set(document, number);
  return JSON.stringify([number, operationName, variableValues]);
}

async function answer(state: object, args: ExecutionArgs): Promise<Answer> {
  const result = await execute({ ...args, rootValue: state });
  return result.errors === undefined ? { text: JSON.stringify(result) } : { faulty: result };
}

/** Executes and encodes a question about a state once, however many sockets ask it. */
function answerOnce(state: object, args: ExecutionArgs, question: string): Promise<Answer> {
  const known = answers.get(state) ?? new Map<string, Promise<Answer>>();
  answers.set(state, known);
  const first = known.get(question) ?? answer(state, args);
  known.set(question, first);
  return first;
}

/** Resolves once the system has taken `text`: true, or false when the socket is gone or stuck, and then it is closed. */
function send(socket: WebSocket, text: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve(false);
    const stuck = setTimeout(() => {
      socket.terminate();
      resolve(false);
    }, STUCK_AFTER_MS);
    socket.send(text, (error) => {
      clearTimeout(stuck);
      resolve(error == null);
    });
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
        if (!(await send(args.socket, `${beforeAnswer}${given.text}}`))) return end();
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
