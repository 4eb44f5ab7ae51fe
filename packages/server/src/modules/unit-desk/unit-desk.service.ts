import { In } from 'typeorm';
import { requireViewer, type RequestContext } from '../../context.js';
import { insertRows } from '../../db/rows.js';
import { limitExceeded, notFound } from '../../errors.js';
import { readId, readList } from '../../input.js';
import { shanghaiDay } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { recordOnce } from '../../recorded-once.js';
import { notify } from '../notices/index.js';
import {
  lockAsMember,
  MembershipRole,
  Organization,
  publicNameOf,
  requireMembership,
  requireVerified,
} from '../organizations/index.js';
import { record } from '../trace/index.js';
import { UnitDeskRule, UnitReminder } from './unit-desk.entities.js';
import type { MemberAmountsInput, RemindUnitsInput } from './unit-desk.inputs.js';
import { unitReminded } from './unit-desk.notices.js';
import { findAmountsRule, readScope } from './unit-desk.queries.js';
import { LIMITS } from './unit-desk.rules.js';
import { memberAmountsSet, unitsReminded } from './unit-desk.trace.js';

/**
 * Reminds units directly below of a call for gifts. Those that this unit reminded today are left out. Throws
 * LIMIT_EXCEEDED when these are all.
 */
export async function remindUnits(context: RequestContext, input: RemindUnitsInput): Promise<UnitReminder[]> {
  const { userId } = requireViewer(context);
  const { organization } = await requireMembership(context, input.organizationId, MembershipRole.EDITOR);
  requireVerified(organization);
  const { from, until, campaignId } = await readScope(context, input);
  const unitIds = [
    ...new Set(readList('unitIds', input.unitIds, LIMITS.units).map((id, index) => readId(`unitIds.${index}`, id))),
  ];
  const { recorded } = await recordOnce(context, {
    operation: 'remindUnits',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(UnitReminder, { id }),
    async record(tx) {
      const parent = await lockAsMember(context, tx, organization.id, MembershipRole.EDITOR);
      const below = new Set(
        (await tx.manager.findBy(Organization, { id: In(unitIds), parentId: parent.id })).map(({ id }) => id),
      );
      unitIds.forEach((id, index) => {
        if (!below.has(id)) throw notFound(`unitIds.${index}`);
      });
      const day = shanghaiDay(tx.now);
      const today = await tx.manager.findBy(UnitReminder, { organizationId: parent.id, unitId: In(unitIds), day });
      const reminded = new Set(today.map(({ unitId }) => unitId));
      const reminders = unitIds
        .filter((unitId) => !reminded.has(unitId))
        .map((unitId) =>
          tx.manager.create(UnitReminder, {
            id: newId(tx.now),
            organizationId: parent.id,
            unitId,
            day,
            sentById: userId,
            sentAt: tx.now,
          }),
        );
      if (reminders.length === 0) throw limitExceeded('unitDesk.remindedToday');
      for (const { unitId } of reminders)
        await notify(tx, unitReminded, { unitId, parentName: publicNameOf(parent), campaignId, from, until });
      insertRows(tx, UnitReminder, reminders);
      record(tx, context, unitsReminded, {
        subject: parent.id,
        after: { units: reminders.map(({ unitId }) => unitId), campaign: campaignId, from, until },
      });
      return reminders[0]!;
    },
  });
  const { organizationId, sentAt } = recorded;
  return context.db.read.find(UnitReminder, { where: { organizationId, sentAt }, order: { id: 'ASC' } });
}

/** Decides who sees at the desk what each member gave. Owners of the unit decide. */
export async function setMemberAmounts(
  context: RequestContext,
  { organizationId, amountsFor }: MemberAmountsInput,
): Promise<Organization> {
  const { userId } = requireViewer(context);
  const { organization } = await requireMembership(context, organizationId, MembershipRole.OWNER);
  return context.db.transact(async (tx) => {
    const unit = await lockAsMember(context, tx, organization.id, MembershipRole.OWNER);
    const before = await findAmountsRule(tx.manager, unit.id);
    await tx.manager.delete(UnitDeskRule, { organizationId: unit.id });
    await tx.manager.insert(UnitDeskRule, { organizationId: unit.id, amountsFor, setById: userId, setAt: tx.now });
    record(tx, context, memberAmountsSet, { subject: unit.id, before: { amountsFor: before }, after: { amountsFor } });
    return unit;
  });
}
