import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import type { Database } from './db/database.js';
import { BatchedRead } from './db/batched-read.js';
import type { Env } from './env.js';
import { forbidden, unauthenticated } from './errors.js';
import type { Clock } from './lib/clock.js';
import type { LiveHub } from './live/hub.js';
import type { Mailer } from './mail.js';
import type { Texter } from './texts/texter.js';
import type { Language } from './messages/index.js';
import {
  holds,
  scopeOf,
  unitCondition,
  type CityPermission,
  type Permission,
  type RoleHolder,
  type UnitPermission,
} from './permission.js';

export enum PlatformRole {
  ADMIN = 'ADMIN',
  REVIEWER = 'REVIEWER',
  TREASURER = 'TREASURER',
  AUDITOR = 'AUDITOR',
  CASEWORKER = 'CASEWORKER',
  KEEPER = 'KEEPER',
  COORDINATOR = 'COORDINATOR',
}

/** The roles that can be held for one unit. The others concern the money or the people of the whole city. */
export const UNIT_ROLES: readonly PlatformRole[] = [
  PlatformRole.REVIEWER,
  PlatformRole.CASEWORKER,
  PlatformRole.KEEPER,
  PlatformRole.COORDINATOR,
];

/** The signed-in person, as services see it. */
export interface ViewerSession extends RoleHolder {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  /** Set when the person holds roles that do not count, because they have no second factor and it is demanded. */
  readonly rolesWithheld?: boolean;
  /** When the person last proved who they are; null when the session does not know. */
  readonly provedAt?: Date | null;
  /** The digest of the request's token, by which the session can be renewed; absent for a token that was renewed. */
  readonly tokenHash?: string;
  /** Set when the person was given a role since the session's token was made. */
  readonly renewalDue?: boolean;
}

/** Why a session has ended by itself: nobody used it, or its time was over. */
export enum SessionEnd {
  IDLE = 'IDLE',
  OVER = 'OVER',
}

/** The server's services, which are the same for every request. */
export interface Services {
  readonly env: Env;
  readonly db: Database;
  readonly clock: Clock;
  readonly live: LiveHub;
  readonly mailer: Mailer;
  /** Sends text messages; null where the settings name no provider. */
  readonly texter: Texter | null;
  readonly log: Logger;
}

/**
 * One request or one subscription event: the viewer, the language and the client. Loaders live as long as this object.
 */
export interface RequestContext extends Services {
  /** Null when signed out. A sign-in sets it for the rest of the request. */
  viewer: ViewerSession | null;
  /** Why the session of the request's token has ended; absent when the token is unknown or valid. */
  readonly sessionEnd?: SessionEnd | null;
  readonly language: Language;
  /** The client's network address, for rate limits. The address is never stored with personal data. */
  readonly address: string;
  readonly userAgent: string;
  /** The id of the request, under which the trace keeps together what one request did. */
  readonly requestId: string;
  /** The token by which the browser proves that it was signed in to an account before, or null. */
  readonly deviceToken: string | null;
  /** Sets the cookie of `deviceToken`. */
  setDeviceToken(token: string): void;
  /** Sets the session cookie or, with null, clears it. */
  setSessionToken(token: string | null): void;
}

/** What services need to know of a request to decide who may do something. */
export type Asker = Pick<RequestContext, 'viewer' | 'sessionEnd' | 'env' | 'clock'>;

/** Returns the signed-in viewer. Throws UNAUTHENTICATED when nobody is signed in, and says so when a session ended. */
export function requireViewer({ viewer, sessionEnd }: Pick<Asker, 'viewer' | 'sessionEnd'>): ViewerSession {
  if (viewer === null) throw unauthenticated(sessionEnd ? `session.${sessionEnd}` : 'signInFirst');
  return viewer;
}

/** Whether the viewer holds a role that has `permission`. */
export const may = ({ viewer }: Pick<RequestContext, 'viewer'>, permission: CityPermission): boolean =>
  viewer !== null && holds(viewer, permission);

/** Whether the viewer holds `permission` for the unit. `manager` is that of the transaction that decides. */
export async function mayIn(
  { viewer, db }: Pick<RequestContext, 'viewer' | 'db'>,
  permission: UnitPermission,
  organizationId: string,
  manager: EntityManager = db.read,
): Promise<boolean> {
  const scope = viewer === null ? [] : scopeOf(viewer, permission);
  if (scope === 'CITY') return true;
  if (scope.length === 0) return false;
  const found = await manager.query<unknown[]>(
    `SELECT 1 FROM organizations WHERE id = ? AND ${unitCondition(scope, 'id')}`,
    [organizationId],
  );
  return found.length > 0;
}

/**
 * Whether the viewer proved who they are so recently that they may use `permission`. `may` and `mayIn` do not ask for a
 * proof, because pages show what somebody may do before they do it.
 */
export function hasProof({ env, clock, viewer }: Omit<Asker, 'sessionEnd'>, permission: Permission): boolean {
  if (permission.needsProof !== true || env.proofMinutes === 0) return true;
  const provedAt = viewer?.provedAt;
  return provedAt != null && clock.now().getTime() < provedAt.getTime() + env.proofMinutes * 60_000;
}

/** The refusal of an act whose permission needs a newer proof. The same request is accepted after `proveIdentity`. */
export function requireProof(context: Asker, permission: Permission): void {
  if (!hasProof(context, permission))
    throw forbidden(PROOF_REQUIRED, { minutes: context.env.proofMinutes, permission: permission.name });
}

/** The key of that refusal, by which pages know that they have to ask for a proof. */
export const PROOF_REQUIRED = 'identity.proofRequired';

/**
 * Returns the signed-in viewer. Throws FORBIDDEN, with the name of the role, when the viewer holds `permission` neither
 * for the whole city nor for any unit, and UNAUTHENTICATED when nobody is signed in. Where the permission needs a proof
 * of the person, an old one is refused with FORBIDDEN as well. A decision on a project or a unit needs
 * `requirePermissionIn` as well.
 */
export function requirePermission(context: Asker, permission: Permission): ViewerSession {
  const viewer = requireHolder(context, permission);
  requireProof(context, permission);
  return viewer;
}

/** Like `requirePermission`, without a proof of the person: for what only tells that something waits or has changed. */
export function requireHolder(context: Asker, permission: Permission): ViewerSession {
  const viewer = requireViewer(context);
  if (!holds(viewer, permission)) {
    throw viewer.rolesWithheld === true
      ? forbidden('secondFactor.demanded')
      : forbidden('needsRole', { role: permission.roles[0] });
  }
  return viewer;
}

/** Like `requirePermission`, for an act that concerns one unit: the viewer's role has to cover the unit. */
export async function requirePermissionIn(
  context: Asker & Pick<RequestContext, 'db'>,
  permission: UnitPermission,
  organizationId: string,
  manager?: EntityManager,
): Promise<ViewerSession> {
  const viewer = requireHolder(context, permission);
  if (!(await mayIn(context, permission, organizationId, manager)))
    throw forbidden('needsRoleInUnit', { role: permission.roles[0] });
  requireProof(context, permission);
  return viewer;
}

/** Reads by key and caches each value for one request, so that a key has the same value throughout the request. */
export class RequestLoader<K extends string, V> {
  private readonly answers = new Map<K, Promise<V>>();

  constructor(private readonly find: (key: K) => Promise<V>) {}

  load(key: K): Promise<V> {
    let answer = this.answers.get(key);
    if (answer === undefined) this.answers.set(key, (answer = this.find(key)));
    return answer;
  }

  /** Reads the value from the database and not from the cache, because a decision needs the current value. */
  loadFresh(key: K): Promise<V> {
    this.answers.delete(key);
    return this.load(key);
  }

  loadMany(keys: readonly K[]): Promise<V[]> {
    return Promise.all(keys.map((key) => this.load(key)));
  }
}

export type Loader<K extends string, V> = (context: RequestContext) => RequestLoader<K, V>;

/**
 * Declares a loader. `batch` returns one value for each key, in the order of the keys, independently of the viewer. One
 * call of `batch` serves all fields of all requests of one turn of the event loop, so that many visits to one page cost
 * one query. The values are shared and therefore frozen.
 */
export function defineLoader<K extends string, V>(
  batch: (services: Services, keys: readonly K[]) => Promise<readonly V[]>,
): Loader<K, V> {
  const readOf = onePerServer(
    (services) =>
      new BatchedRead<V>(async (keys) => {
        const values = await batch(services, keys as readonly K[]);
        return new Map(keys.map((key, index) => [key, frozen(values[index]!)]));
      }),
  );
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

/** Drops the loaders of a request, because the values they hold are stale after its own write. */
export const clearLoaders = (context: RequestContext): void => void loadersOf.delete(context);

/** Returns the services of `context` only: objects that outlive a request must not keep its viewer. */
export const servicesOf = ({ env, db, clock, live, mailer, texter, log }: Services): Services => ({
  env,
  db,
  clock,
  live,
  mailer,
  texter,
  log,
});

/** Returns a function that makes one `T` for each server, at the first call. */
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

/** Freezes `value`, an entity or a list of entities, because many requests share it and none may change it. */
function frozen<V>(value: V): V {
  if (Array.isArray(value)) for (const item of value) Object.freeze(item);
  return Object.freeze(value);
}
