import { registerEnumType, buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import type { GraphQLSchema } from 'graphql';
import { PlatformRole } from './context.js';
import { resolveDirectly, forgetAfterWrites } from './direct-fields.js';
import { ErrorCode } from './errors.js';
import { AccountResolver, SessionResolver, ViewerResolver } from './modules/identity/index.js';
import { InvitationResolver, MembershipResolver, OrganizationResolver, ViewerMembershipsResolver } from './modules/organizations/index.js';
import { NoticeResolver, ViewerNoticesResolver } from './modules/notices/index.js';
import { BooksDifferenceResolver, BooksResolver } from './modules/books/index.js';
import { CorrectionResolver, DisclosureResolver, ObligationResolver, ReportResolver } from './modules/disclosure/index.js';
import { ImpactResolver, IndicatorMeasurementsResolver, MeasurementResolver, MilestoneMeasurementsResolver } from './modules/impact/index.js';
import { GiftUseResolver, MilestoneReportResolver, MilestoneResolver, PledgeUsesResolver, ReceiptUsesResolver, ReleaseResolver } from './modules/milestones/index.js';
import { OrderResolver, OrderStepResolver } from './modules/orders/index.js';
import { PlatformResolver } from './modules/platform/index.js';
import { OrganizationPledgesResolver, PledgeResolver, ProjectPledgesResolver, ReceiptResolver, ViewerPledgesResolver } from './modules/pledges/index.js';
import { ObjectionResolver, OrganizationProjectsResolver, ProjectResolver } from './modules/projects/index.js';
import { BankEntryResolver, BankMovementResolver, MatchReasonResolver, MovementWordsResolver, StatementLineResolver, StatementResolver, SuspenseReturnResolver, StatementRowResolver } from './modules/reconciliation/index.js';
import { PledgeRefundsResolver, ProjectRefundsResolver, RefundItemResolver, RefundResolver } from './modules/refunds/index.js';
import { InvoiceResolver, OrganizationPapersResolver, ViewerStatementsResolver } from './modules/printouts/index.js';
import { PayoutDownloadResolver, RefundItemPayoutResolver, RefundOrderPayoutResolver } from './modules/payouts/index.js';
import { ProofResolver } from './modules/proof/index.js';
import { DateTime } from './scalars.js';

/** Every resolver class, upstream modules first. */
const resolvers: NonEmptyArray<Function> = [
  ViewerResolver, SessionResolver, AccountResolver,
  ProofResolver,
  OrganizationResolver, MembershipResolver, ViewerMembershipsResolver, InvitationResolver,
  NoticeResolver, ViewerNoticesResolver,
  OrderResolver, OrderStepResolver,
  ProjectResolver, ObjectionResolver, OrganizationProjectsResolver,
  PledgeResolver, ReceiptResolver, ProjectPledgesResolver, ViewerPledgesResolver, OrganizationPledgesResolver,
  MilestoneResolver, MilestoneReportResolver, ReleaseResolver, GiftUseResolver, PledgeUsesResolver, ReceiptUsesResolver,
  RefundResolver, RefundItemResolver, ProjectRefundsResolver, PledgeRefundsResolver,
  StatementResolver, StatementLineResolver, MatchReasonResolver, BankEntryResolver, BankMovementResolver, MovementWordsResolver, SuspenseReturnResolver, StatementRowResolver,
  RefundItemPayoutResolver, RefundOrderPayoutResolver, PayoutDownloadResolver,
  InvoiceResolver, ViewerStatementsResolver, OrganizationPapersResolver,
  ImpactResolver, MeasurementResolver, IndicatorMeasurementsResolver, MilestoneMeasurementsResolver,
  BooksResolver, BooksDifferenceResolver,
  DisclosureResolver, ObligationResolver, ReportResolver, CorrectionResolver,
  PlatformResolver,
];

/** The executable schema. Access is decided in services, so there is no authChecker here. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validate: false,
    // type-graphql asks for one, though every subscription here reads from the live hub.
    pubSub: { publish: refusePubSub, subscribe: refusePubSub },
  });
  resolveDirectly(schema);
  forgetAfterWrites(schema);
  return schema;
}

function refusePubSub(): never {
  throw new Error('subscriptions read from the live hub: declare them with `subscribe`');
}

registerEnumType(PlatformRole, {
  name: 'PlatformRole',
  description: 'What a person may do across the platform.',
  valuesConfig: {
    ADMIN: { description: 'Verifies units and gives roles.' },
    REVIEWER: { description: 'Decides on projects, objections and measurements.' },
    TREASURER: { description: 'Confirms payments.' },
  },
});
registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description: 'Every code that a refused operation answers in `extensions.code`.',
  valuesConfig: {
    UNAUTHENTICATED: { description: 'Sign in first, or the credentials are wrong.' },
    FORBIDDEN: { description: 'Signed in, but not allowed.' },
    NOT_FOUND: { description: 'Does not exist, or may not be seen by this viewer.' },
    BAD_USER_INPUT: { description: 'Malformed or out of range; extensions.field names the input.' },
    INVALID_STATE: { description: 'Right input at the wrong time: the status does not allow it.' },
    CONFLICT: { description: 'Already taken, or an idempotency key reused with other content.' },
    LIMIT_EXCEEDED: { description: 'Over a cap, a quota, a rate or a query cost.' },
    UNAVAILABLE: { description: 'Try again: the store cannot answer now; nothing was recorded.' },
  },
});
