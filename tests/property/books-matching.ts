import { sum } from './books-parts.ts';

/**
 * A model of match funds, as a careful person would keep them on a sheet of paper: from the public rules, without code
 * of the server, and with every figure counted from the gifts each time.
 */

/** The rule of a fund. A cap or threshold of null does not limit. */
export interface FundTerms {
  readonly factor: number;
  readonly perGift: number | null;
  readonly perDonor: number | null;
  readonly perProject: number | null;
  readonly perDay: number | null;
  readonly unlockAmount: number | null;
  readonly unlockGifts: number | null;
  /** The project that the fund leaves out. */
  readonly except: number | null;
}

interface MatchedGift {
  readonly donor: number;
  readonly project: number;
  readonly amount: number;
  readonly day: number;
  /** What each fund added. */
  readonly added: number[];
  /** The funds whose threshold it counts towards. */
  readonly countsFor: Set<number>;
  isBack: boolean;
}

/** All funds together add at most this many times the gift. */
const MOST_TIMES = 8;

export class MatchBooks {
  day = 0;
  readonly gifts: MatchedGift[] = [];
  readonly funds: { paidIn: number; returned: number; isEnded: boolean; isUnlocked: boolean }[];
  readonly ended = new Set<number>();

  /** `goals` are those of projects that take nothing past their goal, and null of the others. */
  constructor(
    readonly terms: readonly FundTerms[],
    readonly goals: readonly (number | null)[],
  ) {
    this.funds = terms.map(({ unlockAmount, unlockGifts }) => ({
      paidIn: 0,
      returned: 0,
      isEnded: false,
      isUnlocked: unlockAmount === null && unlockGifts === null,
    }));
  }

  private addedBy(fund: number, which: (gift: MatchedGift) => boolean): number {
    return sum(this.gifts.filter(which).map(({ added }) => added[fund]!));
  }

  givenBy(fund: number): number {
    return this.addedBy(fund, ({ isBack }) => !isBack);
  }

  leftIn(fund: number): number {
    const { paidIn, returned } = this.funds[fund]!;
    return paidIn - returned - this.givenBy(fund);
  }

  raised(project: number): number {
    return sum(
      this.gifts
        .filter((gift) => gift.project === project && !gift.isBack)
        .map(({ amount, added }) => amount + sum(added)),
    );
  }

  private room(project: number): number {
    const goal = this.goals[project];
    return goal == null ? Infinity : Math.max(0, goal - this.raised(project));
  }

  /** Returns whether the gift can be made. */
  give(donor: number, project: number, amount: number): boolean {
    if (this.ended.has(project) || amount > this.room(project)) return false;
    const gift: MatchedGift = {
      donor,
      project,
      amount,
      day: this.day,
      added: this.terms.map(() => 0),
      countsFor: new Set(),
      isBack: false,
    };
    this.gifts.push(gift);
    for (const fund of this.terms.keys()) gift.added[fund] = this.match(fund, gift);
    return true;
  }

  private match(fund: number, gift: MatchedGift): number {
    const { factor, perGift, perDonor, perProject, perDay, except } = this.terms[fund]!;
    const { donor, project, amount, day } = gift;
    if (this.funds[fund]!.isEnded || except === project || !this.unlock(fund, gift)) return 0;
    const most = (cap: number | null, which: (one: MatchedGift) => boolean) =>
      cap === null ? Infinity : cap - this.addedBy(fund, which);
    const fen = Math.min(
      Math.floor((amount * factor) / 100),
      perGift ?? Infinity,
      most(perDonor, (one) => one.donor === donor && !one.isBack),
      most(perProject, (one) => one.project === project && !one.isBack),
      most(perDay, (one) => one.day === day),
      this.room(project),
      this.leftIn(fund),
      MOST_TIMES * amount - sum(gift.added),
    );
    return Math.max(0, fen);
  }

  /** Counts the gift towards the threshold of a locked fund. Returns whether the fund is unlocked then. */
  private unlock(fund: number, gift: MatchedGift): boolean {
    if (this.funds[fund]!.isUnlocked) return true;
    gift.countsFor.add(fund);
    const { unlockAmount, unlockGifts } = this.terms[fund]!;
    const counted = this.countedFor(fund);
    const isReached =
      sum(counted.map(({ amount }) => amount)) >= (unlockAmount ?? 0) && counted.length >= (unlockGifts ?? 0);
    if (isReached) this.funds[fund]!.isUnlocked = true;
    return isReached;
  }

  private countedFor(fund: number): MatchedGift[] {
    return this.gifts.filter(({ countsFor, isBack }) => countsFor.has(fund) && !isBack);
  }

  /** Ends a project, and gives all of its gifts back. */
  end(project: number): void {
    this.ended.add(project);
    for (const gift of this.gifts) if (gift.project === project) gift.isBack = true;
  }

  /** Gives the sponsor back what an ended fund did not use. */
  giveBackRest(fund: number): void {
    this.funds[fund]!.returned += this.leftIn(fund);
  }
}
