/** Public-service projects: their content, their life from draft to completion, and their counters. */
export { Indicator, Milestone, Objection, Project, ProjectCounters, ProjectEvent, ProjectSubmission } from './project.entity.js';
export { FundingRule, IndicatorKind, MilestoneStatus, ObjectionOutcome, ProjectAction, ProjectActor, ProjectStatus, ReviewDecision } from './project.enums.js';
export { ProjectConnection, type CreateProjectInput } from './project.inputs.js';
export { advanceDueProjects, advanceLocked, changeCounters, endedByTime, lockProject, lockProjects, projectLocks, reconsiderFunding, takeStep, type CounterChanges, type LockedProject } from './project.lifecycle.js';
export { defineProjectTopics, progressLoader } from './project-progress.js';
export { canTake, comesBack, MEASURABLE, readPositive, readReason, takesPledges } from './project.rules.js';
export { CATEGORIES, REGIONS, canonicalCategory, canonicalRegion } from './places.js';
export { findVisibleProject, getVisibleProject, projectLoader, requireEditor, requireReviewer } from './projects.access.js';
export { projectJobs } from './projects.jobs.js';
export { projectChecks } from './projects.checks.js';
export { indicatorsLoader } from './projects.queries.js';
export { ObjectionResolver, OrganizationProjectsResolver, ProjectResolver } from './projects.resolver.js';
export { projectSearchColumns } from './projects.search.js';
export { createProject, lockExisting, submitProject, updateProject, withdrawProject } from './projects.service.js';
export { answerObjection, raiseObjection, reviewProject } from './review.service.js';
