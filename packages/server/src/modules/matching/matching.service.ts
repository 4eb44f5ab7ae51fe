import { requirePermission, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows, sqlIn } from '../../db/rows.js';
import { badInput, conflict, forbidden, notFound } from '../../errors.js';
import { readFen, readId, readList, readOptionalText, readText } from '../../input.js';
import { newId, newReadableCode } from '../../lib/ids.js';
import { searchText } from '../../lib/search-text.js';
import { recordOnce } from '../../recorded-once.js';
import { postEntry } from '../ledger/index.js';
import { isBoundTo, isMemberOf, MembershipRole, requireMembership, requireVerified } from '../organizations/index.js';
import { PaymentMethod, Pledge, referenceKey, type ReferenceUse } from '../pledges/index.js';
import { canonicalCategory } from '../projects/index.js';
import { record } from '../trace/index.js';
import { MatchFund, MatchFundProject, MatchPayment } from './match.entities.js';
import { MatchFundState, MatchScope } from './match.enums.js';
import { LIMITS, MATCH_STEPS, refuseMatchStep, refuseWindow } from './match.rules.js';
import { accountsOf, matchFunded, moneyAccountOf, sourceOfMatchPayment } from './matching.entries.js';
import type { ConfirmMatchPaymentInput, FoundMatchFundInput } from './matching.inputs.js';
import { noteFund } from './matching.notices.js';
import { decideMatchFunds, fillMatchFunds } from './matching.permissions.js';
import { matchFundQueue } from './matching.queues.js';
import { getVisibleFund } from './matching.queries.js';
import { matchFundTopic } from './matching.topics.js';
import { matchFundDecided, matchFundEnded, matchFundFilled, matchFundFounded } from './matching.trace.js';

const readCap = (field: string, raw: number | null | undefined): number | null =>
  raw == null ? null : readFen(field, raw, LIMITS.capFen);

function readWithin(field: string, raw: number, { min, max }: { min: number; max: number }): number {
  if (raw < min || raw > max) throw badInput(field, 'match.outOfRange', { min, max });
  return raw;
}

/** Reads to which gifts the fund adds. Every chosen project has to be public. */
async function readScope(
  context: RequestContext,
  { scope, projectIds, category, campaignId }: FoundMatchFundInput,
): Promise<{ projectIds: string[]; category: string | null; campaignId: string | null }> {
  const { db } = context;
  if ((scope === MatchScope.PROJECTS) !== (projectIds != null)) throw badInput('projectIds', 'match.projectsOnly');
  if ((scope === MatchScope.CATEGORY) !== (category != null)) throw badInput('category', 'match.categoryOnly');
  if ((scope === MatchScope.CAMPAIGN) !== (campaignId != null)) throw badInput('campaignId', 'match.campaignOnly');
  const ids = [
    ...new Set(
      projectIds == null
        ? []
        : readList('projectIds', projectIds, LIMITS.projects).map((id, index) => readId(`projectIds.${index}`, id)),
    ),
  ];
  const found = await db.read.query<{ id: string }[]>(
    `SELECT id FROM projects WHERE is_public = 1 AND ${sqlIn('id', ids)}`,
    ids,
  );
  for (const [index, id] of ids.entries())
    if (!found.some((project) => project.id === id)) throw badInput(`projectIds.${index}`, 'match.unknownProject');
  // Campaigns are downstream of this module, so it knows their table only.
  const campaign = campaignId == null ? null : readId('campaignId', campaignId);
  if (campaign !== null) {
    const [open] = await db.read.query<object[]>(
      'SELECT id FROM campaigns WHERE id = ? AND published_at IS NOT NULL AND ended_at IS NULL',
      [campaign],
    );
    if (open === undefined) throw notFound('campaignId');
  }
  return {
    projectIds: ids,
    campaignId: campaign,
    category: category == null ? null : canonicalCategory(readText('category', category, LIMITS.category)),
  };
}

/** Founds a match fund, by an owner of a verified unit. It adds nothing before the city publishes it and money is in it. */
export async function foundMatchFund(context: RequestContext, input: FoundMatchFundInput): Promise<MatchFund> {
  const { userId } = requireViewer(context);
  const { organization } = await requireMembership(context, input.organizationId, MembershipRole.OWNER);
  requireVerified(organization);
  const content = {
    title: readText('title', input.title, LIMITS.title),
    factor: readWithin('factor', input.factor, LIMITS.factor),
    perGiftFen: readCap('perGift', input.perGift),
    perDonorFen: readCap('perDonor', input.perDonor),
    perProjectFen: readCap('perProject', input.perProject),
    perDayFen: readCap('perDay', input.perDay),
    place: readWithin('place', input.place, LIMITS.place),
    unlockFen: readCap('unlockAmount', input.unlockAmount),
    unlockGifts: input.unlockGifts == null ? null : readWithin('unlockGifts', input.unlockGifts, LIMITS.unlockGifts),
  };
  if (content.unlockFen !== null && content.unlockGifts !== null) throw badInput('unlockGifts', 'match.oneThreshold');
  const kinds = [PaymentMethod.BANK_TRANSFER, ...(context.env.sandbox ? [PaymentMethod.SANDBOX] : [])];
  if (!kinds.includes(input.payment)) throw badInput('payment', 'match.paymentKind');
  const wrong = refuseWindow(input.opensAt, input.closesAt, context.clock.now());
  if (wrong !== null) throw wrong;
  const { projectIds, category, campaignId } = await readScope(context, input);
  const { recorded } = await recordOnce(context, {
    operation: 'foundMatchFund',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(MatchFund, { id }),
    async record(tx) {
      const fund = Object.assign(new MatchFund(), {
        id: newId(tx.now),
        organizationId: organization.id,
        ...content,
        payment: input.payment,
        opensAt: input.opensAt,
        closesAt: input.closesAt,
        scope: input.scope,
        category,
        campaignId,
        state: MatchFundState.PROPOSED,
        remarkCode: `MF${newReadableCode(8)}`,
        paidInFen: 0,
        givenFen: 0,
        returnedFen: 0,
        countedFen: 0,
        countedGifts: 0,
        unlockedAt: null,
        day: null,
        dayFen: 0,
        foundedById: userId,
        foundedAt: tx.now,
        decidedById: null,
        decidedAt: null,
        endedAt: null,
        endedById: null,
        reason: null,
        searchText: searchText(content.title),
      });
      insertRows(tx, MatchFund, [fund]);
      insertRows(
        tx,
        MatchFundProject,
        projectIds.map((projectId) => ({ fundId: fund.id, projectId })),
      );
      record(tx, context, matchFundFounded, { subject: organization.id, after: { fund: fund.id } });
      tx.changed(matchFundQueue.topic);
      return fund;
    },
  });
  return recorded;
}

async function lockFund(tx: Tx, id: string): Promise<MatchFund> {
  const fund = await tx.lock(MatchFund, { id });
  if (fund === null) throw notFound('id');
  return fund;
}

/** Takes a step with the fund locked, and writes `changes`. */
async function step(
  tx: Tx,
  id: string,
  name: keyof typeof MATCH_STEPS,
  changes: (fund: MatchFund) => Partial<MatchFund>,
): Promise<MatchFund> {
  const fund = await lockFund(tx, id);
  const refusal = refuseMatchStep(name, fund.state);
  if (refusal !== null) throw refusal;
  const changed = { ...changes(fund), state: MATCH_STEPS[name].to };
  await tx.manager.update(MatchFund, { id }, changed);
  tx.changed(matchFundTopic.of(id), matchFundQueue.topic);
  return Object.assign(fund, changed);
}

/** Publishes or refuses a proposed fund, by a reviewer who does not belong to the sponsor. */
export async function decideMatchFund(
  context: RequestContext,
  rawId: string,
  accepted: boolean,
  rawReason: string | null | undefined,
): Promise<MatchFund> {
  const { userId } = requirePermission(context, decideMatchFunds);
  const found = await getVisibleFund(context, readId('id', rawId), 'id');
  if (await isBoundTo(context, found.organizationId)) throw forbidden('match.ownUnit');
  const reason = readOptionalText('reason', rawReason, LIMITS.reason);
  if (!accepted && reason === null) throw badInput('reason', 'match.reasonNeeded');
  return context.db.transact(async (tx) => {
    const fund = await step(tx, found.id, accepted ? 'publish' : 'refuse', () => ({
      decidedById: userId,
      decidedAt: tx.now,
      reason: accepted ? null : reason,
    }));
    await noteFund(tx, accepted ? 'published' : 'refused', fund);
    record(tx, context, matchFundDecided, {
      subject: fund.organizationId,
      after: { fund: fund.id, state: fund.state },
      reason,
    });
    return fund;
  });
}

/** Ends a fund for good, by an owner of the sponsor or by the city. What it added stays. */
export async function endMatchFund(context: RequestContext, rawId: string, rawReason: string): Promise<MatchFund> {
  const { userId } = requireViewer(context);
  const found = await getVisibleFund(context, readId('id', rawId), 'id');
  if (await isMemberOf(context, found.organizationId))
    await requireMembership(context, found.organizationId, MembershipRole.OWNER, 'id');
  else requirePermission(context, decideMatchFunds);
  const reason = readText('reason', rawReason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    const fund = await step(tx, found.id, 'end', () => ({ endedAt: tx.now, endedById: userId, reason }));
    await noteFund(tx, 'ended', fund);
    record(tx, context, matchFundEnded, { subject: fund.organizationId, after: { fund: fund.id }, reason });
    return fund;
  });
}

/** Records that a sponsor's transfer arrived, by a treasurer who does not belong to the sponsor. */
export async function confirmMatchPayment(
  context: RequestContext,
  input: ConfirmMatchPaymentInput,
): Promise<MatchFund> {
  const { userId } = requirePermission(context, fillMatchFunds);
  const found = await getVisibleFund(context, readId('fundId', input.fundId), 'fundId');
  if (await isBoundTo(context, found.organizationId)) throw forbidden('match.ownUnit');
  const amountFen = readFen('amount', input.amount, LIMITS.capFen);
  const bankReference = readText('bankReference', input.bankReference, LIMITS.bankReference);
  const key = referenceKey(bankReference);
  return context.db.transact(async (tx) => {
    const fund = await step(tx, found.id, 'fill', ({ paidInFen }) => ({ paidInFen: paidInFen + amountFen }));
    const isUsed =
      (await tx.manager.existsBy(MatchPayment, { referenceKey: key })) ||
      (await tx.manager.existsBy(Pledge, { referenceKey: key }));
    if (isUsed) throw conflict('match.referenceUsed', 'bankReference');
    const payment = {
      id: newId(tx.now),
      fundId: fund.id,
      amountFen,
      bankReference,
      referenceKey: key,
      confirmedById: userId,
      createdAt: tx.now,
    };
    insertRows(tx, MatchPayment, [payment]);
    const entry = await postEntry(tx, {
      kind: matchFunded.name,
      sourceKey: sourceOfMatchPayment(payment.id),
      lines: [
        { account: moneyAccountOf(fund), amountFen },
        { account: accountsOf(fund).received, amountFen: -amountFen },
      ],
    });
    record(tx, context, matchFundFilled, { subject: fund.organizationId, after: { fund: fund.id, amountFen, entry } });
    return fund;
  });
}

/** Returns the bank references that payments into funds have used. */
export const findReferencesOfMatchPayments: ReferenceUse = async (tx, references) => {
  const keys = [...new Set(references.map(referenceKey))];
  const rows = await tx.manager.query<{ reference_key: string }[]>(
    `SELECT reference_key FROM match_payments WHERE ${sqlIn('reference_key', keys)}`,
    keys,
  );
  return new Set(rows.map((row) => row.reference_key));
};
