import { may, type RequestContext } from '../../context.js';
import {
  findMembershipRole,
  findVisibleOrganization,
  MembershipRole,
  type Organization,
} from '../organizations/index.js';
import { PaymentMethod, Pledge, pledgeLoader, PledgeStatus, Receipt } from '../pledges/index.js';
import { findVisibleProject, Project, projectLoader } from '../projects/index.js';
import type { GiftFacts, SponsorFacts } from './gift-facts.js';
import { invoiceLoader } from './invoices.queries.js';
import { seePapersOfUnits } from './printouts.permissions.js';

/** Returns what the papers of the gift with this receipt say to the viewer. Null when there is no such receipt. */
export async function findGiftFacts(context: RequestContext, number: string): Promise<GiftFacts | null> {
  const { db, env, viewer } = context;
  const receipt = await db.read.findOneBy(Receipt, { number });
  if (receipt === null) return null;
  const pledge = (await pledgeLoader(context).load(receipt.pledgeId))!;
  return {
    number: receipt.number,
    amountFen: receipt.amountFen,
    issuedAt: receipt.issuedAt,
    paidOn: receipt.paidOn,
    ...partiesOf(receipt, pledge, viewer !== null && viewer.userId === pledge.userId),
    project: receipt.projectTitle,
    implementer: receipt.implementerName,
    holder: env.bankAccount.holder,
    sandbox: pledge.payment === PaymentMethod.SANDBOX,
    invoiceNumber: await invoiceLoader(context).load(receipt.number),
    void:
      receipt.voidedAt === null
        ? null
        : { at: receipt.voidedAt, reason: receipt.voidReason, replacedBy: receipt.replacedBy },
    checkUrl: `${env.publicUrl}/receipts/${receipt.number}`,
  };
}

/**
 * Who gave, as the paper says it. Treasurers know the names of people as well, but other people may see what they
 * print, so only the person reads a name that is not public.
 */
function partiesOf(
  { isMadeOutToUnit, onBehalfOfName, onBehalfOfCode }: Receipt,
  pledge: Pledge,
  isOwn: boolean,
): Pick<GiftFacts, 'donor' | 'donorCode' | 'handler' | 'unit'> {
  if (isMadeOutToUnit)
    return {
      donor: onBehalfOfName!,
      donorCode: onBehalfOfCode,
      handler: isOwn ? pledge.donorName : pledge.handledBy,
      unit: null,
    };
  const donor = isOwn ? pledge.donorName : pledge.displayName;
  return { donor, donorCode: null, handler: null, unit: onBehalfOfName };
}

/** Whether the viewer manages the papers of a unit, which its owners and editors do. */
export async function keepsPapersOf(context: RequestContext, organizationId: string): Promise<boolean> {
  const role = await findMembershipRole(context, organizationId);
  return role === MembershipRole.OWNER || role === MembershipRole.EDITOR;
}

/** Returns the unit if the viewer may have its annual statement. */
export async function findUnitOfStatement(context: RequestContext, id: string): Promise<Organization | null> {
  const unit = await findVisibleOrganization(context, id);
  return unit !== null && ((await keepsPapersOf(context, id)) || may(context, seePapersOfUnits)) ? unit : null;
}

/**
 * Returns what a unit's certificate says about its gifts to a project. Null when there are no gifts, and for viewers
 * who do not manage the unit's papers.
 */
export async function findSponsorFacts(
  context: RequestContext,
  organizationId: string,
  slug: string,
): Promise<SponsorFacts | null> {
  const { db, env } = context;
  const unit = await findVisibleOrganization(context, organizationId);
  const project = await findVisibleProject(context, { slug });
  if (unit === null || project === null || !(await keepsPapersOf(context, unit.id))) return null;
  const gifts = await db.read
    .createQueryBuilder(Pledge, 'pledge')
    .innerJoin(Receipt, 'receipt', 'receipt.pledgeId = pledge.id AND receipt.voidedAt IS NULL')
    .select('SUM(receipt.amountFen)', 'fen')
    .addSelect('COUNT(*)', 'gifts')
    .addSelect('MIN(receipt.number)', 'first')
    .addSelect('MAX(receipt.number)', 'last')
    .addSelect("SUM(CASE WHEN pledge.payment = 'SANDBOX' THEN 1 ELSE 0 END)", 'sandbox')
    .where('pledge.onBehalfOfId = :unit AND pledge.projectId = :project AND pledge.status = :paid', {
      unit: unit.id,
      project: project.id,
      paid: PledgeStatus.PAID,
    })
    .getRawOne<{
      fen: number | string | null;
      gifts: number | string;
      first: string;
      last: string;
      sandbox: number | string;
    }>();
  if (gifts === undefined || Number(gifts.gifts) === 0) return null;
  const newest = await db.read
    .createQueryBuilder(Receipt, 'receipt')
    .innerJoin(Pledge, 'pledge', 'pledge.id = receipt.pledgeId AND receipt.voidedAt IS NULL')
    .where('pledge.onBehalfOfId = :unit AND pledge.projectId = :project AND pledge.status = :paid', {
      unit: unit.id,
      project: project.id,
      paid: PledgeStatus.PAID,
    })
    .orderBy('pledge.paidAt', 'DESC')
    .addOrderBy('pledge.id', 'DESC')
    .limit(1)
    .getOneOrFail();
  return {
    unit: newest.onBehalfOfName!,
    unitCode: newest.onBehalfOfCode,
    project: newest.projectTitle,
    implementer: newest.implementerName,
    amountFen: Number(gifts.fen),
    giftCount: Number(gifts.gifts),
    receipts: { first: gifts.first, last: gifts.last },
    paidOn: newest.paidOn,
    sandbox: Number(gifts.sandbox) > 0,
    checkUrl: `${env.publicUrl}/projects/${project.slug}`,
  };
}

/** A project that a unit gave to, and the sum. */
export interface SponsorshipRow {
  project: Project;
  amountFen: number;
  giftCount: number;
}

const SPONSORSHIPS = 100;

/**
 * Returns the projects that a unit supports, largest sum first. Null for viewers who do not manage the unit's papers.
 */
export async function listSponsorships(
  context: RequestContext,
  organizationId: string,
): Promise<SponsorshipRow[] | null> {
  if (!(await keepsPapersOf(context, organizationId))) return null;
  const rows = await context.db.read.query<
    { project_id: string; amount_fen: number | string; pledge_count: number | string }[]
  >(
    `SELECT project_id, amount_fen, pledge_count FROM project_sponsors WHERE organization_id = ? AND pledge_count > 0 ORDER BY amount_fen DESC, project_id LIMIT ${SPONSORSHIPS}`,
    [organizationId],
  );
  const projects = await Promise.all(rows.map((row) => projectLoader(context).load(row.project_id)));
  return rows.map((row, index) => ({
    project: projects[index]!,
    amountFen: Number(row.amount_fen),
    giftCount: Number(row.pledge_count),
  }));
}
