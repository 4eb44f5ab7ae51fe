/** Stages: reports with evidence, their verification, the release of their money, and what each gift was used for. */
export { GiftUse, MilestoneReport, MilestoneReportFile, Release } from './milestone.entities.js';
export { stageEvidence } from './milestones.files.js';
export { milestoneChecks } from './milestones.checks.js';
export { readEvidence, sourceOfStage, stageOfSource } from './milestone.rules.js';
export { milestoneLoader, readVerifications } from './milestones.queries.js';
export { GiftUseResolver, MilestoneReportResolver, MilestoneResolver, PledgeUsesResolver, ReceiptUsesResolver, ReleaseResolver } from './milestones.resolver.js';
export { releaseMilestone, reviewMilestone, submitMilestone, withdrawPreparedReleases, withdrawRelease } from './milestones.service.js';
