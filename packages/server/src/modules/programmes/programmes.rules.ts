import { invalidState, type DomainError } from '../../errors.js';
import { ProgrammeMoveState, ProgrammeState } from './programme.enums.js';

export const LIMITS = {
  title: { max: 80 },
  purpose: { max: 2_000, multiline: true },
  sources: { min: 1, max: 3 },
  /** ¥1 to ¥100 million. */
  amountFen: { min: 100, max: 10_000_000_000 },
  bankReference: { max: 64 },
  note: { max: 200 },
  reason: { max: 500, multiline: true },
} as const;

/** What a source of a programme can still pay, in fen. */
export const leftOf = ({ receivedFen }: { readonly receivedFen: number }): number => receivedFen;

/** Returns why nobody decides on the programme any more, or null. */
export const refuseDecision = (state: ProgrammeState): DomainError | null =>
  state === ProgrammeState.PROPOSED ? null : invalidState('programme.decided');

/** Returns why the programme moves no money, or null. */
export const refuseMoves = (state: ProgrammeState): DomainError | null =>
  state === ProgrammeState.OPEN ? null : invalidState('programme.notOpen');

/** The movements that everybody sees. */
export const PUBLIC_MOVES: readonly ProgrammeMoveState[] = [ProgrammeMoveState.DONE];
