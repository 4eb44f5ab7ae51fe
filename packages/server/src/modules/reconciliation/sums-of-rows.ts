import type { RowReading } from './lines.rules.js';

interface Sum {
  readonly count: number;
  readonly inFen: number;
  readonly outFen: number;
}

const NOTHING: Sum = { count: 0, inFen: 0, outFen: 0 };
const minus = (one: Sum, other: Sum): Sum => ({
  count: one.count - other.count,
  inFen: one.inFen - other.inFen,
  outFen: one.outFen - other.outFen,
});

/**
 * The sums of a table's movements over every stretch that a subtotal may cover: since the last row that is not a
 * movement, up to the next such row, from the start, to the end, of the row's day and of its month. Each query costs
 * the same, however long the table is.
 */
export class SumsOfRows {
  private readonly rows: RowReading[] = [];
  private readonly isMovement: boolean[] = [];
  /** The sum of the movements above each row. The last element is the sum of all. */
  private readonly upTo: Sum[] = [NOTHING];
  private readonly lastAbove: (number | null)[] = [];
  private readonly firstBelow: (number | null)[] = [];
  private readonly breakAbove: number[] = [];
  private readonly breakBelow: number[] = [];
  private readonly ofTime = new Map<string, Sum>();
  private last: number | null = null;
  private lastBreak = 0;
  /** Whether some movements name a payer or a purpose. */
  someSpeak = false;

  /** Adds the next row of the table. */
  add(row: RowReading, isMovement: boolean): void {
    const index = this.rows.push(row) - 1;
    this.isMovement.push(isMovement);
    this.lastAbove.push(this.last);
    this.breakAbove.push(this.lastBreak);
    const plus = (one: Sum): Sum => ({
      count: one.count + 1,
      inFen: one.inFen + (row.inFen ?? 0),
      outFen: one.outFen + (row.outFen ?? 0),
    });
    const before = this.upTo.at(-1)!;
    this.upTo.push(isMovement ? plus(before) : before);
    if (!isMovement) {
      this.lastBreak = index + 1;
      return;
    }
    this.last = index;
    this.someSpeak ||= row.name !== null || row.text !== '';
    for (const time of timesOf(row)) this.ofTime.set(time, plus(this.ofTime.get(time) ?? NOTHING));
  }

  /** Goes through the table from its end, after all rows were added. Yields after each row. */
  *close(): Generator<void> {
    let next: number | null = null;
    let nextBreak = this.rows.length;
    for (let index = this.rows.length - 1; index >= 0; index -= 1) {
      this.firstBelow[index] = next;
      this.breakBelow[index] = nextBreak;
      if (this.isMovement[index]!) next = index;
      else nextBreak = index;
      yield;
    }
  }

  /** Returns the index of the nearest movement above a row, or null. */
  above = (index: number): number | null => this.lastAbove[index] ?? null;
  /** Returns the index of the nearest movement below a row, or null. */
  below = (index: number): number | null => this.firstBelow[index] ?? null;

  private between = (from: number, to: number): Sum => minus(this.upTo[to]!, this.upTo[from]!);

  /** Whether the amounts of a row are the sum of at least `atLeast` other rows. */
  isSum(row: RowReading, index: number, atLeast: number): boolean {
    // A row that counts as a movement is not part of the sum that it is compared with.
    const own = minus(this.upTo[index + 1]!, this.upTo[index]!);
    const stretches = [
      this.between(this.breakAbove[index]!, index),
      this.between(index + 1, Math.max(index + 1, this.breakBelow[index]!)),
      this.between(0, index),
      this.between(index + 1, this.rows.length),
      minus(this.upTo.at(-1)!, own),
      ...timesOf(row).map((time) => minus(this.ofTime.get(time) ?? NOTHING, own)),
    ];
    const [inFen, outFen] = [Math.abs(row.inFen ?? 0), Math.abs(row.outFen ?? 0)];
    return stretches.some((sum) => {
      if (sum.count < atLeast) return false;
      if (inFen > 0 && outFen > 0) return inFen === sum.inFen && outFen === sum.outFen;
      const amount = inFen + outFen;
      return [sum.inFen, sum.outFen, sum.inFen + sum.outFen, Math.abs(sum.inFen - sum.outFen)].some(
        (fen) => fen > 0 && fen === amount,
      );
    });
  }
}

/** Returns the day and the month of a row in Shanghai. */
function timesOf({ bookedAt }: RowReading): string[] {
  if (bookedAt === null) return [];
  const shanghai = Math.floor((bookedAt.getTime() + 8 * 3_600_000) / 86_400_000);
  const day = new Date(shanghai * 86_400_000).toISOString();
  return [day.slice(0, 10), day.slice(0, 7)];
}
