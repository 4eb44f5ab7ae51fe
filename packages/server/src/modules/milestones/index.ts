/** Stages: reports with evidence, their verification, the release of their money, and what each gift was used for. */
export { GiftUse, MilestoneReport, Release } from './milestone.entities.js';
export { milestoneChecks } from './milestones.checks.js';
export { stageOfSource } from './milestone.rules.js';
export { milestoneLoader } from './milestones.queries.js';
export { GiftUseResolver, MilestoneResolver, PledgeUsesResolver } from './milestones.resolver.js';
export { releaseMilestone, reviewMilestone, submitMilestone } from './milestones.service.js';
