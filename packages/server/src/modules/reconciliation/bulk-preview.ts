import { createHash } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import { bundle } from '../../bundle.js';
import { requireViewer, type RequestContext } from '../../context.js';
import { findRows } from '../../db/rows.js';
import { badInput, conflict, notFound } from '../../errors.js';
import { readId, readOptionalText } from '../../input.js';
import { isId } from '../../lib/ids.js';
import { decidersOf } from '../orders/index.js';
import { leftToColleague } from '../pledges/index.js';
import { MatchReasonKind } from './statement.enums.js';
import { furtherPledgeIdsOf, Statement, StatementLine } from './statement.entities.js';
import { BulkPreview } from './statement.inputs.js';
import { LIMITS } from './statement.limits.js';

/** What a preview needs to know of a line. */
export const READ = [
  'id',
  'amountFen',
  'pledgeId',
  'furtherPledges',
  'movementKind',
  'movementPurpose',
  'movementProjectId',
  'confidence',
  'reasons',
] as const;
export type BulkLine = Pick<StatementLine, (typeof READ)[number]>;

/** Lines in one query. */
const SOME = 2_000;
/** The preview lists at most this many lines, because people read it. The statement itself shows a longer list. */
const SHOWN = 100;

/** Proposals from this confidence on are confirmed. Null stands for the lines that are moved to suspense. */
export type BulkLevel = number | null;

export function readLevel(minConfidence: number): number {
  const { min, max } = LIMITS.confidence;
  if (minConfidence < min || minConfidence > max) throw badInput('minConfidence', 'number.outOfRange', { min, max });
  return minConfidence;
}

/** Reads the version of the preview that the person was shown; null without a preview. */
export const readVersion = (raw: string | null): string | null => readOptionalText('version', raw, { max: 64 });

/** Returns exactly the lines that a bulk act works on, in the order of their ids. */
async function readLines(manager: EntityManager, statementId: string, level: BulkLevel): Promise<BulkLine[]> {
  const which =
    level === null ? 'amount_fen > 0' : '(pledge_id IS NOT NULL OR movement_kind IS NOT NULL) AND confidence >= ?';
  const lines: BulkLine[] = [];
  for (let last = ''; ;) {
    const some = await findRows(
      manager,
      StatementLine,
      `statement_id = ? AND status = 'OPEN' AND ${which} AND id > ? ORDER BY id LIMIT ${SOME}`,
      [statementId, ...(level === null ? [] : [level]), last],
      READ,
    );
    lines.push(...some);
    if (some.length < SOME) return lines;
    last = some.at(-1)!.id;
  }
}

/**
 * Returns a version of these lines and their proposals. It changes when a line is added, settled or matched to
 * something else.
 */
export function versionOf(lines: readonly BulkLine[]): string {
  const hash = createHash('sha256');
  for (const { id, amountFen, pledgeId, movementKind, confidence } of lines)
    hash.update(`${id} ${amountFen} ${pledgeId} ${movementKind} ${confidence}\n`);
  return hash.digest('hex').slice(0, 32);
}

const isOtherName = ({ reasons }: BulkLine): boolean => reasons.includes(`"${MatchReasonKind.OTHER_NAME}"`);

/** Returns what a bulk act would do now. */
export async function previewBulk(
  context: RequestContext,
  rawId: string,
  minConfidence: number | null,
): Promise<BulkPreview> {
  const id = readId('id', rawId);
  const level = minConfidence === null ? null : readLevel(minConfidence);
  const { read } = context.db;
  if (!isId(id) || (await read.findOneBy(Statement, { id })) === null) throw notFound('id');
  const lines = await readLines(read, id, level);
  const { userId } = requireViewer(context);
  if (level !== null) return Object.assign(new BulkPreview(), await previewOf(read, lines, userId));
  return Object.assign(new BulkPreview(), {
    incoming: bundle(lines),
    movements: bundle([]),
    otherNames: bundle([]),
    otherNameLines: [],
    leftToColleague: bundle([]),
    version: versionOf(lines),
  });
}

/** Returns the lines whose proposals this person may not confirm, by the rules of the confirmation. */
async function linesOfColleagues(
  manager: EntityManager,
  lines: readonly BulkLine[],
  userId: string,
): Promise<ReadonlySet<BulkLine>> {
  const pledgesOf = (line: BulkLine) => (line.pledgeId === null ? [] : [line.pledgeId, ...furtherPledgeIdsOf(line)]);
  const gifts = await leftToColleague(manager, lines.flatMap(pledgesOf), userId);
  const deciders = await decidersOf(
    manager,
    lines.flatMap(({ movementProjectId }) => movementProjectId ?? []),
  );
  return new Set(
    lines.filter(
      (line) =>
        pledgesOf(line).some((id) => gifts.has(id)) ||
        (line.movementProjectId !== null && deciders.get(line.movementProjectId)!.has(userId)),
    ),
  );
}

/** Returns what the confirmation of these proposals by this person would do. */
export async function previewOf(
  manager: EntityManager,
  lines: readonly BulkLine[],
  userId: string,
): Promise<BulkPreview> {
  const left = await linesOfColleagues(manager, lines, userId);
  const taken = lines.filter((line) => !left.has(line));
  const gifts = taken.filter(({ pledgeId }) => pledgeId !== null);
  const otherNames = gifts.filter(isOtherName);
  return {
    incoming: bundle(gifts),
    movements: bundle(taken.filter(({ pledgeId }) => pledgeId === null)),
    otherNames: bundle(otherNames),
    otherNameLines:
      otherNames.length === 0
        ? []
        : await manager.find(StatementLine, {
            where: { id: In(otherNames.slice(0, SHOWN).map((line) => line.id)) },
            order: { id: 'ASC' },
          }),
    leftToColleague: bundle([...left]),
    version: versionOf(lines),
  };
}

/** Returns how many lines the act works on. Throws when these are not the lines that the person was shown. */
export async function countBulk(
  manager: EntityManager,
  statementId: string,
  level: BulkLevel,
  shown: string | null,
): Promise<number> {
  const lines = await readLines(manager, statementId, level);
  if (shown !== null && versionOf(lines) !== shown) throw conflict('statement.bulkChanged', 'version');
  return lines.length;
}
