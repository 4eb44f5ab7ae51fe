import { In } from 'typeorm';
import { defineLoader, type RequestContext } from '../../context.js';
import {
  getVisibleOrganization,
  MembershipRole,
  requireMembership,
  type Organization,
} from '../organizations/index.js';
import { UnitChange, UnitChangeState, type UnitStake } from './unit-change.entities.js';
import { maySee } from './unit-changes.access.js';
import { OPEN_STATES } from './unit-changes.rules.js';
import { describeStakes } from './unit-changes.stakes.js';

/** The changes in which units take part, oldest first. Changes that came to nothing are left out. */
const changesLoader = defineLoader<string, UnitChange[]>(async ({ db }, unitIds) => {
  const state = In([...OPEN_STATES, UnitChangeState.REFUSED, UnitChangeState.DONE]);
  const changes = await db.read.find(UnitChange, {
    where: [
      { organizationId: In([...unitIds]), state },
      { intoId: In([...unitIds]), state },
    ],
    order: { id: 'ASC' },
  });
  return unitIds.map((id) => changes.filter(({ organizationId, intoId }) => organizationId === id || intoId === id));
});

/** Returns the changes of a unit that the viewer may see, oldest first. */
export async function listChangesOf(context: RequestContext, { id }: Organization): Promise<UnitChange[]> {
  const seen: UnitChange[] = [];
  for (const change of await changesLoader(context).load(id)) if (await maySee(context, change)) seen.push(change);
  return seen;
}

/** Returns what a merger would mean for a unit, for its owners. */
export async function previewMerger(
  context: RequestContext,
  organizationId: string,
  intoId: string,
): Promise<UnitStake[]> {
  const { organization } = await requireMembership(context, organizationId, MembershipRole.OWNER);
  const into = await getVisibleOrganization(context, intoId, 'intoId');
  return describeStakes(context.db.read, context.language, organization, into, context.clock.now());
}
