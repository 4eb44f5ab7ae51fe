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
  description: 'The state of a project.',
  valuesConfig: {
    DRAFT: { description: 'The organisation is writing it.' },
    SUBMITTED: { description: 'It waits for a reviewer.' },
    CHANGES_REQUESTED: {
      description: 'A reviewer asked for changes. The organisation can edit it and submit it again.',
    },
    REJECTED: { description: 'A reviewer refused it for good.' },
    PUBLIC_NOTICE: { description: 'It is approved and public, and open to objections before funding opens.' },
    FUNDRAISING: { description: 'It takes gifts.' },
    FUNDED: { description: 'It reached its goal, or funding ended with gifts that it keeps.' },
    EXECUTING: { description: 'Its stages are carried out.' },
    COMPLETED: { description: 'All stages are done.' },
    CANCELLED: {
      description:
        'Its organisation or a reviewer ended it. Or funding ended without a gift, or below the goal under the rule all or nothing. Gifts that no stage used are given back.',
    },
  },
});
registerEnumType(FundingRule, {
  name: 'FundingRule',
  description: 'What happens to the gifts when funding ends below the goal.',
  valuesConfig: {
    KEEP_WHAT_CAME: { description: 'The project continues with the money that came. Each stage is paid its share.' },
    ALL_OR_NOTHING: {
      description:
        'The project is cancelled and every gift is given back. No stage is paid before the goal is reached.',
    },
  },
});
registerEnumType(MilestoneStatus, {
  name: 'MilestoneStatus',
  description: 'The state of a stage.',
  valuesConfig: {
    PLANNED: { description: 'It is not reported yet.' },
    SUBMITTED: { description: 'It is reported with evidence and waits for a reviewer.' },
    RETURNED: { description: 'A reviewer returned the report and asked for more.' },
    VERIFIED: { description: 'It is done; its money may be released.' },
    RELEASED: { description: 'Its money was paid out.' },
  },
});
registerEnumType(IndicatorKind, {
  name: 'IndicatorKind',
  description: 'The city total that an indicator adds to.',
  valuesConfig: {
    PEOPLE_SERVED: { description: 'People who were helped or reached.' },
    ACTIVITIES_HELD: { description: 'Events, lessons or visits that were held.' },
    VOLUNTEER_HOURS: { description: 'Hours that volunteers worked.' },
    CUSTOM: { description: "A measure of the project's own. It adds to no total." },
  },
});
registerEnumType(ReviewDecision, {
  name: 'ReviewDecision',
  description: "A reviewer's decision on a submitted project.",
  valuesConfig: {
    APPROVE: { description: 'The project goes on public notice.' },
    REQUEST_CHANGES: { description: 'The project goes back to its organisation with a comment.' },
    REJECT: { description: 'The project is refused for good, with a comment.' },
  },
});
registerEnumType(ObjectionOutcome, {
  name: 'ObjectionOutcome',
  description: 'The decision in the answer to an objection.',
  valuesConfig: {
    DISMISSED: { description: 'The public notice continues.' },
    CHANGES_REQUESTED: { description: 'The project goes back to its organisation for changes.' },
    REJECTED: { description: 'The project is refused for good.' },
  },
});
registerEnumType(ProjectActor, {
  name: 'ProjectActor',
  description: 'The capacity in which a step was taken.',
  valuesConfig: {
    IMPLEMENTER: { description: 'The organisation that runs the project.' },
    REVIEWER: { description: 'A municipal reviewer.' },
    PLATFORM: { description: 'The platform, because time passed or the goal was reached.' },
  },
});
registerEnumType(ProjectAction, {
  name: 'ProjectAction',
  description: 'What the viewer may do with a project now.',
  valuesConfig: {
    EDIT: { description: 'Edit the project.' },
    SUBMIT: { description: 'Submit the project for review.' },
    WITHDRAW: { description: 'Withdraw the project from review.' },
    CANCEL: { description: 'End the project, as a member of its organisation.' },
    STOP: { description: 'End the project, as a reviewer.' },
    REVIEW: { description: 'Decide on the submitted project.' },
    OBJECT: { description: 'Raise an objection.' },
    PLEDGE: { description: 'Give to the project.' },
    RECORD_MEASUREMENT: { description: 'Record a measurement.' },
  },
});
registerEnumType(ProjectSort, {
  name: 'ProjectSort',
  description: 'The order of a list of projects.',
  valuesConfig: {
    NEWEST: { description: 'Newest first.' },
    ENDING_SOON: {
      description: 'Projects whose funding ends next come first. Projects whose funding has ended are left out.',
    },
    MOST_FUNDED: { description: 'Projects that raised most come first.' },
  },
});
