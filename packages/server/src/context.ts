import DataLoader from 'dataloader';
import type { Logger } from 'pino';
import type { Database, Tx } from './db/database.js';
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

/** Why a project of this organisation may not be handed to the reviewers now; null where nothing speaks against it. */
export type SubmissionRefusal = (tx: Tx, project: { readonly organizationId: string }) => Promise<DomainError | null>;

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
export function requireViewer(context: RequestContext): ViewerSession {
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

/** Loads what many fields of one request ask for in one query. */
export type Loader<K, V> = (context: RequestContext) => DataLoader<K, V>;

/** Declares a loader; `batch` answers the keys in their order. One instance a request, made at first use. */
export function defineLoader<K, V>(batch: (context: RequestContext, keys: readonly K[]) => Promise<readonly V[]>): Loader<K, V> {
  const instances = new WeakMap<RequestContext, DataLoader<K, V>>();
  return (context) => {
    let loader = instances.get(context);
    if (loader === undefined) {
      loader = new DataLoader((keys) => batch(context, keys).then((values) => [...values]));
      instances.set(context, loader);
    }
    return loader;
  };
}
