import { In } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, may, type RequestContext } from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { notFound } from '../../errors.js';
import { readFen } from '../../input.js';
import { isId } from '../../lib/ids.js';
import { toFen } from '../../lib/money.js';
import { shanghaiDay } from '../../lib/days.js';
import { isMemberOf, ownUnitIds } from '../organizations/index.js';
import { PaymentMethod, PLEDGE_LIMITS } from '../pledges/index.js';
import { ProjectCounters, type Project } from '../projects/index.js';
import { GiftMatch, MatchFund, MatchFundProject } from './match.entities.js';
import { MatchFundState } from './match.enums.js';
import { decideMatch, isUnlocked, leftOf, MOST_TIMES, unlocksWith } from './match.rules.js';
import type { MatchPreview } from './matching.inputs.js';
import { inOrder, matches } from './match.order.js';
import { seeMatchFunds } from './matching.permissions.js';

/** Funds that were published are public; others are known to their unit and to staff. */
const PUBLIC: readonly MatchFundState[] = [MatchFundState.OPEN, MatchFundState.ENDED];

const BY_ID = [{ column: 'fund.id', of: ({ id }: MatchFund) => id, direction: 'DESC' as const }];

export const matchFundLoader = defineLoader<string, MatchFund | null>(({ db }, ids) =>
  rowsByKey(db.read, MatchFund, 'id', ids),
);

/** Whether the viewer knows of the fund. One that was ended before the city published it is not public. */
const isVisible = async (context: RequestContext, fund: MatchFund): Promise<boolean> =>
  (PUBLIC.includes(fund.state) && fund.decidedAt !== null) ||
  may(context, seeMatchFunds) ||
  (context.viewer !== null && (await isMemberOf(context, fund.organizationId)));

export async function findVisibleFund(context: RequestContext, id: string): Promise<MatchFund | null> {
  const fund = isId(id) ? await matchFundLoader(context).load(id) : null;
  return fund !== null && (await isVisible(context, fund)) ? fund : null;
}

export async function getVisibleFund(context: RequestContext, id: string, field: string): Promise<MatchFund> {
  const fund = await findVisibleFund(context, id);
  if (fund === null) throw notFound(field);
  return fund;
}

/** Returns match funds, newest first: those that everybody may know of, or all of them for staff. */
export function listMatchFunds(context: RequestContext, args: PageArgs): Promise<Page<MatchFund>> {
  const query = context.db.read.createQueryBuilder(MatchFund, 'fund');
  if (!may(context, seeMatchFunds))
    query.where('fund.state IN (:...states) AND fund.decidedAt IS NOT NULL', { states: PUBLIC });
  return paginate(query, BY_ID, args);
}

/** Returns all match funds of the viewer's units, newest first; none for strangers. */
export async function listOwnMatchFunds(context: RequestContext, args: PageArgs): Promise<Page<MatchFund>> {
  const units = [...(await ownUnitIds(context))];
  const query = context.db.read.createQueryBuilder(MatchFund, 'fund');
  return paginate(units.length === 0 ? query.where('1 = 0') : query.where({ organizationId: In(units) }), BY_ID, args);
}

/** Returns what the fund added to gifts, newest first. Nothing in it names a donor. */
export const listMatchesOf = (context: RequestContext, { id }: MatchFund, args: PageArgs): Promise<Page<GiftMatch>> =>
  paginate(
    context.db.read.createQueryBuilder(GiftMatch, 'gift').where('gift.fundId = :id', { id }),
    [{ column: 'gift.id', of: (match) => match.id, direction: 'DESC' }],
    args,
  );

/** The open funds and the pairs of funds and chosen projects. */
async function openFunds(
  { db }: Pick<RequestContext, 'db'>,
  projectId: string,
): Promise<[MatchFund[], ReadonlySet<string>]> {
  const funds = await db.read.findBy(MatchFund, { state: MatchFundState.OPEN });
  const listed = await db.read.findBy(MatchFundProject, { projectId });
  return [inOrder(funds), new Set(listed.map((pair) => `${pair.fundId} ${pair.projectId}`))];
}

/** Returns the funds that hold money for gifts to the project now, in their order, locked ones as well. */
async function fundsFor(context: RequestContext, project: Project, campaignId: string | null): Promise<MatchFund[]> {
  const [funds, listed] = await openFunds(context, project.id);
  return funds.filter(
    (fund) =>
      leftOf(fund) > 0 &&
      matches(fund, listed, project, {
        payment: fund.payment,
        onBehalfOfId: null,
        campaignId,
        paidAt: context.clock.now(),
      }),
  );
}

/** Returns the funds that add to every gift to the project now, in their order. */
export const activeFunds = async (context: RequestContext, project: Project): Promise<MatchFund[]> =>
  (await fundsFor(context, project, null)).filter(isUnlocked);

/** Returns what would be added to a gift of `amount` now, by the rules that decide when the money arrives. */
export async function previewMatch(
  context: RequestContext,
  project: Project,
  amount: number,
  payment: PaymentMethod,
  campaignId: string | null,
): Promise<MatchPreview[]> {
  const amountFen = readFen('amount', amount, PLEDGE_LIMITS.amountFen);
  const funds = (await fundsFor(context, project, campaignId)).filter(
    (fund) =>
      (fund.payment === PaymentMethod.SANDBOX) === (payment === PaymentMethod.SANDBOX) && unlocksWith(fund, amountFen),
  );
  if (funds.length === 0) return [];
  const usedFor = async (subject: string, id: string) => {
    const rows = await context.db.read.query<{ fund_id: string; used_fen: number | string }[]>(
      `SELECT fund_id, used_fen FROM match_uses WHERE subject_id = ${subject}`,
      [id],
    );
    return new Map(rows.map((row) => [row.fund_id, toFen(row.used_fen)]));
  };
  const ofProject = await usedFor('?', project.id);
  // A guest is known only with the name and number that come with the gift.
  const ofDonor =
    context.viewer === null
      ? new Map<string, number>()
      : await usedFor('(SELECT id FROM donors WHERE user_id = ?)', context.viewer.userId);
  const { raisedFen, heldFen } = await context.db.read.findOneByOrFail(ProjectCounters, { projectId: project.id });
  let room = project.acceptsOverGoal ? null : Math.max(0, project.goalFen - raisedFen - heldFen - amountFen);
  let ofGiftFen = MOST_TIMES * amountFen;
  const today = shanghaiDay(context.clock.now());
  const added: MatchPreview[] = [];
  for (const fund of funds) {
    const { fen } = decideMatch(fund, amountFen, {
      leftFen: leftOf(fund),
      ofDonorFen: ofDonor.get(fund.id) ?? 0,
      ofProjectFen: ofProject.get(fund.id) ?? 0,
      ofDayFen: fund.day === today ? fund.dayFen : 0,
      roomFen: room,
      ofGiftFen,
    });
    if (fen <= 0) continue;
    added.push({ fund, amount: fen });
    if (room !== null) room -= fen;
    ofGiftFen -= fen;
  }
  return added;
}

/** What was added to gifts, by gift. */
export const matchesLoader = defineLoader<string, GiftMatch[]>(async ({ db }, pledgeIds) => {
  const found = await db.read.find(GiftMatch, { where: { pledgeId: In([...pledgeIds]) }, order: { id: 'ASC' } });
  return pledgeIds.map((id) => found.filter(({ pledgeId }) => pledgeId === id));
});

/** The chosen projects of funds. */
export const chosenLoader = defineLoader<string, string[]>(async ({ db }, fundIds) => {
  const rows = await db.read.findBy(MatchFundProject, { fundId: In([...fundIds]) });
  return fundIds.map((id) => rows.filter(({ fundId }) => fundId === id).map(({ projectId }) => projectId));
});
