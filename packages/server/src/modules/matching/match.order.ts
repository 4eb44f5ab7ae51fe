import { PaymentMethod } from '../pledges/index.js';
import type { Project } from '../projects/index.js';
import type { MatchFund } from './match.entities.js';
import { MatchScope } from './match.enums.js';

/** Whether the fund adds to a gift like this one, its money aside. */
export const matches = (
  fund: MatchFund,
  listed: ReadonlySet<string>,
  project: Pick<Project, 'id' | 'category'>,
  gift: {
    readonly payment: PaymentMethod;
    readonly onBehalfOfId: string | null;
    readonly campaignId: string | null;
    readonly paidAt: Date;
  },
): boolean =>
  gift.paidAt >= fund.opensAt &&
  gift.paidAt < fund.closesAt &&
  (fund.payment === PaymentMethod.SANDBOX) === (gift.payment === PaymentMethod.SANDBOX) &&
  // A sponsor cannot give to get its own match.
  gift.onBehalfOfId !== fund.organizationId &&
  (fund.scope === MatchScope.ALL ||
    (fund.scope === MatchScope.PROJECTS && listed.has(`${fund.id} ${project.id}`)) ||
    (fund.scope === MatchScope.CAMPAIGN && gift.campaignId !== null && fund.campaignId === gift.campaignId) ||
    (fund.scope === MatchScope.CATEGORY && fund.category === project.category));

/** The order in which funds add to a gift. */
export const inOrder = (funds: readonly MatchFund[]): MatchFund[] =>
  [...funds].sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));
