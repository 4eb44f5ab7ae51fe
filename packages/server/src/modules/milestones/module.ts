import { defineModule } from '../../module.js';
import { releasesAtTheBank } from './releases-at-the-bank.js';
import { stageReleased } from './stage-entries.js';
import { GiftUse, MilestoneReport, MilestoneReportFile, Release } from './milestone.entities.js';
import { milestoneChecks } from './milestones.checks.js';
import { stageEvidence } from './milestones.files.js';
import { milestoneMigrations } from './milestones.migrations.js';
import { payeeLimitMigrations } from './payee-limits.migrations.js';
import { releasePayeeMigrations } from './release-payees.migrations.js';
import { stagePaid, stageReturned, stageVerified } from './milestones.notices.js';
import {
  GiftUseResolver,
  MilestoneReportResolver,
  MilestoneResolver,
  OrderStageResolver,
  PledgeUsesResolver,
  ReceiptUsesResolver,
  ReleaseResolver,
} from './milestones.resolver.js';
import { stageRelease } from './stage-order.js';
import { reviewStages, seeReports } from './milestones.permissions.js';
import { stageQueue, releaseQueue } from './milestones.queues.js';
import { milestonesTraceKinds } from './milestones.trace.js';
import { milestonesInventory } from './milestones.personal.js';

export const milestonesModule = defineModule({
  name: 'milestones',
  inventory: milestonesInventory,
  entities: [MilestoneReport, MilestoneReportFile, Release, GiftUse],
  migrations: [...milestoneMigrations, ...payeeLimitMigrations, ...releasePayeeMigrations],
  resolvers: [
    MilestoneResolver,
    MilestoneReportResolver,
    ReleaseResolver,
    GiftUseResolver,
    PledgeUsesResolver,
    ReceiptUsesResolver,
    OrderStageResolver,
  ],
  checks: milestoneChecks,
  noticeKinds: [stageVerified, stagePaid, stageReturned],
  orderKinds: [stageRelease],
  filePurposes: [stageEvidence],
  picturePlaces: [
    { table: 'milestone_reports', column: 'report' },
    { table: 'milestone_reports', column: 'evidence' },
  ],
  permissions: [seeReports, reviewStages],
  entryKinds: [stageReleased],
  bankEntrySources: [releasesAtTheBank],
  queues: [stageQueue, releaseQueue],
  traceKinds: milestonesTraceKinds,
});
