import type { EntityManager } from 'typeorm';
import type { RequestContext } from '../../context.js';
import { fromSqlTime, sqlTime } from '../../db/columns.js';
import { sqlIn } from '../../db/rows.js';
import { notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { lastDayOf, shanghaiDay } from '../../lib/days.js';
import { findVisibleCampaign } from '../campaigns/index.js';
import { namesOf } from '../identity/index.js';
import { Membership, MembershipRole, requireMembership } from '../organizations/index.js';
import {
  MemberAmounts,
  UnitDeskRule,
  type UnitDesk,
  type UnitDeskFigures,
  type UnitDeskMember,
  type UnitDeskRow,
} from './unit-desk.entities.js';
import type { UnitDeskArgs } from './unit-desk.inputs.js';
import { ANSWER_ORDER, answerOf, LIMITS, readPeriod, seesAmounts, type Period } from './unit-desk.rules.js';

type Count = number | string;

/** A period, or a campaign with its days. */
export interface Scope extends Period {
  readonly campaignId: string | null;
}

/** Returns what a request asks for. Throws for a campaign that is not published or that the viewer may not see. */
export async function readScope(
  context: RequestContext,
  { campaignId, from, until }: { campaignId?: string | null; from?: string | null; until?: string | null },
): Promise<Scope> {
  if (campaignId == null) return { ...readPeriod(from, until), campaignId: null };
  const campaign = await findVisibleCampaign(context, readId('campaignId', campaignId));
  if (campaign === null || campaign.publishedAt === null) throw notFound('campaignId');
  const { id, opensAt, closesAt } = campaign;
  return { campaignId: id, from: shanghaiDay(opensAt), until: lastDayOf(closesAt), begin: opensAt, end: closesAt };
}

type Given = Omit<UnitDeskFigures, 'membersKnown'>;

interface GivenRow {
  readonly id: string;
  readonly gifts: Count;
  readonly fen: Count | null;
  readonly people: Count;
}

const givenOf = ({ gifts, fen, people }: GivenRow): Given => ({
  gifts: Number(gifts),
  amount: Number(fen ?? 0),
  membersGave: Number(people),
});

/** What campaigns count of units: `UNIT` with all that was below at the moment of each gift, `GIVER` without. */
const countedFor = (
  manager: EntityManager,
  campaignId: string,
  kind: 'UNIT' | 'GIVER',
  unitIds: readonly string[],
): Promise<GivenRow[]> =>
  manager.query<GivenRow[]>(
    `SELECT subject_id AS id, gift_count AS gifts, given_fen AS fen, donor_count AS people FROM campaign_sums
     WHERE campaign_id = ? AND kind = ? AND ${sqlIn('subject_id', unitIds)}`,
    [campaignId, kind, ...unitIds],
  );

/**
 * What each unit and those below it gave. A gift of a period counts for the units that were above its own when it
 * reached the bank, and for its own unit always, because the day of the bank can be before the unit was registered.
 */
async function giftsBelow(
  manager: EntityManager,
  unitIds: readonly string[],
  { campaignId, begin, end }: Scope,
): Promise<Map<string, Given>> {
  const rows =
    campaignId !== null
      ? await countedFor(manager, campaignId, 'UNIT', unitIds)
      : await manager.query<GivenRow[]>(
          `SELECT c.ancestor_id AS id, COUNT(*) AS gifts, SUM(p.amount_fen - p.refunded_fen) AS fen,
             COUNT(DISTINCT p.donor_id) AS people
           FROM organization_closure c
           JOIN pledges p ON p.on_behalf_of_id = c.descendant_id AND p.status = 'PAID'
             AND p.paid_at >= ? AND p.paid_at < ?
             AND (c.depth = 0 OR (c.from_at <= p.paid_at AND (c.until_at IS NULL OR c.until_at > p.paid_at)))
           WHERE ${sqlIn('c.ancestor_id', unitIds)} GROUP BY c.ancestor_id`,
          [sqlTime(begin), sqlTime(end), ...unitIds],
        );
  return new Map(rows.map((row) => [row.id, givenOf(row)]));
}

/** How many people belong to each unit and to those below it now. */
async function membersBelow(manager: EntityManager, unitIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await manager.query<{ id: string; people: Count }[]>(
    `SELECT c.ancestor_id AS id, COUNT(DISTINCT m.user_id) AS people FROM organization_closure c
     JOIN memberships m ON m.organization_id = c.descendant_id
     WHERE c.until_at IS NULL AND ${sqlIn('c.ancestor_id', unitIds)} GROUP BY c.ancestor_id`,
    [...unitIds],
  );
  return new Map(rows.map(({ id, people }) => [id, Number(people)]));
}

/** How many promises that are not paid yet were made for each unit and those below it. */
async function promisesBelow(
  manager: EntityManager,
  unitIds: readonly string[],
  { campaignId, begin, end }: Scope,
): Promise<Map<string, number>> {
  const [ofScope, values] =
    campaignId !== null
      ? ['p.campaign_id = ?', [campaignId]]
      : ['p.created_at >= ? AND p.created_at < ?', [sqlTime(begin), sqlTime(end)]];
  const rows = await manager.query<{ id: string; promises: Count }[]>(
    `SELECT c.ancestor_id AS id, COUNT(*) AS promises FROM organization_closure c
     JOIN pledges p ON p.on_behalf_of_id = c.descendant_id AND p.status = 'PENDING' AND ${ofScope}
     WHERE c.until_at IS NULL AND ${sqlIn('c.ancestor_id', unitIds)} GROUP BY c.ancestor_id`,
    [...values, ...unitIds],
  );
  return new Map(rows.map(({ id, promises }) => [id, Number(promises)]));
}

const figures = (
  id: string,
  gifts: ReadonlyMap<string, Given>,
  members: ReadonlyMap<string, number>,
): UnitDeskFigures => ({
  membersKnown: members.get(id) ?? 0,
  ...(gifts.get(id) ?? { gifts: 0, amount: 0, membersGave: 0 }),
});

/** SQL: the paid gifts on behalf of a unit itself, and the values of its placeholders. */
const ownGifts = (id: string, { campaignId, begin, end }: Scope): [where: string, values: string[]] =>
  campaignId !== null
    ? ["p.on_behalf_of_id = ? AND p.status = 'PAID' AND p.campaign_id = ?", [id, campaignId]]
    : [
        "p.on_behalf_of_id = ? AND p.status = 'PAID' AND p.paid_at >= ? AND p.paid_at < ?",
        [id, sqlTime(begin), sqlTime(end)],
      ];

/** The figures of a unit without those below it. */
async function ownFigures(manager: EntityManager, id: string, scope: Scope): Promise<UnitDeskFigures> {
  const [where, values] = ownGifts(id, scope);
  const [given] =
    scope.campaignId !== null
      ? await countedFor(manager, scope.campaignId, 'GIVER', [id])
      : await manager.query<GivenRow[]>(
          `SELECT COUNT(*) AS gifts, SUM(p.amount_fen - p.refunded_fen) AS fen, COUNT(DISTINCT p.donor_id) AS people
           FROM pledges p WHERE ${where}`,
          values,
        );
  return {
    membersKnown: await manager.countBy(Membership, { organizationId: id }),
    ...(given === undefined ? { gifts: 0, amount: 0, membersGave: 0 } : givenOf(given)),
  };
}

/** The people who gave and chose to be named, the one with the newest gift first. */
async function namedMembers(
  context: RequestContext,
  id: string,
  scope: Scope,
  showAmounts: boolean,
): Promise<UnitDeskMember[]> {
  const [where, values] = ownGifts(id, scope);
  const rows = await context.db.read.query<{ user_id: string; gifts: Count; fen: Count }[]>(
    `SELECT p.user_id, COUNT(*) AS gifts, SUM(p.amount_fen - p.refunded_fen) AS fen FROM pledges p
     WHERE ${where} AND p.anonymous = 0 AND p.user_id IS NOT NULL
     GROUP BY p.user_id ORDER BY MAX(p.paid_at) DESC, p.user_id LIMIT ${LIMITS.members}`,
    values,
  );
  const names = await namesOf(
    context,
    rows.map(({ user_id }) => user_id),
  );
  return rows.map(({ user_id, gifts, fen }) => ({
    name: names.get(user_id) ?? '',
    gifts: Number(gifts),
    amount: showAmounts ? Number(fen) : null,
  }));
}

interface Child {
  readonly id: string;
  readonly remindedAt: Date | null;
}

/** The units directly below now, with the last reminder that each one got from this unit. */
async function childrenOf(manager: EntityManager, id: string): Promise<Child[]> {
  const rows = await manager.query<{ id: string; reminded_at: Date | string | null }[]>(
    `SELECT o.id, (SELECT MAX(r.sent_at) FROM unit_reminders r WHERE r.organization_id = ? AND r.unit_id = o.id) AS reminded_at
     FROM organizations o WHERE o.parent_id = ? AND o.verification = 'VERIFIED' ORDER BY o.id`,
    [id, id],
  );
  return rows.map((row) => ({
    id: row.id,
    remindedAt: row.reminded_at === null ? null : fromSqlTime(row.reminded_at),
  }));
}

/** Who sees what each member of the unit gave. */
export const findAmountsRule = async (manager: EntityManager, organizationId: string): Promise<MemberAmounts> =>
  (await manager.findOneBy(UnitDeskRule, { organizationId }))?.amountsFor ?? MemberAmounts.NOBODY;

/** Returns the desk of a unit for its owners and editors. */
export async function readUnitDesk(
  context: RequestContext,
  { organizationId, ...asked }: UnitDeskArgs,
): Promise<UnitDesk> {
  const { organization, role } = await requireMembership(context, organizationId, MembershipRole.EDITOR);
  const scope = await readScope(context, asked);
  const { id } = organization;
  const manager = context.db.read;
  const children = await childrenOf(manager, id);
  const unitIds = [id, ...children.map((child) => child.id)];
  const [gifts, known, promises, own, amountsFor] = await Promise.all([
    giftsBelow(manager, unitIds, scope),
    membersBelow(manager, unitIds),
    promisesBelow(manager, unitIds, scope),
    ownFigures(manager, id, scope),
    findAmountsRule(manager, id),
  ]);
  const members = await namedMembers(context, id, scope, seesAmounts(role, amountsFor));
  const rows = children.map(({ id: unitId, remindedAt }): UnitDeskRow => ({
    unitId,
    remindedAt,
    ...figures(unitId, gifts, known),
    answer: answerOf(gifts.get(unitId)?.gifts ?? 0, promises.get(unitId) ?? 0),
  }));
  return {
    organizationId: id,
    campaignId: scope.campaignId,
    from: scope.from,
    until: scope.until,
    total: figures(id, gifts, known),
    own,
    rows: rows.sort((a, b) => ANSWER_ORDER.indexOf(a.answer) - ANSWER_ORDER.indexOf(b.answer)),
    members,
    unnamedMembers: Math.max(0, own.membersGave - members.length),
    amountsFor,
  };
}
