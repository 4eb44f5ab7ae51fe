import { may, type RequestContext } from '../../context.js';
import type { DomainError } from '../../errors.js';
import type { CityPermission } from '../../permission.js';
import { prepareOrders } from '../orders/index.js';
import { findMembershipRole, isBoundTo, isMemberOf, MembershipRole } from '../organizations/index.js';
import type { MatchFund } from './match.entities.js';
import { MatchFundAction } from './match.enums.js';
import { refuseMatchStep, refuseReturn } from './match.rules.js';
import { returnWaits } from './match-returns.queries.js';
import { decideMatchFunds, fillMatchFunds } from './matching.permissions.js';

/** Why a fund in its state does not take an action, or null. Both decisions begin in the same state. */
const REFUSALS: Record<MatchFundAction, (fund: MatchFund) => DomainError | null> = {
  DECIDE: ({ state }) => refuseMatchStep('publish', state),
  FILL: ({ state }) => refuseMatchStep('fill', state),
  END: ({ state }) => refuseMatchStep('end', state),
  RETURN: refuseReturn,
};

/** Returns what the viewer can do with the fund now. */
export async function actionsFor(context: RequestContext, fund: MatchFund): Promise<MatchFundAction[]> {
  if (context.viewer === null) return [];
  const { organizationId } = fund;
  const isOutside = async (permission: CityPermission) =>
    may(context, permission) && !(await isBoundTo(context, organizationId));
  const ends = (await isMemberOf(context, organizationId))
    ? (await findMembershipRole(context, organizationId)) === MembershipRole.OWNER
    : may(context, decideMatchFunds);
  const allowed: Record<MatchFundAction, boolean> = {
    DECIDE: await isOutside(decideMatchFunds),
    FILL: await isOutside(fillMatchFunds),
    END: ends,
    RETURN: (await isOutside(prepareOrders)) && !(await returnWaits(context, fund)),
  };
  return Object.values(MatchFundAction).filter((action) => allowed[action] && REFUSALS[action](fund) === null);
}
