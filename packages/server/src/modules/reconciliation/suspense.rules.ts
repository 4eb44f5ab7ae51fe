import { invalidState, limitExceeded, type DomainError } from '../../errors.js';
import { formatFen } from '../../lib/money.js';
import { StatementLineStatus } from './statement.enums.js';

/** Returns the source key of the entry that moves a line to suspense. */
export const sourceOfSuspense = (lineId: string): string => `statement-line:${lineId}:suspense`;

/**
 * Returns the source key of the entry that gives money of a line back. A return that is older than returns' own ids has
 * the key of its line.
 */
export const sourceOfReturn = ({ id, lineId }: { id: string; lineId: string }): string =>
  id === lineId ? `statement-line:${lineId}:returned` : `suspense-return:${id}:paid`;

interface Line {
  readonly status: StatementLineStatus;
  readonly amountFen: number;
  readonly suspenseFen: number;
}

/** Returns the fen of a line that can still be matched or given back. */
export const availableFen = ({ status, amountFen, suspenseFen }: Line): number =>
  status === StatementLineStatus.OPEN ? Math.max(0, amountFen) : suspenseFen;

/** Returns why gifts of `fen` cannot be paid from a line by hand, or null. */
export function refuseMatch(line: Line, returning: boolean, fen: number): DomainError | null {
  if (line.amountFen < 0) return invalidState('statement.outgoing');
  if (returning) return invalidState('statement.returning');
  if (line.status === StatementLineStatus.SETTLED) return invalidState('statement.notOpen');
  if (fen > availableFen(line))
    return limitExceeded(
      'statement.moreThanLine',
      { available: formatFen(availableFen(line)), asked: formatFen(fen) },
      'pledgeIds',
    );
  return null;
}

/** Returns why money of a line cannot be given back, or null. */
export function refuseReturn(line: Line): DomainError | null {
  if (line.amountFen < 0) return invalidState('statement.outgoing');
  return line.status === StatementLineStatus.SUSPENSE ? null : invalidState('statement.notSuspense');
}
