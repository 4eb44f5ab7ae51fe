import { describe, expect, it } from 'vitest';
import { DomainError } from '../../errors.js';
import { UnitChangeState } from './unit-change.entities.js';
import { decisionOf } from './unit-changes.rules.js';

const { ASKED, CONSENTED, DONE, REFUSED, WITHDRAWN } = UnitChangeState;
const nobody = { asker: false, other: false, outsider: false };
const asker = { ...nobody, asker: true };
const other = { ...nobody, other: true };
const both = { ...nobody, asker: true, other: true };
const outsider = { ...nobody, outsider: true };

function outcomeOf(act: () => void): string {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return error instanceof DomainError ? `${error.code} ${error.key}` : String(error);
  }
}

describe('the decision on a merger', () => {
  it.each([
    [ASKED, true, other, CONSENTED],
    [ASKED, true, both, CONSENTED],
    [CONSENTED, true, outsider, DONE],
    [ASKED, false, asker, WITHDRAWN],
    [CONSENTED, false, asker, WITHDRAWN],
    [ASKED, false, other, REFUSED],
    [CONSENTED, false, other, REFUSED],
    [ASKED, false, outsider, REFUSED],
    [CONSENTED, false, outsider, REFUSED],
  ] as const)('%s, accepted %s: leads on', (state, accepted, decider, next) => {
    expect(decisionOf(state, accepted, decider).state).toBe(next);
  });

  it.each([
    [ASKED, nobody, 'FORBIDDEN unitChange.notYours'],
    [ASKED, asker, 'FORBIDDEN unitChange.needsConsent'],
    [ASKED, outsider, 'FORBIDDEN unitChange.needsConsent'],
    [CONSENTED, asker, 'FORBIDDEN unitChange.needsOutsider'],
    [CONSENTED, both, 'FORBIDDEN unitChange.needsOutsider'],
    [DONE, outsider, 'INVALID_STATE unitChange.decided'],
    [WITHDRAWN, other, 'INVALID_STATE unitChange.decided'],
  ] as const)('%s: is refused to the wrong person', (state, decider, refusal) => {
    expect(outcomeOf(() => decisionOf(state, true, decider))).toBe(refusal);
  });
});
