import type { EntityManager } from 'typeorm';
import { readPage, type KeyPart, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, may, type RequestContext, type Services } from '../../context.js';
import { sharedQuery } from '../../db/batched-read.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { isId } from '../../lib/ids.js';
import { requireFewOfStranger } from '../../limits/limiter.js';
import { isMemberOf } from '../organizations/index.js';
import { Pledge, Receipt } from './pledge.entity.js';
import { readReceiptNumber } from './receipt-numbers.js';
import { seeGiftsOfUnits, seePayments } from './pledges.permissions.js';
import { sqlIn } from '../../db/rows.js';

/** A unit's paid gifts to a project: a row of the sponsor wall. */
export interface SponsorRow {
  organizationId: string;
  /** The unit's name, as in its newest gift. */
  name: string;
  amountFen: number;
  pledgeCount: number;
}

const NEWEST_FIRST: readonly KeyPart[] = [
  { column: 'paid_at', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
];

const LAST_MADE_FIRST: readonly KeyPart[] = [{ column: 'id', direction: 'DESC' }];

const readPledges = (
  context: RequestContext,
  where: string,
  values: readonly string[],
  order: readonly KeyPart[],
  args: PageArgs,
  count?: () => Promise<number>,
): Promise<Page<Pledge>> =>
  readPage(
    context.db,
    { from: 'pledges', where, values },
    order,
    args,
    (ids) => pledgeLoader(context).loadMany(ids),
    count,
  );

/**
 * A project's paid gifts, newest first. `count` comes from the project's counter, so that no list has to be counted.
 */
export const listProjectPledges = (
  context: RequestContext,
  projectId: string,
  args: PageArgs,
  count: () => Promise<number>,
): Promise<Page<Pledge>> =>
  readPledges(context, "project_id = ? AND status = 'PAID'", [projectId], NEWEST_FIRST, args, count);

/** A campaign's paid gifts, those made last first. `count` comes from the campaign's counter. */
export const listCampaignPledges = (
  context: RequestContext,
  campaignId: string,
  args: PageArgs,
  count: () => Promise<number>,
): Promise<Page<Pledge>> =>
  readPledges(context, "campaign_id = ? AND status = 'PAID'", [campaignId], LAST_MADE_FIRST, args, count);

/** The newest paid gifts of all projects. `count` is the sum of the projects' counters. */
export const listNewestPledges = (context: RequestContext, args: PageArgs): Promise<Page<Pledge>> =>
  readPledges(context, "status = 'PAID'", [], NEWEST_FIRST, args, async () =>
    Number(
      (await sharedQuery(context.db, 'SELECT SUM(pledge_count) AS total FROM project_counters', []))[0]!.total ?? 0,
    ),
  );

/** The viewer's own pledges in any status, newest first. */
export const listOwnPledges = (context: RequestContext, userId: string, args: PageArgs): Promise<Page<Pledge>> =>
  readPledges(context, 'user_id = ?', [userId], [{ column: 'id', direction: 'DESC' }], args);

/** Paid gifts on a unit's behalf, for its members; null for others. */
export async function listOrganizationPledges(
  context: RequestContext,
  organizationId: string,
  args: PageArgs,
): Promise<Page<Pledge> | null> {
  if (!(await isMemberOf(context, organizationId)) && !may(context, seeGiftsOfUnits)) return null;
  return readPledges(context, "on_behalf_of_id = ? AND status = 'PAID'", [organizationId], NEWEST_FIRST, args);
}

/** A pledge for its donor or a treasurer; null for others. */
export async function findPledge(context: RequestContext, id: string): Promise<Pledge | null> {
  const pledge = isId(id) ? await context.db.read.findOneBy(Pledge, { id }) : null;
  return pledge !== null && seesPrivately(context, pledge) ? pledge : null;
}

// A guest has no account, so only the response to the request that made the pledge shows all of it.
const madeHere = new WeakMap<RequestContext, Set<string>>();

/** Records that this request made the pledge, or repeated the request with the same key. */
export function noteMaker(context: RequestContext, pledge: Pledge): void {
  madeHere.set(context, (madeHere.get(context) ?? new Set()).add(pledge.id));
}

/** Whether the viewer is the donor or a treasurer. Both see more than the public. */
export const seesPrivately = (context: RequestContext, pledge: Pledge): boolean =>
  (context.viewer !== null && context.viewer.userId === pledge.userId) ||
  (madeHere.get(context)?.has(pledge.id) ?? false) ||
  may(context, seePayments);

/** The receipt with this number, however the number is written, for anyone who has the whole number. */
export async function findReceipt(context: RequestContext, raw: string): Promise<Receipt | null> {
  const number = readReceiptNumber(raw.slice(0, 100));
  requireFewOfStranger(context, 'receipt.network');
  return number === null ? null : context.db.read.findOneBy(Receipt, { number });
}

export const receiptLoader = defineLoader<string, Receipt | null>(async ({ db }, pledgeIds) => {
  const receipts = await groupRows(db.read, Receipt, 'pledgeId', pledgeIds, 'number');
  // Returns the valid receipt, or else the last one that became void, which no other receipt replaced.
  return receipts.map((ofPledge) => ofPledge.find(({ replacedBy }) => replacedBy === null) ?? null);
});

export const pledgeLoader = defineLoader<string, Pledge | null>(({ db }, ids) => rowsByKey(db.read, Pledge, 'id', ids));

/** A project's sponsor wall: units by what was paid on their behalf, largest first. */
export const sponsorsLoader = defineLoader<string, SponsorRow[]>(async ({ db }, projectIds) => {
  const rows = await db.read.query<
    {
      project_id: string;
      organization_id: string;
      organization_name: string;
      amount_fen: string | number;
      pledge_count: string | number;
    }[]
  >(
    `SELECT project_id, organization_id, organization_name, amount_fen, pledge_count FROM project_sponsors
     WHERE ${sqlIn('project_id', projectIds)} AND pledge_count > 0 ORDER BY amount_fen DESC, organization_id`,
    [...projectIds],
  );
  return projectIds.map((id) =>
    rows
      .filter((row) => row.project_id === id)
      .map((row) => ({
        organizationId: row.organization_id,
        name: row.organization_name,
        amountFen: Number(row.amount_fen),
        pledgeCount: Number(row.pledge_count),
      })),
  );
});

/** What was paid on behalf of each unit, in fen. */
export const givenLoader = defineLoader<string, number>(async ({ db }, organizationIds) => {
  const rows = await db.read.query<{ organization_id: string; amount_fen: string | number }[]>(
    `SELECT organization_id, SUM(amount_fen) AS amount_fen FROM project_sponsors WHERE ${sqlIn('organization_id', organizationIds)} GROUP BY organization_id`,
    [...organizationIds],
  );
  const sums = new Map(rows.map((row) => [row.organization_id, Number(row.amount_fen)]));
  return organizationIds.map((id) => sums.get(id) ?? 0);
});

/**
 * Returns whom news of the project concerns as its donors: people by their ids, guests who left a mail address by the
 * ids of their gifts. A gift that was given back counts no more.
 */
export async function donorsOf({ db }: Pick<Services, 'db'>, projectId: string): Promise<string[]> {
  const rows = await db.read.query<{ recipient: string }[]>(
    `SELECT DISTINCT COALESCE(p.user_id, a.id) AS recipient FROM pledges p LEFT JOIN guest_addresses a ON a.id = p.id
     WHERE p.project_id = ? AND p.status = 'PAID' AND (p.user_id IS NOT NULL OR a.id IS NOT NULL)`,
    [projectId],
  );
  return rows.map(({ recipient }) => recipient);
}

/** Returns the gifts to the project whose guests left a mail address. */
export async function guestGiftsOf(manager: EntityManager, projectId: string): Promise<ReadonlySet<string>> {
  const rows = await manager.query<{ id: string }[]>(
    'SELECT p.id FROM pledges p JOIN guest_addresses a ON a.id = p.id WHERE p.project_id = ? AND p.guest_mail = 1',
    [projectId],
  );
  return new Set(rows.map(({ id }) => id));
}
