import { IsNull } from 'typeorm';
import type { Tx } from '../../db/database.js';
import { shanghaiDay } from '../../lib/days.js';
import { type OrderContent, type OrderKind, SIGN_PATH } from '../orders/index.js';
import { SuspenseReturn, type StatementLine } from './statement.entities.js';

/** The order that returns money in suspense to its sender. No duty excludes a person from it. */
export const suspenseReturn: OrderKind = {
  name: 'SUSPENSE_RETURN',
  secondPerson: 'ABOVE_LIMIT',
  label: 'statement.order.label',
  path: () => SIGN_PATH,
  words: {
    ownUnit: 'statement.secondSignature',
    preparedByViewer: 'statement.secondSignature',
    otherDuty: 'statement.secondSignature',
  },
};

/** Returns the title of a return's order, as people see it: the day of the bank's line. */
export const titleOfReturn = ({ bookedAt }: Pick<StatementLine, 'bookedAt'>): string => shanghaiDay(bookedAt);

/**
 * Returns the order that gives money back. The limit applies to the sum of all returns of a month, because two lines of
 * one sender would otherwise need no second person.
 */
export const orderOfReturn = (line: StatementLine, { id, amountFen, reason }: SuspenseReturn): OrderContent => ({
  subjectId: id,
  projectId: null,
  unitId: null,
  amountFen,
  reason,
  limitScope: 'suspense-returns',
  title: titleOfReturn(line),
});

/** Returns the line's return that waits for its second signature, or null. The caller has locked the line. */
export const findPreparedReturn = ({ manager }: Tx, lineId: string): Promise<SuspenseReturn | null> =>
  manager.findOneBy(SuspenseReturn, { lineId, returnedAt: IsNull(), withdrawnAt: IsNull() });
