import { type OrderKind, SIGN_PATH } from '../orders/index.js';
import { unitsPaidTogether } from '../payee-accounts/index.js';
import type { Milestone, Project } from '../projects/index.js';

/** The order that pays a stage. */
export const stageRelease: OrderKind = {
  name: 'STAGE_RELEASE',
  secondPerson: 'ABOVE_LIMIT',
  label: 'milestone.order.label',
  path: () => SIGN_PATH,
  together: unitsPaidTogether,
  words: {
    ownUnit: 'milestone.ownRelease',
    preparedByViewer: 'milestone.secondSignature',
    otherDuty: 'duty.decidedBefore',
  },
};

/**
 * Returns the scope whose payments of a month count for the limit: all that the organisation is paid, for whatever
 * project. Otherwise one organisation with two projects would be paid twice the limit by one person. The account that is
 * paid has a scope of its own beside it, because two organisations may have the same account.
 */
export const payeeScope = (organizationId: string): string => `payee:${organizationId}`;

/** Returns the title of a stage's order, as people see it. */
export const titleOfOrder = (project: Pick<Project, 'title'>, milestone: Pick<Milestone, 'title'>): string =>
  `${project.title} · ${milestone.title}`;
