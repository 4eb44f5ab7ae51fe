import { expect, it } from 'vitest';
import { ReleaseBlock as B, ReleaseState as S, standingOf, type StageFacts } from './release-standing.js';

const facts = (changes: Partial<StageFacts> = {}): StageFacts => ({
  isUnderWay: true,
  waitsForGoal: false,
  earlierAreReleased: true,
  amountFen: 600,
  balanceFen: 600,
  aloneFen: 0,
  aloneUpToFen: 1_000,
  payee: null,
  prepared: null,
  duties: { unitMembers: new Set(), excluded: new Set() },
  ...changes,
});
const treasurer = { userId: 'me', mayPrepare: true, maySign: true };
const admin = { userId: 'me', mayPrepare: false, maySign: true };
const verified = { duties: { unitMembers: new Set<string>(), excluded: new Set(['me']) } };
const ofUnit = { duties: { unitMembers: new Set(['me']), excluded: new Set<string>() } };
const byOther = { prepared: { preparedById: 'other' } };

it.each<[string, Partial<StageFacts>, typeof treasurer, S, B | null]>([
  ['a treasurer pays', {}, treasurer, S.PAYABLE, null],
  ['an administrator waits for a treasurer', {}, admin, S.BLOCKED, B.NEEDS_TREASURER],
  ['the fund is too low', { balanceFen: 599 }, treasurer, S.BLOCKED, B.FUND_TOO_LOW],
  ['there is nothing to pay', { amountFen: 0 }, treasurer, S.BLOCKED, B.NOTHING_TO_RELEASE],
  ['an earlier stage comes first', { earlierAreReleased: false }, treasurer, S.BLOCKED, B.EARLIER_STAGE],
  ['the goal comes first', { waitsForGoal: true, earlierAreReleased: false }, treasurer, S.BLOCKED, B.GOAL_NOT_REACHED],
  ['the project is over', { isUnderWay: false, ...byOther }, treasurer, S.BLOCKED, B.PROJECT_OVER],
  ['the unit has no account', { payee: 'MISSING' }, treasurer, S.BLOCKED, B.PAYEE_MISSING],
  ['the account has changed', { ...byOther, payee: 'CHANGED' }, treasurer, S.BLOCKED, B.PAYEE_CHANGED],
  ['the viewer verified it', verified, treasurer, S.BLOCKED, B.DECIDED_BY_VIEWER],
  [
    'the viewer verified it and it cannot be paid either',
    { ...verified, balanceFen: 0 },
    treasurer,
    S.BLOCKED,
    B.DECIDED_BY_VIEWER,
  ],
  ['the viewer belongs to the unit', ofUnit, treasurer, S.BLOCKED, B.OWN_UNIT],
  ['somebody else prepared it', byOther, treasurer, S.TO_SIGN, null],
  ['somebody else prepared it for an administrator', byOther, admin, S.TO_SIGN, null],
  ['the viewer prepared it', { prepared: { preparedById: 'me' } }, treasurer, S.WAITING, null],
  [
    'the viewer verified what somebody else prepared',
    { ...byOther, ...verified },
    admin,
    S.BLOCKED,
    B.DECIDED_BY_VIEWER,
  ],
  [
    'whoever prepared it verified it',
    { ...byOther, duties: { unitMembers: new Set(), excluded: new Set(['other']) } },
    treasurer,
    S.BLOCKED,
    B.PREPARED_AGAINST_DUTY,
  ],
])('where %s', (_, changes, viewer, state, blockedBy) => {
  expect(standingOf(facts(changes), viewer)).toMatchObject({ state, blockedBy });
});

it.each([
  [400, false],
  [401, true],
])('with %d fen paid by single persons this month, a second person is needed: %s', (aloneFen, needsSecond) => {
  expect(standingOf(facts({ aloneFen }), treasurer).needsSecond).toBe(needsSecond);
});
