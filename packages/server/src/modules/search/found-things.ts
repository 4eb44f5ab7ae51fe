import type { SearchKind } from './search-kind.js';

/** Who may find a thing besides the members of its unit: nobody, reviewers, everybody. */
export const Audience = { UNIT: 0, REVIEWERS: 1, EVERYBODY: 2 } as const;
export type Audience = (typeof Audience)[keyof typeof Audience];

/** Which things of one kind the viewer may find. */
export interface Scope {
  /** The viewer finds every thing with this audience or a larger one. */
  readonly everywhere: Audience;
  /** The viewer finds everything of these units. */
  readonly ownUnits?: ReadonlySet<string>;
  /** The viewer finds what reviewers may find of these units. */
  readonly reviewedUnits?: ReadonlySet<string>;
}

export const EVERYBODYS: Scope = { everywhere: Audience.EVERYBODY };

export const isWithin = (scope: Scope, audience: Audience, unitId: string): boolean =>
  audience >= scope.everywhere ||
  (scope.ownUnits?.has(unitId) ?? false) ||
  (audience >= Audience.REVIEWERS && (scope.reviewedUnits?.has(unitId) ?? false));

/** The place of a thing in the order of results: first the higher score, then the newer one, then the id. */
export interface Rank {
  readonly score: number;
  readonly bornMs: number;
  readonly id: string;
}

export interface Found extends Rank {
  readonly kind: SearchKind;
}

/** Sorts the better one first. */
export const compareRanks = (a: Rank, b: Rank): number =>
  b.score - a.score || b.bornMs - a.bornMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Keeps the best of many ranks, in their order. */
export class Best<T extends Rank> {
  readonly ranks: T[] = [];

  constructor(private readonly most: number) {}

  /** Whether a thing with this score and birth may have a place. Cheaper than `add`. */
  mayTake(score: number, bornMs: number): boolean {
    const worst = this.ranks.at(-1);
    return (
      this.ranks.length < this.most ||
      worst === undefined ||
      score > worst.score ||
      (score === worst.score && bornMs >= worst.bornMs)
    );
  }

  add(rank: T): void {
    let [low, high] = [0, this.ranks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareRanks(this.ranks[middle]!, rank) <= 0) low = middle + 1;
      else high = middle;
    }
    this.ranks.splice(low, 0, rank);
    if (this.ranks.length > this.most) this.ranks.pop();
  }
}
