import { shanghaiDay } from '../../lib/days.js';
import { defineOrderKind, type OrderContent } from '../orders/index.js';
import type { BankMovement, StatementLine } from './statement.entities.js';

/** The order by which a line is booked as a movement. No other duty excludes it. */
export const movementBooking = defineOrderKind({
  name: 'BANK_MOVEMENT',
  secondPerson: 'ABOVE_LIMIT',
  label: 'movement.order.label',
  path: () => '/treasury/statements?list=open',
  words: { ownUnit: 'movement.secondSignature', preparedByViewer: 'movement.secondSignature', otherDuty: 'movement.secondSignature' },
  excluded: () => Promise.resolve(new Set<string>()),
});

/** What the order of a movement is about, for people: the day of the bank's line. */
export const titleOfMovement = ({ bookedAt }: Pick<StatementLine, 'bookedAt'>): string => shanghaiDay(bookedAt);

/** The order that books a movement. Movements of a kind are added up by month, so that two halves of a large one need two people as well. */
export const orderOf = (line: StatementLine, { id, kind, amountFen, projectId }: BankMovement): OrderContent => ({
  subjectId: id, projectId, unitId: null, amountFen: Math.abs(amountFen), reason: null, limitScope: `bank-movements:${kind}`, title: titleOfMovement(line),
});
