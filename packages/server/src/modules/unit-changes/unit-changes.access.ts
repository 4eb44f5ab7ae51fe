import { may, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import {
  findMembershipRole,
  isBoundTo,
  manageUnits,
  Membership,
  MembershipRole,
  seeAllUnits,
} from '../organizations/index.js';
import { UnitChangeState, type UnitChange } from './unit-change.entities.js';
import type { Decider } from './unit-changes.rules.js';

const owns = async (context: RequestContext, unitId: string): Promise<boolean> =>
  (await findMembershipRole(context, unitId)) === MembershipRole.OWNER;

/** Whether the viewer sees a change that is not done, and the reasons: owners of both units and administrators. */
export const seesInside = async (context: RequestContext, { organizationId, intoId }: UnitChange): Promise<boolean> =>
  context.viewer !== null &&
  (may(context, seeAllUnits) ||
    (await owns(context, organizationId)) ||
    (intoId !== null && (await owns(context, intoId))));

/** Whether the viewer may know of a change: everybody knows of what is done. */
export const maySee = async (context: RequestContext, change: UnitChange): Promise<boolean> =>
  change.state === UnitChangeState.DONE || seesInside(context, change);

/** Whether somebody owns a unit, within the transaction. */
const ownsUnit = (tx: Tx, userId: string, organizationId: string): Promise<boolean> =>
  tx.manager.existsBy(Membership, { userId, organizationId, role: MembershipRole.OWNER });

/** Returns what the viewer is for a change, within the transaction that decides on it. */
export async function deciderOf(
  context: RequestContext,
  tx: Tx,
  userId: string,
  { organizationId, intoId }: Pick<UnitChange, 'organizationId' | 'intoId'>,
): Promise<Decider> {
  const bound = (await isBoundTo(context, organizationId)) || (intoId !== null && (await isBoundTo(context, intoId)));
  return {
    asker: await ownsUnit(tx, userId, organizationId),
    other: intoId !== null && (await ownsUnit(tx, userId, intoId)),
    outsider: may(context, manageUnits) && !bound,
  };
}
