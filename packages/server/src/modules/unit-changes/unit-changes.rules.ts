import { forbidden, invalidState } from '../../errors.js';
import { UnitChangeState } from './unit-change.entities.js';

export const LIMITS = {
  parts: { min: 1, max: 10 },
  members: { min: 1, max: 250 },
  children: { min: 0, max: 200 },
} as const;

/** The states in which a change can still be decided. */
export const OPEN_STATES: readonly UnitChangeState[] = [UnitChangeState.ASKED, UnitChangeState.CONSENTED];

/** What somebody is for a change. A person can be several of these. */
export interface Decider {
  /** Owns the unit that asks. */
  readonly asker: boolean;
  /** Owns the other unit. */
  readonly other: boolean;
  /** May decide for any unit, and belongs to neither of the two, now or within the last year. */
  readonly outsider: boolean;
}

/** What a decision does: the next state, and whether the person has to give a reason. */
export interface Decision {
  readonly state: UnitChangeState;
  readonly needsReason: boolean;
}

/**
 * Returns what the decision of a person does. The other unit consents first, then an administrator who belongs to
 * neither unit carries it out. Until then both units can refuse, the one that asks by withdrawing. Throws for others.
 */
export function decisionOf(state: UnitChangeState, accepted: boolean, decider: Decider): Decision {
  const { asker, other, outsider } = decider;
  if (!asker && !other && !outsider) throw forbidden('unitChange.notYours');
  if (!OPEN_STATES.includes(state)) throw invalidState('unitChange.decided');
  if (!accepted)
    return asker
      ? { state: UnitChangeState.WITHDRAWN, needsReason: false }
      : { state: UnitChangeState.REFUSED, needsReason: true };
  if (state === UnitChangeState.ASKED) {
    if (!other) throw forbidden('unitChange.needsConsent');
    return { state: UnitChangeState.CONSENTED, needsReason: false };
  }
  if (!outsider) throw forbidden('unitChange.needsOutsider');
  return { state: UnitChangeState.DONE, needsReason: true };
}
