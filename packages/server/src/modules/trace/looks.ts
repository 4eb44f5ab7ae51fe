import { isPromise } from 'node:util/types';
import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { onePerServer, type RequestContext } from '../../context.js';
import { holds, type Permission } from '../../permission.js';
import { isOwnSubject } from './facts.js';
import { record } from './record.js';
import type { TraceKind } from './trace-kinds.js';

/** What a field tells of people, and to which staff. */
export interface PersonalField<Row> {
  /** The permission that shows the field. Only holders of it leave a trace; others see nothing, or what is public. */
  readonly seenWith: Permission;
  /** Whether the row is the viewer's own. What concerns oneself leaves no trace. */
  readonly isOwn?: (row: Row, userId: string) => boolean;
}

const EXTENSION = 'personalData';

/**
 * Marks a field of the schema that shows staff the name, the address, the account or the telephone number of a person.
 * Each request in which somebody sees such fields is recorded in the trace.
 */
export const PersonalData = <Row extends object>(field: PersonalField<Row>): PropertyDecorator & MethodDecorator =>
  Extensions({ [EXTENSION]: field }) as PropertyDecorator & MethodDecorator;

export const personalDataSeen: TraceKind = {
  name: 'PERSONAL_DATA_SEEN',
  label: ['查看了个人信息', 'Looked at personal data'],
  subject: null,
};

/** The most ids of one look. A page of a list has at most as many rows. */
const MOST_IDS = 50;

/** The values that a request has shown, as pairs of a field and the id of its row. */
type Looks = Map<string, { readonly field: string; readonly id: string }>;

/** Whether the viewer holds a platform role. */
export const isStaff = ({ viewer }: Pick<RequestContext, 'viewer'>): boolean =>
  viewer !== null && viewer.roles.size + (viewer.unitRoles?.size ?? 0) > 0;

/** What each request has shown so far. */
const looksOf = new WeakMap<RequestContext, Looks>();

const isNothing = (value: unknown): boolean => value == null || (Array.isArray(value) && value.length === 0);

/** Notes that `value` of a field is shown. `recordLooks` records all notes of a request together. */
function note(
  context: RequestContext,
  field: string,
  row: { id?: unknown; userId?: unknown; number?: unknown },
  value: unknown,
): void {
  if (isNothing(value)) return;
  let looks = looksOf.get(context);
  if (looks === undefined) looksOf.set(context, (looks = new Map()));
  const of = row.id ?? row.userId ?? row.number;
  const id = typeof of === 'string' && isOwnSubject(of) ? of : '';
  looks.set(`${field} ${id}`, { field, id });
}

/** The coordinates of all fields that are marked, in the order of the schema. */
export const personalFieldsOf = (schema: GraphQLSchema): Map<string, PersonalField<object>> =>
  new Map(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields()).flatMap((field): [string, PersonalField<object>][] => {
            const personal = field.extensions[EXTENSION] as PersonalField<object> | undefined;
            return personal === undefined ? [] : [[`${type.name}.${field.name}`, personal]];
          })
        : [],
    ),
  );

/** Makes every marked field of `schema` leave a note when it is shown. */
export function noteLooks(schema: GraphQLSchema): void {
  for (const [coordinate, { seenWith, isOwn }] of personalFieldsOf(schema)) {
    const [typeName, fieldName] = coordinate.split('.') as [string, string];
    const type = schema.getType(typeName);
    if (!isObjectType(type)) continue;
    const field = type.getFields()[fieldName]!;
    const resolve = field.resolve as GraphQLFieldResolver<object, RequestContext>;
    const watched: typeof resolve = (row, args, context, info) => {
      const value: unknown = resolve(row, args, context, info);
      if (context.viewer === null || !holds(context.viewer, seenWith) || isOwn?.(row, context.viewer.userId) === true)
        return value;
      if (!isPromise(value)) {
        note(context, coordinate, row, value);
        return value;
      }
      return value.then((shown: unknown) => {
        note(context, coordinate, row, shown);
        return shown;
      });
    };
    field.resolve = watched as GraphQLFieldResolver<unknown, unknown>;
  }
}

/**
 * How long the same value counts as the same look of one session. A desk that stays open asks again whenever something
 * changes, and would leave an entry each time.
 */
const SAME_LOOK_MS = 10 * 60_000;
/** The most values that are remembered of one session; with more it starts again. */
const REMEMBERED = 20_000;

interface Remembered {
  readonly since: number;
  readonly values: Set<string>;
}

/** What sessions have seen lately, on this node. */
const rememberedOf = onePerServer(() => new Map<string, Remembered>());

/** Returns what the session has seen lately. */
function seenLately(context: RequestContext): Set<string> {
  const remembered = rememberedOf(context);
  const now = context.clock.now().getTime();
  for (const [session, { since }] of remembered) if (now - since > SAME_LOOK_MS) remembered.delete(session);
  const session = context.viewer!.sessionId;
  let own = remembered.get(session);
  if (own === undefined || own.values.size > REMEMBERED)
    remembered.set(session, (own = { since: now, values: new Set() }));
  return own.values;
}

/**
 * Records what a request has shown and the session has not seen lately, in one row. The response waits for it, so that
 * nothing is shown that is not on record.
 */
export async function recordLooks(context: RequestContext): Promise<void> {
  const looks = looksOf.get(context);
  if (looks === undefined) return;
  looksOf.delete(context);
  const seen = seenLately(context);
  const fresh = [...looks].filter(([key]) => !seen.has(key));
  if (fresh.length === 0) return;
  const ids = [...new Set(fresh.map(([, { id }]) => id))].filter((id) => id !== '');
  const after = {
    fields: [...new Set(fresh.map(([, { field }]) => field))].sort(),
    values: fresh.length,
    ids: ids.slice(0, MOST_IDS),
  };
  await context.db.transact(async (tx) => record(tx, context, personalDataSeen, { after }));
  // What is not on record is not remembered either.
  for (const [key] of fresh) seen.add(key);
}
