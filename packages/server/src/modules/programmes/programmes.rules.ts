import { invalidState, limitExceeded, type DomainError } from '../../errors.js';
import { formatFen, sumFen } from '../../lib/money.js';
import type { ProgrammeFund } from './programme.entities.js';
import { ProgrammeMoveState, ProgrammeState, SourceUse } from './programme.enums.js';

export const LIMITS = {
  title: { max: 80 },
  purpose: { max: 2_000, multiline: true },
  sources: { min: 1, max: 3 },
  /** ¥1 to ¥100 million. */
  amountFen: { min: 100, max: 10_000_000_000 },
  bankReference: { max: 64 },
  note: { max: 200 },
  rows: { min: 1, max: 500 },
  name: { max: 60 },
  bank: { max: 100 },
  reason: { max: 500, multiline: true },
} as const;

/** What a source of a programme can still pay, in fen. */
export const leftOf = ({
  receivedFen,
  movedInFen,
  grantedFen,
  movedOutFen,
  heldFen,
}: Pick<ProgrammeFund, 'receivedFen' | 'movedInFen' | 'grantedFen' | 'movedOutFen' | 'heldFen'>): number =>
  receivedFen + movedInFen - grantedFen - movedOutFen - heldFen;

/**
 * Divides one grant among sources, by their positions. Each source gives at most what it has left, in fen; together they
 * have at least `amountFen`. In proportion, each gives its part in whole fen, and the fen that are over come from the
 * first sources that have more.
 */
export function splitGrant(use: SourceUse, amountFen: number, left: readonly number[]): number[] {
  if (use === SourceUse.IN_ORDER) {
    let rest = amountFen;
    return left.map((fen) => {
      const share = Math.min(fen, rest);
      rest -= share;
      return share;
    });
  }
  const total = BigInt(sumFen(left));
  const shares = left.map((fen) => Number((BigInt(fen) * BigInt(amountFen)) / total));
  let over = amountFen - sumFen(shares);
  return shares.map((share, index) => {
    if (over === 0 || share === left[index]) return share;
    over -= 1;
    return share + 1;
  });
}

/** Divides grants one after another. Each one finds what those before it have left. */
export function splitGrants(use: SourceUse, amounts: readonly number[], left: readonly number[]): number[][] {
  const remaining = [...left];
  return amounts.map((amountFen) => {
    const shares = splitGrant(use, amountFen, remaining);
    shares.forEach((share, index) => (remaining[index]! -= share));
    return shares;
  });
}

/** Returns why a programme cannot pay `fen` from what it has left, or null. */
export const refuseSum = (fen: number, leftFen: number, field: string): DomainError | null =>
  fen <= leftFen
    ? null
    : limitExceeded('programme.notEnough', { left: formatFen(leftFen), asked: formatFen(fen) }, field);

/** Returns why nobody decides on the programme any more, or null. */
export const refuseDecision = (state: ProgrammeState): DomainError | null =>
  state === ProgrammeState.PROPOSED ? null : invalidState('programme.decided');

/** Returns why the programme moves no money, or null. */
export const refuseMoves = (state: ProgrammeState): DomainError | null =>
  state === ProgrammeState.OPEN ? null : invalidState('programme.notOpen');

/** The movements that everybody sees. */
export const PUBLIC_MOVES: readonly ProgrammeMoveState[] = [
  ProgrammeMoveState.DONE,
  ProgrammeMoveState.NOTICE,
  ProgrammeMoveState.STOPPED,
];
