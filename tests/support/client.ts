import { readFileSync } from 'node:fs';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { buildSchema, isEnumType, print, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import { createClient, type Client as SocketClient } from 'graphql-ws';
import WebSocket from 'ws';

export type Operation<Data, Variables> = TypedDocumentNode<Data, Variables> | string;
/**
 * Variables as a test may send them. They are often wrong on purpose, so an operation given as plain text takes any.
 */
export type VariablesOf<Variables> = Variables | Record<string, unknown>;

export interface Answer<Data> {
  data: Data | null;
  errors: GraphQLFormattedError[];
}

export interface Refusal {
  code: string;
  /** The key of the message. */
  key: string | undefined;
  field: string | undefined;
  message: string;
}

/** An upper bound for a wait; a wait ends as soon as its event arrives. */
const WAIT_MS = 20_000;

/**
 * The telephone numbers and mail addresses that guests have given in this run, and the numbers of accounts. Whatever a
 * story is about, no answer may contain one.
 */
const phones = new Set<string>();

const MOBILE = /^(?:\+86)?\s*1[3-9]\d{9}$/;

function notePhone(variables: unknown): void {
  const { input, number } = (variables ?? {}) as {
    input?: { guest?: { phone?: unknown; email?: unknown } | null } | null;
    number?: unknown;
  };
  const email = input?.guest?.email;
  if (typeof email === 'string' && /.@.+\../.test(email)) phones.add(email.trim());
  const phone = typeof number === 'string' && MOBILE.test(number) ? number : input?.guest?.phone;
  if (typeof phone === 'string' && phone.replace(/\D/g, '').length >= 7)
    phones.add(phone).add(phone.replace(/\D/g, ''));
}

function assertNoPhone(what: string, answer: string): void {
  const told = [...phones].find((phone) => answer.includes(phone));
  if (told !== undefined)
    throw new Error(
      `${what} was answered with a telephone number or a guest's mail address (${told}), which is never public: ${answer.slice(0, 500)}`,
    );
}

const SCHEMA = buildSchema(readFileSync(new URL('../../packages/schema/schema.graphql', import.meta.url), 'utf8'));
const ENUM_VALUES = Object.values(SCHEMA.getTypeMap())
  .filter(isEnumType)
  .flatMap((type) => type.getValues().map(({ name }) => name));
const ENUM_VALUE = new RegExp(`(?<![A-Z0-9_])(?:${[...new Set(ENUM_VALUES)].join('|')})(?![A-Z0-9_])`);

/**
 * Whatever a story is about, no refusal may show a person a value in the notation of programs. GraphQL's own messages
 * about a malformed request are excepted, because they are for programs.
 */
function assertWords(what: string, { message, extensions }: GraphQLFormattedError): void {
  const value = extensions?.key === 'malformedRequest' ? undefined : ENUM_VALUE.exec(message)?.[0];
  if (value !== undefined)
    throw new Error(`${what} was refused with the enum value ${value} in its sentence: ${message}`);
}

const textOf = (operation: DocumentNode | string) => (typeof operation === 'string' ? operation : print(operation));
const nameOf = (text: string) =>
  /\b(?:query|mutation|subscription)\s+(\w+)/.exec(text)?.[1] ?? /\{\s*(\w+)/.exec(text)?.[1] ?? 'the operation';

function refusalOf(error: GraphQLFormattedError): Refusal {
  const { code, key, field } = (error.extensions ?? {}) as { code?: string; key?: string; field?: string };
  return { code: code ?? 'NO_CODE', key, field, message: error.message };
}

const describe = ({ code, field, message }: Omit<Refusal, 'key'>) =>
  `${code}${field === undefined ? '' : ` (${field})`}: ${message}`;

/** One browser: it keeps its own cookies, over HTTP and WebSocket alike. */
export class Client {
  private readonly jar = new Map<string, string>();
  private socket: SocketClient | undefined;

  constructor(
    /** The address of the server, without a path. */
    readonly url: string,
    private readonly language = 'zh-CN',
  ) {}

  /** Sends any request to the server with this client's cookies. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.jar.size > 0) headers.set('cookie', this.cookieHeader);
    if (!headers.has('accept-language')) headers.set('accept-language', this.language);
    const response = await fetch(new URL(path, this.url), { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  /** Sends an operation and returns the whole response, refusals included. */
  async execute<Data = any, Variables = Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    variables?: VariablesOf<Variables>,
  ): Promise<Answer<Data>> {
    const query = textOf(operation);
    notePhone(variables);
    const response = await this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const body = await response.text();
    // The one operation that shows a treasurer a number, on record.
    if (!query.includes('readDonorPhone')) assertNoPhone(nameOf(query), body);
    let answer: Partial<Answer<Data>>;
    try {
      answer = JSON.parse(body) as Partial<Answer<Data>>;
    } catch {
      throw new Error(`${nameOf(query)} was answered with HTTP ${response.status} and no JSON: ${body.slice(0, 500)}`);
    }
    const { data = null, errors = [] } = answer;
    for (const error of errors) assertWords(nameOf(query), error);
    return { data, errors };
  }

  /** Sends an operation that has to succeed; returns its data. */
  async must<Data = any, Variables = Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    variables?: VariablesOf<Variables>,
  ): Promise<Data> {
    const { data, errors } = await this.execute(operation, variables);
    if (errors.length === 0 && data !== null) return data;
    throw new Error(
      [
        `${nameOf(textOf(operation))} had to succeed, but the server refused it: ${errors.map((error) => describe(refusalOf(error))).join('; ') || 'no data and no error'}`,
        `Variables: ${JSON.stringify(variables ?? {})}`,
        'Mend the variables or the state that the story has reached; where a refusal is what the story expects, use refused() instead.',
      ].join('\n'),
    );
  }

  /** Sends an operation that has to be refused; returns the first refusal. */
  async refused<Data = any, Variables = Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    variables?: VariablesOf<Variables>,
  ): Promise<Refusal> {
    const { data, errors } = await this.execute(operation, variables);
    const [first] = errors;
    if (first !== undefined) return refusalOf(first);
    throw new Error(
      [
        `${nameOf(textOf(operation))} had to be refused, but the server accepted it: ${JSON.stringify(data)}`,
        `Variables: ${JSON.stringify(variables ?? {})}`,
        'Either a rule is missing in the server, or the story sends something that is allowed.',
      ].join('\n'),
    );
  }

  /** Subscribes over WebSocket, as this client. */
  subscribe<Data = any, Variables = Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    variables?: VariablesOf<Variables>,
  ): Feed<Data> {
    const query = textOf(operation);
    const headers = () => ({
      ...(this.jar.size > 0 && { cookie: this.cookieHeader }),
      'accept-language': this.language,
    });
    this.socket ??= createClient({
      url: `${this.url.replace(/^http/, 'ws')}/graphql`,
      // Reconnecting would hide from a test that the server closed the connection.
      retryAttempts: 0,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string | string[]) {
          super(address, protocols, { headers: headers() });
        }
      },
    });
    return new Feed<Data>(this.socket, query, variables as Record<string, unknown> | undefined);
  }

  /** Opens a second window of the same person. It starts with the same cookies and then keeps its own. */
  clone(language = this.language): Client {
    const twin = new Client(this.url, language);
    for (const [name, value] of this.jar) twin.jar.set(name, value);
    return twin;
  }

  async close(): Promise<void> {
    await this.socket?.dispose();
    this.socket = undefined;
  }

  /** The cookies in the form in which a browser takes them over. */
  get cookies(): { name: string; value: string; url: string }[] {
    return [...this.jar].map(([name, value]) => ({ name, value, url: this.url }));
  }

  get cookieHeader(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const gone = value === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute));
    if (gone) this.jar.delete(name);
    else this.jar.set(name, value);
  }
}

/** The events of a subscription, in order. */
export class Feed<Data> {
  /** All events so far. */
  readonly seen: Data[] = [];
  /** Resolves when the server or the test ends the subscription, with the reason where there is one. */
  readonly ended: Promise<unknown>;
  private taken = 0;
  private over: { reason: unknown } | undefined;
  private readonly waiting = new Set<() => void>();
  readonly stop: () => void;

  constructor(
    socket: SocketClient,
    private readonly query: string,
    variables: Record<string, unknown> | undefined,
  ) {
    let end!: (reason: unknown) => void;
    this.ended = new Promise((resolve) => {
      end = resolve;
    });
    const finish = (reason: unknown) => {
      this.over ??= { reason };
      end(this.over.reason);
      this.wake();
    };
    this.stop = socket.subscribe<Data>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors !== undefined) finish(new Error(errors.map((error) => describe(refusalOf(error))).join('; ')));
          else if (data != null) {
            assertNoPhone(nameOf(query), JSON.stringify(data));
            this.seen.push(data);
            this.wake();
          }
        },
        error: (reason) =>
          finish(
            Array.isArray(reason)
              ? new Error(reason.map((error: GraphQLFormattedError) => describe(refusalOf(error))).join('; '))
              : reason,
          ),
        complete: () => finish(undefined),
      },
    );
  }

  /** Returns the next event that has not been returned yet. */
  next(timeoutMs = WAIT_MS): Promise<Data> {
    return this.until(() => true, timeoutMs);
  }

  /** Returns the next event for which `accepts` holds and skips the events before it. */
  async until(accepts: (event: Data) => boolean, timeoutMs = WAIT_MS): Promise<Data> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      while (this.taken < this.seen.length) {
        const event = this.seen[this.taken++] as Data;
        if (accepts(event)) return event;
      }
      if (this.over !== undefined)
        throw new Error(
          `${nameOf(this.query)} ended before the awaited event: ${String((this.over.reason as Error | undefined)?.message ?? this.over.reason ?? 'completed')}`,
        );
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(
          `${nameOf(this.query)} sent nothing that the test waits for within ${timeoutMs} ms. The last event: ${JSON.stringify(this.seen.at(-1) ?? null)}`,
        );
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          this.waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, left);
        this.waiting.add(wake);
      });
    }
  }

  private wake(): void {
    for (const wake of this.waiting) wake();
  }
}
