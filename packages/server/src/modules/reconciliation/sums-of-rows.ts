import type { RowReading } from './lines.rules.js';

interface Sum {
  readonly count: number;
  readonly inFen: number;
  readonly outFen: number;
}

const NOTHING: Sum = { count: 0, inFen: 0, outFen: 0 };
const minus = (one: Sum, other: Sum): Sum => ({ count: one.count - other.count, inFen: one.inFen - other.inFen, outFen: one.outFen - other.outFen });

/**
 * The sums of the movements of a table over every stretch that a subtotal may add up: since the last row that is none, to the next one, from
 * the beginning, to the end, of its day and of its month. Each question costs the same, however long the table is.
 */
export class SumsOfRows {
  /** Of the movements above each row, and of all as the last. */
  private readonly upTo: Sum[] = [];
  private readonly lastAbove: (number | null)[] = [];
  private readonly firstBelow: (number | null)[] = [];
  private readonly breakAbove: number[] = [];
  private readonly breakBelow: number[] = [];
  private readonly ofTime = new Map<string, Sum>();
  /** Whether some movements say who paid or why. */
  readonly someSpeak: boolean;

  constructor(private readonly rows: readonly RowReading[], isMovement: readonly boolean[]) {
    let sum = NOTHING;
    let last: number | null = null;
    let lastBreak = 0;
    for (const [index, row] of rows.entries()) {
      this.upTo.push(sum);
      this.lastAbove.push(last);
      this.breakAbove.push(lastBreak);
      if (isMovement[index]!) {
        const more = { count: 1, inFen: row.inFen ?? 0, outFen: row.outFen ?? 0 };
        const plus = (one: Sum): Sum => ({ count: one.count + 1, inFen: one.inFen + more.inFen, outFen: one.outFen + more.outFen });
        sum = plus(sum);
        last = index;
        for (const time of timesOf(row)) this.ofTime.set(time, plus(this.ofTime.get(time) ?? NOTHING));
      } else lastBreak = index + 1;
    }
    this.upTo.push(sum);
    let next: number | null = null;
    let nextBreak = rows.length;
    for (let index = rows.length - 1; index >= 0; index -= 1) {
      this.firstBelow[index] = next;
      this.breakBelow[index] = nextBreak;
      if (isMovement[index]!) next = index;
      else nextBreak = index;
    }
    this.someSpeak = rows.some((row, index) => isMovement[index]! && (row.name !== null || row.text !== ''));
  }

  /** The nearest movement above a row. */
  above = (index: number): number | null => this.lastAbove[index] ?? null;
  /** The nearest movement below a row. */
  below = (index: number): number | null => this.firstBelow[index] ?? null;

  private between = (from: number, to: number): Sum => minus(this.upTo[to]!, this.upTo[from]!);

  /** Whether the amounts of a row are what at least `atLeast` other rows add up to. */
  isSum(row: RowReading, index: number, atLeast: number): boolean {
    // A row that counts as a movement itself is no part of what it may add up.
    const own = minus(this.upTo[index + 1]!, this.upTo[index]!);
    const stretches = [
      this.between(this.breakAbove[index]!, index), this.between(index + 1, Math.max(index + 1, this.breakBelow[index]!)), this.between(0, index), this.between(index + 1, this.rows.length),
      minus(this.upTo.at(-1)!, own), ...timesOf(row).map((time) => minus(this.ofTime.get(time) ?? NOTHING, own)),
    ];
    const [inFen, outFen] = [Math.abs(row.inFen ?? 0), Math.abs(row.outFen ?? 0)];
    return stretches.some((sum) => {
      if (sum.count < atLeast) return false;
      if (inFen > 0 && outFen > 0) return inFen === sum.inFen && outFen === sum.outFen;
      const amount = inFen + outFen;
      return [sum.inFen, sum.outFen, sum.inFen + sum.outFen, Math.abs(sum.inFen - sum.outFen)].some((fen) => fen > 0 && fen === amount);
    });
  }
}

/** The day and the month of a row. */
function timesOf({ bookedAt }: RowReading): string[] {
  if (bookedAt === null) return [];
  const shanghai = Math.floor((bookedAt.getTime() + 8 * 3_600_000) / 86_400_000);
  const day = new Date(shanghai * 86_400_000).toISOString();
  return [day.slice(0, 10), day.slice(0, 7)];
}
