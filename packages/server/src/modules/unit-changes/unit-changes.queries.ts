import { In } from 'typeorm';
import { defineLoader, type RequestContext } from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import {
  getVisibleOrganization,
  MembershipRole,
  organizationLoader,
  requireMembership,
  type Organization,
} from '../organizations/index.js';
import { UnitChangeChild, UnitChangeMember, UnitChangePart } from './unit-change-parts.entities.js';
import { UnitChange, UnitChangeState, type UnitStake } from './unit-change.entities.js';
import { maySee } from './unit-changes.access.js';
import { OPEN_STATES } from './unit-changes.rules.js';
import { describeStakes } from './unit-changes.stakes.js';

/** The changes in which units take part, oldest first. Changes that came to nothing are left out. */
const changesLoader = defineLoader<string, UnitChange[]>(async ({ db }, unitIds) => {
  const state = In([...OPEN_STATES, UnitChangeState.REFUSED, UnitChangeState.DONE]);
  const founded = await db.read.findBy(UnitChangePart, { organizationId: In([...unitIds]) });
  const changes = await db.read.find(UnitChange, {
    where: [
      { organizationId: In([...unitIds]), state },
      { intoId: In([...unitIds]), state },
      { id: In(founded.map(({ changeId }) => changeId)) },
    ],
    order: { id: 'ASC' },
  });
  return unitIds.map((id) => {
    const of = new Set(founded.flatMap((part) => (part.organizationId === id ? [part.changeId] : [])));
    return changes.filter((one) => one.organizationId === id || one.intoId === id || of.has(one.id));
  });
});

/** The new units of splits, in their order. */
export const partsLoader = defineLoader<string, UnitChangePart[]>(async ({ db }, changeIds) => {
  const parts = await db.read.find(UnitChangePart, {
    where: { changeId: In([...changeIds]) },
    order: { position: 'ASC' },
  });
  return changeIds.map((id) => parts.filter(({ changeId }) => changeId === id));
});

/** Returns how many members are to move to a new unit. */
export const countMovers = ({ db }: RequestContext, { changeId, position }: UnitChangePart): Promise<number> =>
  db.read.countBy(UnitChangeMember, { changeId, position });

/** Returns the units that are to move below a new unit. */
export async function listMovingUnits(
  context: RequestContext,
  { changeId, position }: UnitChangePart,
): Promise<Organization[]> {
  const rows = await context.db.read.findBy(UnitChangeChild, { changeId, position });
  const units = await organizationLoader(context).loadMany(rows.map(({ organizationId }) => organizationId));
  return units.filter((unit) => unit !== null && !(unit instanceof Error)) as Organization[];
}

/** Returns the change to which a part belongs. */
export const changeLoader = defineLoader<string, UnitChange | null>(({ db }, ids) =>
  rowsByKey(db.read, UnitChange, 'id', ids),
);

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

/** Returns what a split would mean for a unit, for its owners. */
export async function previewSplit(context: RequestContext, organizationId: string): Promise<UnitStake[]> {
  const { organization } = await requireMembership(context, organizationId, MembershipRole.OWNER);
  return describeStakes(context.db.read, context.language, organization, null, context.clock.now());
}
