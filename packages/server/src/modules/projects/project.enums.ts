import { registerEnumType } from 'type-graphql';

export enum ProjectStatus {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  CHANGES_REQUESTED = 'CHANGES_REQUESTED',
  REJECTED = 'REJECTED',
  PUBLIC_NOTICE = 'PUBLIC_NOTICE',
  FUNDRAISING = 'FUNDRAISING',
  FUNDED = 'FUNDED',
  EXECUTING = 'EXECUTING',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
}

export enum FundingRule {
  KEEP_WHAT_CAME = 'KEEP_WHAT_CAME',
  ALL_OR_NOTHING = 'ALL_OR_NOTHING',
}

export enum MilestoneStatus {
  PLANNED = 'PLANNED',
  SUBMITTED = 'SUBMITTED',
  RETURNED = 'RETURNED',
  VERIFIED = 'VERIFIED',
  RELEASED = 'RELEASED',
}

export enum IndicatorKind {
  PEOPLE_SERVED = 'PEOPLE_SERVED',
  ACTIVITIES_HELD = 'ACTIVITIES_HELD',
  VOLUNTEER_HOURS = 'VOLUNTEER_HOURS',
  CUSTOM = 'CUSTOM',
}

export enum ReviewDecision {
  APPROVE = 'APPROVE',
  REQUEST_CHANGES = 'REQUEST_CHANGES',
  REJECT = 'REJECT',
}

export enum ObjectionOutcome {
  DISMISSED = 'DISMISSED',
  CHANGES_REQUESTED = 'CHANGES_REQUESTED',
  REJECTED = 'REJECTED',
}

export enum ProjectActor {
  IMPLEMENTER = 'IMPLEMENTER',
  REVIEWER = 'REVIEWER',
  PLATFORM = 'PLATFORM',
}

export enum ProjectAction {
  EDIT = 'EDIT',
  SUBMIT = 'SUBMIT',
  WITHDRAW = 'WITHDRAW',
  CANCEL = 'CANCEL',
  STOP = 'STOP',
  REVIEW = 'REVIEW',
  OBJECT = 'OBJECT',
  PLEDGE = 'PLEDGE',
  RECORD_MEASUREMENT = 'RECORD_MEASUREMENT',
}

export enum ProjectSort {
  NEWEST = 'NEWEST',
  ENDING_SOON = 'ENDING_SOON',
  MOST_FUNDED = 'MOST_FUNDED',
}

registerEnumType(ProjectStatus, {
  name: 'ProjectStatus',
  description: 'Where a project stands.',
  valuesConfig: {
    DRAFT: { description: 'Being written by its organisation.' },
    SUBMITTED: { description: 'Waits for a reviewer.' },
    CHANGES_REQUESTED: { description: 'A reviewer asked for changes; it can be edited and submitted again.' },
    REJECTED: { description: 'A reviewer refused it for good.' },
    PUBLIC_NOTICE: { description: 'Approved, public and open to objection before funding opens.' },
    FUNDRAISING: { description: 'Takes gifts.' },
    FUNDED: { description: 'Reached its goal, or funding ended with gifts that it keeps.' },
    EXECUTING: { description: 'Its stages are being carried out.' },
    COMPLETED: { description: 'All stages are done.' },
    CANCELLED: { description: 'Ended by its organisation or a reviewer, or funding ended without a gift or, where all or nothing holds, below the goal. What no stage used is given back.' },
  },
});
registerEnumType(FundingRule, {
  name: 'FundingRule',
  description: 'What becomes of the gifts when funding ends below the goal.',
  valuesConfig: {
    KEEP_WHAT_CAME: { description: 'The project goes on with what came; each stage is paid its share.' },
    ALL_OR_NOTHING: { description: 'The project is cancelled and every gift is given back; no stage is paid before the goal is reached.' },
  },
});
registerEnumType(MilestoneStatus, {
  name: 'MilestoneStatus',
  description: 'Where a stage stands.',
  valuesConfig: {
    PLANNED: { description: 'Not yet reported.' },
    SUBMITTED: { description: 'Reported with evidence, waits for a reviewer.' },
    RETURNED: { description: 'A reviewer asked for more.' },
    VERIFIED: { description: 'Done; its money may be released.' },
    RELEASED: { description: 'Its money was paid out.' },
  },
});
registerEnumType(IndicatorKind, {
  name: 'IndicatorKind',
  description: 'Which total of the city an indicator adds to.',
  valuesConfig: {
    PEOPLE_SERVED: { description: 'People who were helped or reached.' },
    ACTIVITIES_HELD: { description: 'Events, lessons, visits that were held.' },
    VOLUNTEER_HOURS: { description: 'Hours that volunteers gave.' },
    CUSTOM: { description: 'Something of the project\'s own; adds to no total.' },
  },
});
registerEnumType(ReviewDecision, {
  name: 'ReviewDecision',
  description: 'What a reviewer decides on a submitted project.',
  valuesConfig: {
    APPROVE: { description: 'Put it on public notice.' },
    REQUEST_CHANGES: { description: 'Send it back with a comment.' },
    REJECT: { description: 'Refuse it for good, with a comment.' },
  },
});
registerEnumType(ObjectionOutcome, {
  name: 'ObjectionOutcome',
  description: 'What the answer to an objection decides.',
  valuesConfig: {
    DISMISSED: { description: 'The notice goes on.' },
    CHANGES_REQUESTED: { description: 'The project goes back to its organisation for changes.' },
    REJECTED: { description: 'The project is refused for good.' },
  },
});
registerEnumType(ProjectActor, {
  name: 'ProjectActor',
  description: 'In what capacity somebody took a step.',
  valuesConfig: {
    IMPLEMENTER: { description: 'The organisation that runs the project.' },
    REVIEWER: { description: 'A municipal reviewer.' },
    PLATFORM: { description: 'The platform, when time passed or the goal was reached.' },
  },
});
registerEnumType(ProjectAction, {
  name: 'ProjectAction',
  description: 'What a viewer may do with a project now.',
  valuesConfig: {
    EDIT: { description: 'Change its content.' },
    SUBMIT: { description: 'Submit it for review.' },
    WITHDRAW: { description: 'Take it back from review.' },
    CANCEL: { description: 'End it, as its organisation.' },
    STOP: { description: 'End it, as a reviewer.' },
    REVIEW: { description: 'Decide on it.' },
    OBJECT: { description: 'Raise an objection.' },
    PLEDGE: { description: 'Give to it.' },
    RECORD_MEASUREMENT: { description: 'Record what was measured.' },
  },
});
registerEnumType(ProjectSort, {
  name: 'ProjectSort',
  description: 'Order of a list of projects.',
  valuesConfig: {
    NEWEST: { description: 'The newest first.' },
    ENDING_SOON: { description: 'Those whose funding ends next first; those whose funding has ended are left out.' },
    MOST_FUNDED: { description: 'Those that raised most first.' },
  },
});
