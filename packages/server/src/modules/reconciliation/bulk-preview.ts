import { createHash } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import type { RequestContext } from '../../context.js';
import { findRows } from '../../db/rows.js';
import { badInput, conflict, notFound } from '../../errors.js';
import { readId, readOptionalText } from '../../input.js';
import { isId } from '../../lib/ids.js';
import { sumFen } from '../../lib/money.js';
import { MatchReasonKind } from './statement.enums.js';
import { Statement, StatementLine } from './statement.entities.js';
import { BulkPreview, Bundle } from './statement.inputs.js';
import { LIMITS } from './statement.limits.js';

const READ = ['id', 'amountFen', 'pledgeId', 'movementKind', 'confidence', 'reasons'] as const;
type BulkLine = Pick<StatementLine, (typeof READ)[number]>;

/** Lines of one query. */
const SOME = 2_000;
/** The list of a preview is for reading; a longer one is looked through in the statement itself. */
const SHOWN = 100;

/** From which confidence on proposals are confirmed; null stands for the rest, which is moved to suspense. */
export type BulkLevel = number | null;

export function readLevel(minConfidence: number): number {
  const { min, max } = LIMITS.confidence;
  if (minConfidence < min || minConfidence > max) throw badInput('minConfidence', 'number.outOfRange', { min, max });
  return minConfidence;
}

/** The version of a preview, where the act was shown one. */
export const readVersion = (raw: string | null): string | null => readOptionalText('version', raw, { max: 64 });

/** Exactly the lines that a bulk act takes up, in the order of their ids. */
async function readLines(manager: EntityManager, statementId: string, level: BulkLevel): Promise<BulkLine[]> {
  const which = level === null ? 'amount_fen > 0' : '(pledge_id IS NOT NULL OR movement_kind IS NOT NULL) AND confidence >= ?';
  const lines: BulkLine[] = [];
  for (let last = ''; ; ) {
    const some = await findRows(manager, StatementLine, `statement_id = ? AND status = 'OPEN' AND ${which} AND id > ? ORDER BY id LIMIT ${SOME}`, [statementId, ...(level === null ? [] : [level]), last], READ);
    lines.push(...some);
    if (some.length < SOME) return lines;
    last = some.at(-1)!.id;
  }
}

/** The same for the same lines with the same proposals; another one as soon as a line is added, settled or matched otherwise. */
function versionOf(lines: readonly BulkLine[]): string {
  const hash = createHash('sha256');
  for (const { id, amountFen, pledgeId, movementKind, confidence } of lines) hash.update(`${id} ${amountFen} ${pledgeId} ${movementKind} ${confidence}\n`);
  return hash.digest('hex').slice(0, 32);
}

const bundle = (lines: readonly BulkLine[]): Bundle => Object.assign(new Bundle(), { count: lines.length, sum: sumFen(lines.map(({ amountFen }) => amountFen)) });
const isOtherName = ({ reasons }: BulkLine): boolean => reasons.includes(`"${MatchReasonKind.OTHER_NAME}"`);

/** What a bulk act would do now. */
export async function previewBulk(context: RequestContext, rawId: string, minConfidence: number | null): Promise<BulkPreview> {
  const id = readId('id', rawId);
  const level = minConfidence === null ? null : readLevel(minConfidence);
  const { read } = context.db;
  if (!isId(id) || (await read.findOneBy(Statement, { id })) === null) throw notFound('id');
  const lines = await readLines(read, id, level);
  const gifts = level === null ? lines : lines.filter(({ pledgeId }) => pledgeId !== null);
  const otherNames = level === null ? [] : gifts.filter(isOtherName);
  return Object.assign(new BulkPreview(), {
    incoming: bundle(gifts),
    movements: bundle(level === null ? [] : lines.filter(({ pledgeId }) => pledgeId === null)),
    otherNames: bundle(otherNames),
    otherNameLines: otherNames.length === 0 ? [] : await read.find(StatementLine, { where: { id: In(otherNames.slice(0, SHOWN).map((line) => line.id)) }, order: { id: 'ASC' } }),
    version: versionOf(lines),
  });
}

/** How many lines the act takes up; refuses when they are not those that were shown. */
export async function countBulk(manager: EntityManager, statementId: string, level: BulkLevel, shown: string | null): Promise<number> {
  const lines = await readLines(manager, statementId, level);
  if (shown !== null && versionOf(lines) !== shown) throw conflict('statement.bulkChanged', 'version');
  return lines.length;
}
