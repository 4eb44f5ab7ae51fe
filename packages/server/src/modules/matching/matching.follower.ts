import { In } from 'typeorm';
import type { Services } from '../../context.js';
import type { RowQuery, Tx } from '../../db/database.js';
import { insertRows, lockedRowsOf, rowsOf, sqlIn, updateRows } from '../../db/rows.js';
import { shanghaiDay } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { toFen } from '../../lib/money.js';
import { fundAccounts, postEntries, type NewEntry } from '../ledger/index.js';
import { type GiftAsked, type GiftFollower, type GiftsGone, type Payment } from '../pledges/index.js';
import { GiftMatch, MatchCount, MatchFund, MatchFundProject } from './match.entities.js';
import { inOrder, matches } from './match.order.js';
import { decideMatch, isUnlocked, leftOf, MOST_TIMES, unlocksWith } from './match.rules.js';
import { accountsOf, matchGiven, matchReturned, sourceOfMatch, sourceOfMatchReturn } from './matching.entries.js';
import { matchUses } from './matching.counters.js';
import { matchFundTopic } from './matching.topics.js';

interface Use {
  readonly fundId: string;
  readonly subjectId: string;
  readonly usedFen: number;
}

const readUses = (rows: Record<string, unknown>[]): Use[] =>
  rows.map(({ fund_id, subject_id, used_fen }) => ({
    fundId: String(fund_id),
    subjectId: String(subject_id),
    usedFen: toFen(used_fen as string | number),
  }));

/** Locks the open funds that may add to one of the gifts, in the order of their ids. */
function fundsInScope(tx: Tx, gifts: readonly GiftAsked[], projectIds: readonly string[]): RowQuery<MatchFund[]> {
  const campaignIds = [...new Set(gifts.map(({ campaignId }) => campaignId).filter((id) => id !== null))];
  const inScope = `(scope = 'ALL' OR (scope = 'CAMPAIGN' AND ${sqlIn('campaign_id', campaignIds)})
    OR (scope = 'PROJECTS' AND id IN (SELECT l.fund_id FROM match_fund_projects l
      WHERE ${sqlIn('l.project_id', projectIds)}))
    OR (scope = 'CATEGORY' AND category IN (SELECT p.category FROM projects p WHERE ${sqlIn('p.id', projectIds)})))`;
  return lockedRowsOf(tx, MatchFund, `state = 'OPEN' AND ${inScope} ORDER BY id`, [
    ...campaignIds,
    ...projectIds,
    ...projectIds,
  ]);
}

function usesOfDonors(gifts: readonly GiftAsked[]): RowQuery<Use[]> {
  const some = (column: string, of: (gift: GiftAsked) => string | null): [string, string[]] => {
    const values = [...new Set(gifts.map(of).filter((value) => value !== null))];
    return [sqlIn(column, values), values];
  };
  const [users, userIds] = some('d.user_id', ({ userId }) => userId);
  const [guests, guestKeys] = some('d.guest_key', ({ guestKey }) => guestKey);
  const [donors, donorIds] = some('d.id', ({ donorId }) => donorId);
  return {
    sql: `SELECT u.fund_id, u.subject_id, u.used_fen
          FROM donors d JOIN match_funds f ON f.state = 'OPEN' JOIN match_uses u ON u.fund_id = f.id AND u.subject_id = d.id
          WHERE ${users} OR ${guests} OR ${donors}`,
    values: [...userIds, ...guestKeys, ...donorIds],
    read: readUses,
  };
}

const usesOfProjects = (projectIds: readonly string[]): RowQuery<Use[]> => ({
  sql: `SELECT u.fund_id, u.subject_id, u.used_fen FROM match_funds f JOIN match_uses u ON u.fund_id = f.id
        WHERE f.state = 'OPEN' AND ${sqlIn('u.subject_id', projectIds)}`,
  values: projectIds,
  read: readUses,
});

/** Decides the matches of one batch in memory, with its funds locked. */
class Matching {
  private readonly used: Map<string, number>;
  private readonly made: { match: GiftMatch; fund: MatchFund; payment: Payment }[] = [];
  private readonly counted: { count: MatchCount; fund: MatchFund }[] = [];

  constructor(
    private readonly tx: Tx,
    private readonly funds: readonly MatchFund[],
    private readonly listed: ReadonlySet<string>,
    uses: readonly Use[],
  ) {
    this.used = new Map(uses.map(({ fundId, subjectId, usedFen }) => [`${fundId} ${subjectId}`, usedFen]));
  }

  paid(payment: Payment): void {
    if (this.funds.length === 0) return;
    const { pledge, to } = payment;
    const { project, counters } = to;
    const today = shanghaiDay(this.tx.now);
    for (const fund of this.funds) {
      if (!matches(fund, this.listed, project, { ...pledge, paidAt: pledge.paidAt! })) continue;
      if (!isUnlocked(fund) && !this.unlock(fund, payment)) continue;
      const ofDonor = `${fund.id} ${pledge.donorId}`;
      const ofProject = `${fund.id} ${project.id}`;
      const ofDayFen = fund.day === today ? fund.dayFen : 0;
      const { fen, cut } = decideMatch(fund, pledge.amountFen, {
        leftFen: leftOf(fund),
        ofDonorFen: this.used.get(ofDonor) ?? 0,
        ofProjectFen: this.used.get(ofProject) ?? 0,
        ofDayFen,
        roomFen: project.acceptsOverGoal ? null : Math.max(0, project.goalFen - counters.raisedFen - counters.heldFen),
        ofGiftFen: MOST_TIMES * pledge.amountFen - pledge.matchedFen,
      });
      if (fen <= 0) continue;
      fund.givenFen += fen;
      Object.assign(fund, { day: today, dayFen: ofDayFen + fen });
      for (const key of [ofDonor, ofProject]) this.used.set(key, (this.used.get(key) ?? 0) + fen);
      pledge.matchedFen += fen;
      counters.raisedFen += fen;
      counters.matchedFen += fen;
      const match = Object.assign(new GiftMatch(), {
        id: newId(this.tx.now),
        pledgeId: pledge.id,
        fundId: fund.id,
        projectId: project.id,
        donorId: pledge.donorId,
        givenFen: fen,
        returnedFen: 0,
        cut,
        matchedOn: today,
        createdAt: this.tx.now,
      });
      this.made.push({ match, fund, payment });
    }
  }

  /** Counts a gift towards the threshold of a locked fund. Returns whether the gift reaches it. */
  private unlock(fund: MatchFund, { pledge }: Payment): boolean {
    const reaches = unlocksWith(fund, pledge.amountFen);
    fund.countedFen += pledge.amountFen;
    fund.countedGifts += 1;
    if (reaches) fund.unlockedAt = this.tx.now;
    const count = { id: newId(this.tx.now), fundId: fund.id, pledgeId: pledge.id, amountFen: pledge.amountFen };
    this.counted.push({ count, fund });
    return reaches;
  }

  async write(): Promise<void> {
    if (this.made.length === 0 && this.counted.length === 0) return;
    const { tx } = this;
    insertRows(
      tx,
      MatchCount,
      this.counted.map(({ count }) => count),
    );
    insertRows(
      tx,
      GiftMatch,
      this.made.map(({ match }) => match),
    );
    await postEntries(
      tx,
      this.made.map(({ match, fund, payment: { pledge } }): NewEntry => ({
        kind: matchGiven.name,
        sourceKey: sourceOfMatch(match.id),
        day: shanghaiDay(pledge.paidAt!),
        lines: [
          { account: accountsOf(fund).released, amountFen: match.givenFen },
          { account: fundAccounts(match.projectId).received, amountFen: -match.givenFen },
        ],
      })),
    );
    const counted = [...new Set(this.counted.map(({ fund }) => fund))];
    updateRows(tx, MatchFund, counted, ['countedFen', 'countedGifts', 'unlockedAt']);
    const added = [...new Set(this.made.map(({ fund }) => fund))];
    updateRows(tx, MatchFund, added, ['givenFen', 'day', 'dayFen']);
    countUses(
      tx,
      this.made.map(({ match }) => [match, match.givenFen]),
    );
    tx.changed(...new Set([...counted, ...added].map(({ id }) => matchFundTopic.of(id))));
  }
}

/** Adds to what each fund gave for each donor and project. */
function countUses(tx: Tx, changes: readonly [GiftMatch, number][]): void {
  const sums = new Map<string, { fund_id: string; subject_id: string; fen: number }>();
  for (const [{ fundId, donorId, projectId }, fen] of changes)
    for (const subject_id of [donorId, projectId]) {
      const key = `${fundId} ${subject_id}`;
      const sum = sums.get(key) ?? { fund_id: fundId, subject_id, fen: 0 };
      sum.fen += fen;
      sums.set(key, sum);
    }
  matchUses.addRows(
    tx,
    [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { fund_id, subject_id, fen }]) => [fund_id, subject_id, fen]),
  );
}

/** Returns what had been added to gifts to its funds, in the transaction in which the gifts go. */
async function giveBackMatches(_services: Services, tx: Tx, { project, gifts, dayOf }: GiftsGone): Promise<void> {
  const matched = gifts.filter(({ matchedFen }) => matchedFen > 0);
  const counts = await tx.manager.findBy(MatchCount, { pledgeId: In(gifts.map(({ pledge }) => pledge.id)) });
  if (matched.length === 0 && counts.length === 0) return;
  const standing = await tx.manager.find(GiftMatch, {
    where: { pledgeId: In(matched.map(({ pledge }) => pledge.id)) },
    order: { id: 'DESC' },
  });
  const fundIds = [...new Set([...standing, ...counts].map(({ fundId }) => fundId))];
  const [locked] = await tx.query(lockedRowsOf(tx, MatchFund, `${sqlIn('id', fundIds)} ORDER BY id`, fundIds));
  const funds = new Map(locked.map((fund) => [fund.id, fund]));
  const changes: [GiftMatch, number][] = [];
  const entries: NewEntry[] = [];
  for (const gift of matched) {
    let rest = gift.matchedFen;
    // The fund that added last gets its money back first.
    for (const match of standing.filter(({ pledgeId }) => pledgeId === gift.pledge.id)) {
      const fen = Math.min(rest, match.givenFen - match.returnedFen);
      if (fen === 0) continue;
      rest -= fen;
      const fund = funds.get(match.fundId)!;
      fund.givenFen -= fen;
      match.returnedFen += fen;
      changes.push([match, 0 - fen]);
      entries.push({
        kind: matchReturned.name,
        sourceKey: sourceOfMatchReturn(match.id),
        day: dayOf(gift),
        lines: [
          { account: fundAccounts(project.id).received, amountFen: fen },
          { account: accountsOf(fund).released, amountFen: -fen },
        ],
      });
    }
    if (rest !== 0) throw new Error(`gift ${gift.pledge.id} has ${rest} fen more matched than its matches say`);
  }
  uncount(tx, gifts, counts, funds);
  await postEntries(tx, entries);
  updateRows(
    tx,
    GiftMatch,
    changes.map(([match]) => match),
    ['returnedFen'],
  );
  updateRows(tx, MatchFund, locked, ['givenFen', 'countedFen', 'countedGifts']);
  countUses(tx, changes);
  tx.changed(...fundIds.map((id) => matchFundTopic.of(id)));
}

/** Takes what goes back of gifts from the thresholds that are not reached yet. A fund that is unlocked stays so. */
function uncount(
  tx: Tx,
  gifts: GiftsGone['gifts'],
  counts: readonly MatchCount[],
  funds: ReadonlyMap<string, MatchFund>,
): void {
  const changed: MatchCount[] = [];
  for (const count of counts) {
    const fund = funds.get(count.fundId)!;
    const gone = gifts.find(({ pledge }) => pledge.id === count.pledgeId)!;
    const fen = Math.min(count.amountFen, gone.amountFen);
    if (isUnlocked(fund) || fen === 0) continue;
    count.amountFen -= fen;
    fund.countedFen -= fen;
    if (count.amountFen === 0) fund.countedGifts -= 1;
    changed.push(count);
  }
  updateRows(tx, MatchCount, changed, ['amountFen']);
}

/** Adds money of match funds to gifts, in the transaction that makes or confirms the gift. */
export const matchFollower: GiftFollower = {
  join(tx, gifts) {
    const projectIds = [...new Set(gifts.map(({ projectId }) => projectId))];
    return {
      queries: [
        fundsInScope(tx, gifts, projectIds),
        rowsOf(tx, MatchFundProject, sqlIn('project_id', projectIds), projectIds),
        usesOfProjects(projectIds),
        usesOfDonors(gifts),
      ],
      begin(_, results) {
        const [funds, listed, ofProjects, ofDonors] = results as [MatchFund[], MatchFundProject[], Use[], Use[]];
        const pairs = new Set(listed.map(({ fundId, projectId }) => `${fundId} ${projectId}`));
        const matching = new Matching(tx, inOrder(funds), pairs, [...ofProjects, ...ofDonors]);
        return { paid: (payment) => matching.paid(payment), write: () => matching.write() };
      },
    };
  },
  takenBack: giveBackMatches,
};
