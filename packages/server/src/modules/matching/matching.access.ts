import { may, type RequestContext } from '../../context.js';
import type { CityPermission } from '../../permission.js';
import { findMembershipRole, isBoundTo, isMemberOf, MembershipRole } from '../organizations/index.js';
import type { MatchFund } from './match.entities.js';
import { MatchFundAction } from './match.enums.js';
import { MATCH_STEPS, refuseMatchStep } from './match.rules.js';
import { decideMatchFunds, fillMatchFunds } from './matching.permissions.js';

/** The steps that an action can take; all of them begin in the same states. */
const STEP_OF: Record<MatchFundAction, keyof typeof MATCH_STEPS> = { DECIDE: 'publish', FILL: 'fill', END: 'end' };

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
  };
  return Object.values(MatchFundAction).filter(
    (action) => allowed[action] && refuseMatchStep(STEP_OF[action], fund.state) === null,
  );
}
