import { registerEnumType, buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import type { GraphQLSchema } from 'graphql';
import { PlatformRole } from './context.js';
import { ErrorCode } from './errors.js';
import { AccountResolver, SessionResolver, ViewerResolver } from './modules/identity/index.js';
import { InvitationResolver, MembershipResolver, OrganizationResolver, ViewerMembershipsResolver } from './modules/organizations/index.js';
import { ImpactResolver, IndicatorMeasurementsResolver, MeasurementResolver } from './modules/impact/index.js';
import { PlatformResolver } from './modules/platform/index.js';
import { OrganizationPledgesResolver, PledgeResolver, ProjectPledgesResolver, ReceiptResolver, ViewerPledgesResolver } from './modules/pledges/index.js';
import { ObjectionResolver, OrganizationProjectsResolver, ProjectResolver } from './modules/projects/index.js';
import { DateTime } from './scalars.js';

/** Every resolver class, upstream modules first. */
const resolvers: NonEmptyArray<Function> = [
  ViewerResolver, SessionResolver, AccountResolver,
  OrganizationResolver, MembershipResolver, ViewerMembershipsResolver, InvitationResolver,
  ProjectResolver, ObjectionResolver, OrganizationProjectsResolver,
  PledgeResolver, ReceiptResolver, ProjectPledgesResolver, ViewerPledgesResolver, OrganizationPledgesResolver,
  ImpactResolver, MeasurementResolver, IndicatorMeasurementsResolver,
  PlatformResolver,
];

/** The executable schema. Access is decided in services, so there is no authChecker here. */
export const createSchema = (): GraphQLSchema =>
  buildSchemaSync({
    resolvers,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validate: false,
    // type-graphql asks for one, though every subscription here reads from the live hub.
    pubSub: { publish: refusePubSub, subscribe: refusePubSub },
  });

function refusePubSub(): never {
  throw new Error('subscriptions read from the live hub: declare them with `subscribe`');
}

registerEnumType(PlatformRole, { name: 'PlatformRole', description: 'What a person may do across the platform.', valuesConfig: { ADMIN: { description: 'Verifies units and gives roles.' }, REVIEWER: { description: 'Reviews projects, objections and measurements.' }, TREASURER: { description: 'Confirms payments.' } } });
registerEnumType(ErrorCode, { name: 'ErrorCode', description: 'Every code that a refused operation answers in `extensions.code`.' });
