import { Brackets, type SelectQueryBuilder } from 'typeorm';
import { paginate, readPage, type KeyPart, type OrderPart, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, hasRole, PlatformRole, requireRole, type RequestContext } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import { askTogether } from '../../db/gathered-read.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { readSearch, readText } from '../../input.js';
import { isId } from '../../lib/ids.js';
import { searchedFen } from '../../lib/money.js';
import { searchPatterns } from '../../lib/search-text.js';
import { isMemberOf } from '../organizations/index.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Pledge, Receipt } from './pledge.entity.js';
import { referenceKey } from './pledge.rules.js';
import { readReceiptNumber, receiptNumbersLike } from './receipt-numbers.js';

/** A unit's paid gifts to a project: a row of the sponsor wall. */
export interface SponsorRow {
  organizationId: string;
  /** As its newest gift names it. */
  name: string;
  amountFen: number;
  pledgeCount: number;
}

const NEWEST_FIRST: readonly KeyPart[] = [{ column: 'paid_at', direction: 'DESC' }, { column: 'id', direction: 'DESC' }];

const readPledges = (context: RequestContext, where: string, values: readonly string[], order: readonly KeyPart[], args: PageArgs, count?: () => Promise<number>): Promise<Page<Pledge>> =>
  readPage(context.db, { from: 'pledges', where, values }, order, args, (ids) => pledgeLoader(context).loadMany(ids), count);

/** A project's paid gifts, newest first. `count` is its counter, so that no list is counted. */
export const listProjectPledges = (context: RequestContext, projectId: string, args: PageArgs, count: () => Promise<number>): Promise<Page<Pledge>> =>
  readPledges(context, "project_id = ? AND status = 'PAID'", [projectId], NEWEST_FIRST, args, count);

/** The newest paid gifts of all projects. `count` is the sum of their counters. */
export const listNewestPledges = (context: RequestContext, args: PageArgs): Promise<Page<Pledge>> =>
  readPledges(context, "status = 'PAID'", [], NEWEST_FIRST, args, async () => Number((await askTogether(context.db, 'SELECT SUM(pledge_count) AS total FROM project_counters', []))[0]!.total ?? 0));

/** The viewer's own pledges in any status, newest first. */
export const listOwnPledges = (context: RequestContext, userId: string, args: PageArgs): Promise<Page<Pledge>> =>
  readPledges(context, 'user_id = ?', [userId], [{ column: 'id', direction: 'DESC' }], args);

/** Paid gifts on a unit's behalf, for its members; null for others. */
export async function listOrganizationPledges(context: RequestContext, organizationId: string, args: PageArgs): Promise<Page<Pledge> | null> {
  if (!(await isMemberOf(context, organizationId)) && !hasRole(context, PlatformRole.ADMIN)) return null;
  return readPledges(context, "on_behalf_of_id = ? AND status = 'PAID'", [organizationId], NEWEST_FIRST, args);
}

/** Transfers that wait for a treasurer, oldest first, or those that lapsed, newest first; found by remark code, donor or amount in yuan. */
export async function listPaymentQueue(context: RequestContext, lapsed: boolean, rawSearch: string | null | undefined, args: PageArgs): Promise<Page<Pledge>> {
  requireRole(context, PlatformRole.TREASURER);
  const status = lapsed ? PledgeStatus.EXPIRED : PledgeStatus.PENDING;
  return paginate(await transfers(context, status, readSearch(rawSearch)), [{ column: 'pledge.id', of: ({ id }) => id, direction: lapsed ? 'DESC' : 'ASC' }], args);
}

/** Transfers that were confirmed, newest first; found by what stands on the receipt or in the bank's list. */
export async function listConfirmedPayments(context: RequestContext, rawSearch: string, args: PageArgs): Promise<Page<Pledge>> {
  requireRole(context, PlatformRole.TREASURER);
  return paginate(await transfers(context, PledgeStatus.PAID, readText('search', rawSearch, SEARCH)), BY_PAYMENT, args);
}

const SEARCH = { max: 100 };

const BY_PAYMENT: readonly OrderPart<Pledge>[] = [
  { column: 'pledge.paidAt', of: ({ paidAt }) => sqlTime(paidAt!), direction: 'DESC' },
  { column: 'pledge.id', of: ({ id }) => id, direction: 'DESC' },
];

/** Transfers in a status by remark code, donor or amount in yuan; those that were paid by receipt and bank reference as well. */
async function transfers(context: RequestContext, status: PledgeStatus, term: string | null): Promise<SelectQueryBuilder<Pledge>> {
  const query = context.db.read.createQueryBuilder(Pledge, 'pledge').where('pledge.status = :status AND pledge.payment = :transfer', { status, transfer: PaymentMethod.BANK_TRANSFER });
  if (term === null) return query;
  const fen = searchedFen(term);
  const receipts = status === PledgeStatus.PAID ? await receiptNumbersLike(context.db.read, term) : [];
  return query.andWhere(new Brackets((where) => {
    where.where(hasCodeOrName(term));
    if (fen !== null) where.orWhere('pledge.amountFen = :fen', { fen });
    if (status === PledgeStatus.PAID) where.orWhere('pledge.referenceKey = :reference', { reference: referenceKey(term) });
    if (receipts.length > 0) where.orWhere('pledge.id IN (SELECT pledge_id FROM receipts WHERE number IN (:...receipts))', { receipts });
  }));
}

/** Pledges whose remark code or donor has each word of `term`. Codes are looked for without what people put between their letters. */
const hasCodeOrName = (term: string): Brackets =>
  new Brackets((where) => {
    const patterns = searchPatterns(term);
    if (patterns.length === 0) where.where('1 = 1');
    for (const [index, pattern] of patterns.entries()) {
      const code = pattern.replace(/[^a-z0-9]/g, '').toUpperCase();
      where.andWhere(new Brackets((word) => {
        word.where(`pledge.donorSearch LIKE :word${index} ESCAPE '!'`, { [`word${index}`]: pattern });
        if (code !== '') word.orWhere(`pledge.remarkCode LIKE :code${index}`, { [`code${index}`]: `%${code}%` });
      }));
    }
  });

/** A pledge for its donor or a treasurer; null for others. */
export async function findPledge(context: RequestContext, id: string): Promise<Pledge | null> {
  const pledge = isId(id) ? await context.db.read.findOneBy(Pledge, { id }) : null;
  return pledge !== null && seesPrivately(context, pledge) ? pledge : null;
}

// A guest has no account to be known by: the answer to the request that made the pledge is their one chance to see it whole.
const madeHere = new WeakMap<RequestContext, Set<string>>();

/** Notes that this request made the pledge, or repeated its making with the same key. */
export function noteMaker(context: RequestContext, pledge: Pledge): void {
  madeHere.set(context, (madeHere.get(context) ?? new Set()).add(pledge.id));
}

/** Whether the viewer is the donor or a treasurer, who see what the public does not. */
export const seesPrivately = (context: RequestContext, pledge: Pledge): boolean =>
  (context.viewer !== null && context.viewer.userId === pledge.userId) ||
  (madeHere.get(context)?.has(pledge.id) ?? false) ||
  hasRole(context, PlatformRole.TREASURER);

/** The receipt with this number, however it is written, for anyone who holds the whole of it. */
export async function findReceipt(context: RequestContext, raw: string): Promise<Receipt | null> {
  const number = readReceiptNumber(raw.slice(0, 100));
  return number === null ? null : context.db.read.findOneBy(Receipt, { number });
}

export const receiptLoader = defineLoader<string, Receipt | null>(async ({ db }, pledgeIds) => {
  const receipts = await groupRows(db.read, Receipt, 'pledgeId', pledgeIds, 'number');
  // The valid one, else the last that became void: the one that no other took the place of.
  return receipts.map((ofPledge) => ofPledge.find(({ replacedBy }) => replacedBy === null) ?? null);
});

export const pledgeLoader = defineLoader<string, Pledge | null>(({ db }, ids) => rowsByKey(db.read, Pledge, 'id', ids));

/** A project's sponsor wall: units by what was paid on their behalf, largest first. */
export const sponsorsLoader = defineLoader<string, SponsorRow[]>(async ({ db }, projectIds) => {
  const rows = await db.read.query<{ project_id: string; organization_id: string; organization_name: string; amount_fen: string | number; pledge_count: string | number }[]>(
    `SELECT project_id, organization_id, organization_name, amount_fen, pledge_count FROM project_sponsors
     WHERE project_id IN (${projectIds.map(() => '?').join(', ')}) AND pledge_count > 0 ORDER BY amount_fen DESC, organization_id`,
    [...projectIds],
  );
  return projectIds.map((id) =>
    rows
      .filter((row) => row.project_id === id)
      .map((row) => ({ organizationId: row.organization_id, name: row.organization_name, amountFen: Number(row.amount_fen), pledgeCount: Number(row.pledge_count) })),
  );
});

/** What was paid on behalf of each unit, in fen. */
export const givenLoader = defineLoader<string, number>(async ({ db }, organizationIds) => {
  const rows = await db.read.query<{ organization_id: string; amount_fen: string | number }[]>(
    `SELECT organization_id, SUM(amount_fen) AS amount_fen FROM project_sponsors WHERE organization_id IN (${organizationIds.map(() => '?').join(', ')}) GROUP BY organization_id`,
    [...organizationIds],
  );
  const sums = new Map(rows.map((row) => [row.organization_id, Number(row.amount_fen)]));
  return organizationIds.map((id) => sums.get(id) ?? 0);
});
