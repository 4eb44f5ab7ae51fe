import type { TestApp, TestUser } from './app.ts';
import { tablesIn } from './tables.ts';
import type { StagedProject, Town } from './town.ts';

// The types of the tables in `tests/stories/access`: who may do what, and who sees what.

export const ROLES = [
  'signed out',
  'stranger',
  'donor',
  'member',
  'editor',
  'owner',
  'rival',
  'reviewer',
  'treasurer',
  'admin',
  'insider',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];
export const SIGNED_IN = ROLES.filter((role) => role !== 'signed out');
export const MEMBERS: readonly Role[] = ['member', 'editor', 'owner', 'insider'];
export const EDITORS: readonly Role[] = ['editor', 'owner'];
export const REVIEWERS: readonly Role[] = ['reviewer', 'insider'];

export type Variables = Record<string, unknown>;
export type Code = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'INVALID_STATE';

export interface Rule {
  /** The mutation's name in the schema; `pnpm check` finds names that do not exist. */
  mutation: string;
  as?: string;
  /** Returns the variables. Each permitted role gets new ones, because the mutation succeeds for each. */
  target: (town: Town, role: Role) => Promise<Variables> | Variables;
  allowed: readonly Role[];
  /**
   * The code with which the other roles are refused; FORBIDDEN where none is given. Signed out it is UNAUTHENTICATED.
   */
  refused?: Partial<Record<Role, Code>>;
  otherwise?: Code;
  /** Of the permitted roles, whose own the target is: they need no platform role for it. */
  own?: readonly Role[];
  /** Sends the mutation from a browser of its own, because it ends sessions. */
  ownBrowser?: boolean;
  undo?: (town: Town) => Promise<unknown>;
}

/** The roles that see something, with the auditor, who sees all that staff see. */
export const withAuditor = (roles: readonly Role[]): readonly Role[] =>
  roles.some((role) => ['reviewer', 'treasurer', 'admin'].includes(role)) ? [...roles, 'auditor'] : roles;

export const hiddenFrom = (seen: readonly Role[]): Partial<Record<Role, Code>> =>
  Object.fromEntries(SIGNED_IN.filter((role) => !withAuditor(seen).includes(role)).map((role) => [role, 'NOT_FOUND']));
/** What a role gets from a query: something, nothing, or a refusal. */
export type Visibility = 'sees' | 'nothing' | Code;
export interface QueryRow {
  query: string;
  variables: (world: World) => Variables;
  sees: readonly Role[];
  otherwise: 'nothing' | 'FORBIDDEN';
  /** Whose own it is: they need no platform role to see it. */
  own?: readonly Role[];
}

export interface World {
  town: Town;
  projects: Record<
    'DRAFT' | 'SUBMITTED' | 'CHANGES_REQUESTED' | 'REJECTED' | 'PUBLIC_NOTICE' | 'FUNDRAISING',
    StagedProject
  >;
  /** A gift that a member paid for the unit without being named. */
  ofUnit: { id: string; receipt: { number: string } };
  /** A gift that the donor paid anonymously. */
  gift: { id: string; receipt: { number: string } };
  transfer: { id: string };
  /** A pledge of the donor that is being paid online, and that payment. */
  onlinePledge: { id: string };
  online: { id: string };
  /** A transfer of the donor that a treasurer ended. */
  ended: { id: string };
  /** A project with a draft, with news that were corrected, and with thanks. */
  news: { project: string };
  /** A question of the donor that was answered and then hidden. */
  question: { id: string; project: string };
  /** A match fund of the town's unit that the city has not decided on. */
  fund: { id: string };
  /** An aid programme that no reviewer has decided on, and one with money that waits for its second signature. */
  proposed: { id: string };
  programme: { id: string };
  stage: { id: string; project: StagedProject };
  /** A stage whose payment waits for its second signature. */
  prepared: { id: string; project: StagedProject };
  /** An order that waits for its second signature. */
  preparedOrder: string;
  /** A project whose gift was given back. */
  refunded: { id: string };
  /** The order of that refund. */
  refund: string;
  statement: { id: string };
  /** A work of the treasurer that was cancelled. */
  work: string;
  token: string;
  /** A unit of the rival that asked to belong to the town's unit. */
  asking: { id: string };
}

export const queryRow = (
  query: string,
  sees: readonly Role[] = ROLES,
  variables: QueryRow['variables'] = () => ({}),
  otherwise: QueryRow['otherwise'] = 'FORBIDDEN',
): QueryRow => ({ query, sees, variables, otherwise });
export const byId =
  (of: (world: World) => string): QueryRow['variables'] =>
  (world) => ({ id: of(world) });

/** A field that not everybody sees: how to reach it, how to recognise that it is visible, and which roles see it. */
export interface PrivateField {
  query: string;
  variables: (world: World) => Variables;
  seen: (data: any) => boolean;
  by: readonly Role[];
  /** Who does not see it although they see what those in `by` see: auditors, where it is about the viewer's own acts. */
  notBy?: readonly Role[];
}

/** Who sees a queue, and who works on it: they get the daily letter and may open items. */
export interface QueueRow {
  sees: readonly Role[];
  works: readonly Role[];
}

/** Who may watch a topic of changes; of a topic of each thing, the thing and the refusal that others get. */
export type TopicRow = readonly Role[] | { id: (world: World) => string; sees: readonly Role[]; otherwise: Code };

/** Who may do and see what in one module. */
export interface AccessTable {
  /** Each mutation, in one or more rows. */
  doing?: readonly Rule[];
  /** Each query; the first word of the key is its name. */
  seeing?: Record<string, QueryRow>;
  /** Each queue, by its name. */
  queues?: Record<string, QueueRow>;
  /** Each topic of changes that is not that of a queue, by its name. */
  topics?: Record<string, TopicRow>;
  /** What each mutation leaves in the trace: the kinds of its entries, or the reason why it leaves none. */
  traces?: Record<string, readonly string[] | string>;
  /** The fields that not everybody sees, by type and field. */
  secret?: Record<string, PrivateField>;
  /** The fields of the same types that everybody sees. */
  open?: Record<string, readonly string[]>;
}

export const personOf = (town: Town, role: Role): TestUser | null => (role === 'signed out' ? null : town[role]);

/** The tables by the name of their module; `app` is only used when a row is tested. */
export async function accessTables(app: TestApp): Promise<Map<string, AccessTable>> {
  const tables = await tablesIn<(app: TestApp) => AccessTable>('access');
  return new Map([...tables].map(([module, table]) => [module, table(app)]));
}
