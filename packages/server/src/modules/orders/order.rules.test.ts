import { describe, expect, it } from 'vitest';
import { OrderObstacle as O, OrderState } from './order.entities.js';
import {
  closedBy,
  needsOneSignature,
  monthOf,
  obstacleToClose,
  obstacleToPrepare,
  obstacleToSign,
  type Duties,
} from './order.rules.js';

const person = (userId: string, ...roles: ('TREASURER' | 'ADMIN')[]) => ({
  userId,
  mayPrepare: roles.includes('TREASURER'),
  maySign: roles.length > 0,
});
const duties = (unitMembers: string[] = [], excluded: string[] = []): Duties => ({
  unitMembers: new Set(unitMembers),
  excluded: new Set(excluded),
});
const prepared = { state: OrderState.PREPARED, preparedById: 'a' };

describe('preparing an order', () => {
  it.each([
    ['a treasurer', person('a', 'TREASURER'), duties(), null],
    ['an administrator', person('a', 'ADMIN'), duties(), O.NOT_A_TREASURER],
    ['an administrator who is a treasurer, too', person('a', 'ADMIN', 'TREASURER'), duties(), null],
    ['a member of the unit', person('a', 'TREASURER'), duties(['a']), O.OWN_UNIT],
    ['who verified the stage', person('a', 'TREASURER'), duties([], ['a']), O.OTHER_DUTY],
    [
      'who verified the stage and is an administrator, too',
      person('a', 'ADMIN', 'TREASURER'),
      duties([], ['a']),
      O.OTHER_DUTY,
    ],
    ['who belongs to the unit and verified', person('a', 'TREASURER'), duties(['a'], ['a']), O.OWN_UNIT],
    ['while somebody else verified', person('a', 'TREASURER'), duties([], ['b']), null],
  ])('%s', (_, who, of, obstacle) => expect(obstacleToPrepare(who, of)).toBe(obstacle));
});

describe('signing an order', () => {
  it.each([
    ['a second treasurer', prepared, person('b', 'TREASURER'), duties(), null],
    ['an administrator', prepared, person('b', 'ADMIN'), duties(), null],
    ['somebody without either role', prepared, person('b'), duties(), O.NOT_A_TREASURER],
    ['who prepared it', prepared, person('a', 'TREASURER'), duties(), O.PREPARED_BY_VIEWER],
    [
      'who prepared it, as an administrator',
      prepared,
      person('a', 'ADMIN', 'TREASURER'),
      duties(),
      O.PREPARED_BY_VIEWER,
    ],
    ['who verified the stage', prepared, person('b', 'ADMIN'), duties([], ['b']), O.OTHER_DUTY],
    ['a member of the unit', prepared, person('b', 'ADMIN'), duties(['b']), O.OWN_UNIT],
    [
      'where who prepared it verified the stage',
      prepared,
      person('b', 'TREASURER'),
      duties([], ['a']),
      O.PREPARED_AGAINST_DUTY,
    ],
    [
      'where who prepared it has joined the unit',
      prepared,
      person('b', 'TREASURER'),
      duties(['a']),
      O.PREPARED_AGAINST_DUTY,
    ],
    ['what is done', { ...prepared, state: OrderState.DONE }, person('b', 'TREASURER'), duties(), O.DECIDED],
    ['what was withdrawn', { ...prepared, state: OrderState.WITHDRAWN }, person('b', 'TREASURER'), duties(), O.DECIDED],
    ['what was refused', { ...prepared, state: OrderState.REFUSED }, person('b', 'TREASURER'), duties(), O.DECIDED],
  ])('%s', (_, order, who, of, obstacle) => expect(obstacleToSign(order, who, of)).toBe(obstacle));
});

describe('closing an order', () => {
  it.each([
    ['who prepared it', person('a', 'TREASURER'), duties(), null],
    ['who prepared it and has joined the unit', person('a', 'TREASURER'), duties(['a']), null],
    ['another treasurer', person('b', 'TREASURER'), duties(), null],
    ['who verified the stage', person('b', 'ADMIN'), duties([], ['b']), null],
    ['a member of the unit', person('b', 'ADMIN'), duties(['b']), O.OWN_UNIT],
    ['somebody without a role', person('a'), duties(), O.NOT_A_TREASURER],
  ])('%s', (_, who, of, obstacle) => expect(obstacleToClose(prepared, who, of)).toBe(obstacle));

  it('by another person is a refusal', () => {
    expect(closedBy(prepared, 'a')).toBe(OrderState.WITHDRAWN);
    expect(closedBy(prepared, null)).toBe(OrderState.WITHDRAWN);
    expect(closedBy(prepared, 'b')).toBe(OrderState.REFUSED);
  });
});

describe('the limit of a month', () => {
  it.each([
    [1_000_000, 0, true],
    [1_000_001, 0, false],
    [900_000, 900_000, false],
    [100_000, 900_000, true],
    [100_001, 900_000, false],
    [1, 1_000_000, false],
  ])('%d fen after %d fen', (amountFen, aloneFen, enough) =>
    expect(needsOneSignature(amountFen, aloneFen, 1_000_000)).toBe(enough),
  );

  it('of zero is never enough for one person', () => expect(needsOneSignature(1, 0, 0)).toBe(false));

  it('counts months in Shanghai', () => {
    expect(monthOf(new Date('2026-06-30T15:59:59.999Z'))).toBe('2026-06');
    expect(monthOf(new Date('2026-06-30T16:00:00.000Z'))).toBe('2026-07');
    expect(monthOf(new Date('2026-12-31T16:00:00.000Z'))).toBe('2027-01');
  });
});
