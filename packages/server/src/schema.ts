import { registerEnumType, buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import type { GraphQLSchema } from 'graphql';
import { PlatformRole, SessionEnd } from './context.js';
import { resolveDirectly, clearLoadersAfterWrites } from './direct-fields.js';
import { ErrorCode } from './errors.js';
import { resolvers } from './modules.js';
import { noteLooks } from './modules/trace/index.js';
import { DateTime } from './scalars.js';

/** Returns the executable schema. Services decide about access, so there is no authChecker here. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: resolvers as NonEmptyArray<Function>,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validate: false,
    // type-graphql requires a pubSub, although every subscription here reads from the live hub.
    pubSub: { publish: refusePubSub, subscribe: refusePubSub },
  });
  resolveDirectly(schema);
  clearLoadersAfterWrites(schema);
  noteLooks(schema);
  return schema;
}

function refusePubSub(): never {
  throw new Error('subscriptions read from the live hub: declare them with `subscribe`');
}

registerEnumType(PlatformRole, {
  name: 'PlatformRole',
  description: 'The roles of staff on the platform.',
  valuesConfig: {
    ADMIN: { description: 'Verifies units and gives roles.' },
    REVIEWER: { description: 'Decides on projects, objections and measurements.' },
    TREASURER: { description: 'Confirms payments.' },
    AUDITOR: { description: 'Sees everything that staff see, and changes nothing.' },
    CASEWORKER: { description: 'Looks after people in need.' },
    KEEPER: { description: 'Keeps goods.' },
    COORDINATOR: { description: 'Coordinates volunteers.' },
  },
});
registerEnumType(SessionEnd, {
  name: 'SessionEnd',
  description: 'Why a session has ended by itself.',
  valuesConfig: {
    IDLE: { description: 'Nobody used it for longer than the setting allows.' },
    OVER: { description: 'The time since the sign-in is over.' },
  },
});
registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description: 'Every code that a refused operation returns in `extensions.code`.',
  valuesConfig: {
    UNAUTHENTICATED: { description: 'The request is not signed in, or the credentials are wrong.' },
    FORBIDDEN: { description: 'The viewer is signed in, but not allowed to do this.' },
    NOT_FOUND: { description: 'The object does not exist, or the viewer may not see it.' },
    BAD_USER_INPUT: { description: 'An input is malformed or out of range; `extensions.field` names it.' },
    INVALID_STATE: { description: 'The input is right, but the present state does not allow the operation.' },
    CONFLICT: { description: 'The value is already taken, or an idempotency key was used with other content.' },
    LIMIT_EXCEEDED: { description: 'The request exceeds a cap, a quota, a rate or the query limits.' },
    UNAVAILABLE: { description: 'The database cannot respond now, and nothing was recorded. Try again.' },
  },
});
