import type { EntityManager } from 'typeorm';
import type { Services } from '../../context.js';
import { invalidState } from '../../errors.js';
import { beginningOf, shanghaiDay, shanghaiYear } from '../../lib/days.js';
import type { Language } from '../../messages/index.js';
import { loadFace } from './font.js';
import { StatementPaper } from './statement.paper.js';
import { nameOnStatement, sumStatement, type GiverName, type StatementScope } from './statement.queries.js';

/** How many gifts are printed before other requests run. */
export const LINES_AT_ONCE = 40;

export const statementFile = ({ year }: StatementScope): string => `donations-${year}.pdf`;

/**
 * Returns the sums of a statement. Throws when they differ from the ledger: such a statement is not printed, and the
 * reader gets the reason instead.
 */
export async function provenTotals({ log }: Pick<Services, 'log'>, manager: EntityManager, scope: StatementScope) {
  const totals = await sumStatement(manager, scope);
  if (totals.different === 0) return totals;
  log.error({ year: scope.year, gifts: totals.different }, 'a statement does not equal the ledger');
  throw invalidState('paper.statement.notEqual');
}

/** Returns a statement with its head, to which the caller writes the gifts. */
export async function beginStatement(
  { log, clock, language }: Pick<Services, 'log' | 'clock'> & { language: Language },
  manager: EntityManager,
  scope: StatementScope,
  /** The name and the code of the giver now. */
  giver: GiverName,
): Promise<StatementPaper> {
  const totals = await provenTotals({ log }, manager, scope);
  const now = clock.now();
  // The statement of a past year shows the name and the code of that time.
  const giverThen = scope.year < shanghaiYear(now) ? await nameOnStatement(manager, scope) : null;
  return new StatementPaper(await loadFace(), language, {
    year: scope.year,
    ...(giverThen ?? giver),
    isUnit: 'organizationId' in scope.giver,
    asOf: beginningOf(shanghaiDay(now)),
    totals,
  });
}
