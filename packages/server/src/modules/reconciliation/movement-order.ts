import { shanghaiDay } from '../../lib/days.js';
import { type OrderContent, type OrderKind, SIGN_PATH } from '../orders/index.js';
import type { BankMovement, StatementLine } from './statement.entities.js';

/** The order that books a line as a movement. People who decided on the project of its interest neither prepare nor sign it. */
export const movementBooking: OrderKind = {
  name: 'BANK_MOVEMENT',
  secondPerson: 'ABOVE_LIMIT',
  label: 'movement.order.label',
  path: () => SIGN_PATH,
  words: {
    ownUnit: 'movement.secondSignature',
    preparedByViewer: 'movement.secondSignature',
    otherDuty: 'duty.decidedBefore',
  },
};

/** Returns the title of a movement's order, as people see it: the day of the bank's line. */
export const titleOfMovement = ({ bookedAt }: Pick<StatementLine, 'bookedAt'>): string => shanghaiDay(bookedAt);

/**
 * Returns the order that books a movement. The limit applies to the month's sum of each kind, so that two halves of a
 * large movement need two people as well.
 */
export const orderOf = (line: StatementLine, { id, kind, amountFen, projectId }: BankMovement): OrderContent => ({
  subjectId: id,
  projectId,
  unitId: null,
  amountFen: Math.abs(amountFen),
  reason: null,
  limitScope: `bank-movements:${kind}`,
  title: titleOfMovement(line),
});

/** The order that reverses a booked movement, under the same duties as its booking. */
export const movementReversal: OrderKind = {
  name: 'BANK_MOVEMENT_REVERSAL',
  secondPerson: 'ABOVE_LIMIT',
  label: 'movement.reversalOrder.label',
  path: () => SIGN_PATH,
  words: {
    ownUnit: 'movement.reversalSignature',
    preparedByViewer: 'movement.reversalSignature',
    otherDuty: 'duty.decidedBefore',
  },
};

/**
 * Returns the order that reverses a movement. The limit applies to the month's sum of reversals of each kind, as for
 * bookings.
 */
export const orderOfReversal = (line: StatementLine, movement: BankMovement, reason: string): OrderContent => ({
  ...orderOf(line, movement),
  reason,
  limitScope: `movement-reversals:${movement.kind}`,
});
