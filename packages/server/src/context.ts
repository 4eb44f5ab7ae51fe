import type { Logger } from 'pino';
import type { Database, Tx } from './db/database.js';
import { GatheredRead } from './db/gathered-read.js';
import type { Env } from './env.js';
import { forbidden, unauthenticated, type DomainError } from './errors.js';
import type { Clock } from './lib/clock.js';
import type { LiveHub } from './live/hub.js';
import type { Mailer } from './mail.js';
import type { Language } from './messages/index.js';

export enum PlatformRole {
  ADMIN = 'ADMIN',
  REVIEWER = 'REVIEWER',
  TREASURER = 'TREASURER',
}

/** Who is signed in, as services see it. */
export interface ViewerSession {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly roles: ReadonlySet<PlatformRole>;
}

/** Why an ended project cannot come back, or null; asked within the transaction that holds its lock. */
export type ReturnRefusal = (tx: Tx, project: { readonly id: string }) => Promise<DomainError | null>;

/** Why a project of this organisation may not be handed to the reviewers now; null where nothing speaks against it. */
export type SubmissionRefusal = (tx: Tx, project: { readonly organizationId: string }) => Promise<DomainError | null>;

/** Those of these bank references, as references are compared, that something other than a pledge has used. */
export type ReferenceUse = (tx: Tx, references: readonly string[]) => Promise<ReadonlySet<string>>;

/** What the server is made of; the same for every request. */
export interface Services {
  readonly env: Env;
  readonly db: Database;
  readonly clock: Clock;
  readonly live: LiveHub;
  readonly mailer: Mailer;
  readonly log: Logger;
  /** Asked in turn when a project is submitted. Modules downstream of projects speak here, which projects must not know. */
  readonly submissionRefusals: readonly SubmissionRefusal[];
  /** Asked in turn when a payment is confirmed by hand. Modules downstream of pledges say here which bank references they have used. */
  readonly referenceUses: readonly ReferenceUse[];
  /** Asked in turn before money comes into a project that time ended, which may bring it back. Modules downstream of pledges speak here. */
  readonly returnRefusals: readonly ReturnRefusal[];
}

/** One request or one subscription event: who asks, and from where. Loaders live as long as this does. */
export interface RequestContext extends Services {
  /** Null when signed out; signing in sets it for the rest of the request. */
  viewer: ViewerSession | null;
  readonly language: Language;
  /** The network address that asks, for limits; never stored with personal data. */
  readonly address: string;
  readonly userAgent: string;
  /** Sets or, with null, clears the session cookie. */
  setSessionToken(token: string | null): void;
}

/** The signed-in viewer, or UNAUTHENTICATED. */
export function requireViewer(context: Pick<RequestContext, 'viewer'>): ViewerSession {
  if (context.viewer === null) throw unauthenticated();
  return context.viewer;
}

/** The signed-in viewer with `role`, or a refusal. */
export function requireRole(context: RequestContext, role: PlatformRole): ViewerSession {
  const viewer = requireViewer(context);
  if (!viewer.roles.has(role)) throw forbidden('needsRole', { role });
  return viewer;
}

export const hasRole = (context: RequestContext, role: PlatformRole): boolean => context.viewer?.roles.has(role) ?? false;

/** Reads by key for one request, which remembers what it was answered: within a request the same thing is the same. */
export class RequestLoader<K extends string, V> {
  private readonly answers = new Map<K, Promise<V>>();

  constructor(private readonly find: (key: K) => Promise<V>) {}

  load(key: K): Promise<V> {
    let answer = this.answers.get(key);
    if (answer === undefined) this.answers.set(key, (answer = this.find(key)));
    return answer;
  }

  /** Reads anew, whatever was answered before: for decisions, which rest on what is true now. */
  loadAnew(key: K): Promise<V> {
    this.answers.delete(key);
    return this.load(key);
  }

  loadMany(keys: readonly K[]): Promise<V[]> {
    return Promise.all(keys.map((key) => this.load(key)));
  }
}

export type Loader<K extends string, V> = (context: RequestContext) => RequestLoader<K, V>;

/**
 * Declares a loader; `batch` answers the keys in their order, whoever asks. It is asked once for what all fields of all requests need in
 * one turn of the event loop, so that a rush to one page costs a query, not one each. What it answers is shared, and therefore frozen.
 */
export function defineLoader<K extends string, V>(batch: (services: Services, keys: readonly K[]) => Promise<readonly V[]>): Loader<K, V> {
  const readOf = onePerServer((services) => new GatheredRead<V>(async (keys) => {
    const values = await batch(services, keys as readonly K[]);
    return new Map(keys.map((key, index) => [key, frozen(values[index]!)]));
  }));
  const loaderOf = (context: RequestContext): RequestLoader<K, V> => {
    let loaders = loadersOf.get(context);
    if (loaders === undefined) loadersOf.set(context, (loaders = new Map()));
    let loader = loaders.get(loaderOf) as RequestLoader<K, V> | undefined;
    if (loader === undefined) {
      const read = readOf(context);
      loader = new RequestLoader((key) => read.find(key) as Promise<V>);
      loaders.set(loaderOf, loader);
    }
    return loader;
  };
  return loaderOf;
}

/** The loaders that a request has used so far. */
const loadersOf = new WeakMap<RequestContext, Map<unknown, unknown>>();

/** Forgets what a request has read: after a write of its own it is old. */
export const forgetReads = (context: RequestContext): void => void loadersOf.delete(context);

/** Only what belongs to the server: what outlives a request must not keep its viewer. */
export const servicesOf = ({ env, db, clock, live, mailer, log, submissionRefusals, referenceUses, returnRefusals }: Services): Services => ({ env, db, clock, live, mailer, log, submissionRefusals, referenceUses, returnRefusals });

/** One of something for each server, made by whoever asks first. */
export function onePerServer<T>(make: (services: Services) => T): (services: Services) => T {
  const made = new WeakMap<Services['db'], T>();
  return (services) => {
    let one = made.get(services.db);
    if (one === undefined) {
      one = make(servicesOf(services));
      made.set(services.db, one);
    }
    return one;
  };
}

/** `value`, which many requests are to read and none may change: an entity, or a list of them. */
function frozen<V>(value: V): V {
  if (Array.isArray(value)) for (const item of value) Object.freeze(item);
  return Object.freeze(value);
}
