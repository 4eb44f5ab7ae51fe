/** Public-service projects: their content, their lifecycle from draft to completion, and their counters. */
export { projectsModule } from './module.js';
export {
  projectSupporters,
  stepFollowers,
  submissionRefusals,
  type ProjectSupporters,
  type Support,
  type StepFollower,
  type SubmissionRefusal,
} from './project-hooks.js';
export { supportersOf } from './projects.notices.js';
export {
  Indicator,
  Milestone,
  Objection,
  Project,
  ProjectCounters,
  ProjectEvent,
  ProjectSubmission,
} from './project.entity.js';
export {
  FundingRule,
  IndicatorKind,
  MilestoneStatus,
  ObjectionOutcome,
  ProjectAction,
  ProjectActor,
  ProjectStatus,
  ReviewDecision,
} from './project.enums.js';
export { ProjectConnection, type CreateProjectInput } from './project.inputs.js';
export {
  advanceDueProjects,
  advanceLocked,
  changeCounters,
  endedByTime,
  lockProject,
  lockProjects,
  projectCounters,
  projectLocks,
  reconsiderFunding,
  takeStep,
  type CounterChanges,
  type LockedProject,
} from './project.lifecycle.js';
export { progressLoader, ProjectProgress } from './project-progress.js';
export { canTake, comesBack, MEASURABLE, readPositive, readReason, takesPledges } from './project.rules.js';
export { CATEGORIES, REGIONS, canonicalCategory, canonicalRegion } from './places.js';
export {
  findVisibleProject,
  getVisibleProject,
  projectLoader,
  requireEditor,
  requireReviewer,
} from './projects.access.js';
export { findByProject } from './projects.queues.js';
export { giftExamplesLoader, indicatorsLoader } from './projects.queries.js';
export { createProject, lockExisting, submitProject, updateProject, withdrawProject } from './projects.service.js';
export { answerObjection, raiseObjection, reviewProject } from './review.service.js';
export { PROJECT, PROJECT_STEPS } from './projects.topics.js';
export { reviewProjects, seeReviewDesk } from './projects.permissions.js';
