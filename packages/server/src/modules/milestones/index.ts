/** Stages: reports with evidence, their verification, the release of their money, and what each gift was used for. */
export { milestonesModule } from './module.js';
export { GiftUse, MilestoneReport, MilestoneReportFile, Release } from './milestone.entities.js';
export { stageEvidence } from './milestones.files.js';
export { readEvidence, sourceOfStage, stageOfSource } from './milestone.rules.js';
export { milestoneLoader, readVerifications, releaseLoader } from './milestones.queries.js';
export {
  releaseMilestone,
  reviewMilestone,
  submitMilestone,
  withdrawPreparedReleases,
  withdrawRelease,
} from './milestones.service.js';
export { MilestoneResolver, PledgeUsesResolver } from './milestones.resolver.js';
export { stageRelease } from './stage-order.js';
