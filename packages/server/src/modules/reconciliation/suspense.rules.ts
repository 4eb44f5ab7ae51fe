import { forbidden, invalidState, limitExceeded, type DomainError } from '../../errors.js';
import { formatFen } from '../../lib/money.js';
import { StatementLineStatus } from './statement.enums.js';

/** The source keys of the entries that enter a line as suspense and give it back. */
export const sourceOfSuspense = (lineId: string): string => `statement-line:${lineId}:suspense`;
export const sourceOfReturn = (lineId: string): string => `statement-line:${lineId}:returned`;

interface Line {
  readonly status: StatementLineStatus;
  readonly amountFen: number;
  readonly suspenseFen: number;
}

/** Fen of a line that can still be matched or given back. */
export const availableFen = ({ status, amountFen, suspenseFen }: Line): number => (status === StatementLineStatus.OPEN ? Math.max(0, amountFen) : suspenseFen);

/** Why gifts of `fen` cannot be paid from a line by hand, or null. */
export function refuseMatch(line: Line, returning: boolean, fen: number): DomainError | null {
  if (line.amountFen < 0) return invalidState('statement.outgoing');
  if (returning) return invalidState('statement.returning');
  if (line.status === StatementLineStatus.SETTLED) return invalidState('statement.notOpen');
  if (fen > availableFen(line)) return limitExceeded('statement.moreThanLine', { available: formatFen(availableFen(line)), asked: formatFen(fen) }, 'pledgeIds');
  return null;
}

/** Why money of a line cannot be given back, or null. */
export function refuseReturn(line: Line): DomainError | null {
  if (line.amountFen < 0) return invalidState('statement.outgoing');
  return line.status === StatementLineStatus.SUSPENSE ? null : invalidState('statement.notSuspense');
}

/** Why `signerId` cannot sign the return that `preparedById` prepared, or null. */
export const refuseSecondSignature = (preparedById: string, signerId: string): DomainError | null => (preparedById === signerId ? forbidden('statement.secondSignature') : null);
