import { In, Not, type EntityManager } from 'typeorm';
import { bundle } from '../../bundle.js';
import { may, requirePermission, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { isUnavailable } from '../../db/faults.js';
import { findRows, sqlIn } from '../../db/rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { conflict, invalidState, limitExceeded, notFound } from '../../errors.js';
import { readId, readList, readSearch, readText } from '../../input.js';
import { sumFen } from '../../lib/money.js';
import { translate } from '../../messages/index.js';
import { record } from '../trace/index.js';
import {
  startWork,
  Work,
  WorkState,
  workRunnerOf,
  type WorkCount,
  type WorkKind,
  type WorkSteps,
} from '../works/index.js';
import { previewOf, READ, readLevel, versionOf, type BulkLine } from './bulk-preview.js';
import { keepStatements, seeStatements } from './reconciliation.permissions.js';
import { lineDecided } from './reconciliation.trace.js';
import { STATEMENTS } from './reconciliation.topics.js';
import { asTreasurer, confirmByProposals } from './confirm-proposals.js';
import { lockLines } from './open-lines.js';
import { MovementKind, StatementLineStatus } from './statement.enums.js';
import { StatementLine } from './statement.entities.js';
import { OpenLinesPreview, type OpenLinesChoice } from './statement.inputs.js';
import { LIMITS } from './statement.limits.js';

/** Lines in one transaction. */
const AT_ONCE = 100;
/** The confidence from which proposals are confirmed when nobody has looked at each of them. */
const SURE = 90;

/** Whether something can be confirmed. Interest is booked only with a purpose. */
const hasProposal = ({ pledgeId, movementKind, movementPurpose }: BulkLine): boolean =>
  pledgeId !== null ||
  (movementKind !== null && (movementKind !== MovementKind.INTEREST_RECEIVED || movementPurpose !== null));

/** Returns the open lines that a person chose, in the order of their ids: the ticked ones, or all that a search finds. */
async function chosenLines(manager: EntityManager, choice: OpenLinesChoice): Promise<BulkLine[]> {
  const { lineIds, minConfidence } = choice;
  if (lineIds != null) {
    const ids = [
      ...new Set(readList('lineIds', lineIds, LIMITS.chosen).map((id, index) => readId(`lineIds.${index}`, id))),
    ];
    const known = new Set((await findRows(manager, StatementLine, sqlIn('id', ids), ids, ['id'])).map(({ id }) => id));
    const missing = lineIds.findIndex((id) => !known.has(id));
    if (missing !== -1) throw notFound(`lineIds.${missing}`);
    return findRows(manager, StatementLine, `${sqlIn('id', ids)} AND status = 'OPEN' ORDER BY id`, ids, READ);
  }
  const search = readSearch(choice.search);
  const query = manager
    .createQueryBuilder(StatementLine, 'line')
    .select(READ.map((column) => `line.${column}`))
    .where('line.status = :open AND line.confidence >= :level', {
      open: StatementLineStatus.OPEN,
      level: readLevel(minConfidence ?? SURE),
    })
    .andWhere('(line.pledgeId IS NOT NULL OR line.movementKind IS NOT NULL)');
  if (search !== null) query.andWhere(hasAllWords(search, 'line.searchText'));
  const lines = await query
    .orderBy('line.id', 'ASC')
    .limit(LIMITS.bulk.max + 1)
    .getMany();
  if (lines.length > LIMITS.bulk.max) throw limitExceeded('statement.tooManyLines', LIMITS.bulk, 'search');
  return lines;
}

/** Returns what confirming the proposals of these lines would do now. */
export async function previewOpenLines(context: RequestContext, choice: OpenLinesChoice): Promise<OpenLinesPreview> {
  const { userId } = requirePermission(context, seeStatements);
  const { read } = context.db;
  const lines = await chosenLines(read, choice);
  return Object.assign(new OpenLinesPreview(), {
    ...(await previewOf(read, lines.filter(hasProposal), userId)),
    withoutProposal: bundle(lines.filter((line) => !hasProposal(line))),
  });
}

/** Starts to confirm the lines that the person was shown. */
export async function confirmOpenLines(
  context: RequestContext,
  choice: OpenLinesChoice,
  rawVersion: string,
): Promise<Work> {
  const { userId } = requirePermission(context, keepStatements);
  const version = readText('version', rawVersion, { max: 64 });
  return context.db.transact(async (tx) => {
    const lines = (await chosenLines(tx.manager, choice)).filter(hasProposal);
    if (versionOf(lines) !== version) throw conflict('statement.bulkChanged', 'version');
    if (lines.length === 0) throw invalidState('statement.nothingProposed');
    const requestJson = JSON.stringify({ lineIds: lines.map(({ id }) => id) });
    // The response to the first request may have been lost.
    const running = await tx.manager.findBy(Work, {
      kind: linesConfirmation.name,
      startedById: userId,
      state: WorkState.RUNNING,
    });
    const same = running.find((work) => work.requestJson === requestJson);
    if (same !== undefined) return same;
    tx.afterCommit(() => wake(context));
    return startWork(tx, {
      kind: linesConfirmation,
      subject: translate(context.language, 'queue.open-lines'),
      startedById: userId,
      total: lines.length,
      requestJson,
    });
  });
}

function wake(services: Services): void {
  workRunnerOf(services)
    .run()
    .catch((error: unknown) => services.log.error({ err: error }, 'open lines could not be confirmed now'));
}

/** Confirms proposals of lines of any statements. What is confirmed stays so when somebody cancels the work. */
export const linesConfirmation: WorkKind = {
  name: 'LINES_CONFIRMATION',
  path: () => '/treasury/statements?list=open',
  maySee: (context) => may(context, seeStatements),
  cancel: async () => undefined,
  async run(services, work, steps) {
    const { lineIds } = JSON.parse(work.requestJson ?? '{}') as { lineIds: readonly string[] };
    for (let size = AT_ONCE, goesOn = true; goesOn;) {
      try {
        goesOn = await confirmSome(services, work, steps, lineIds, size);
        size = AT_ONCE;
      } catch (error) {
        if (isUnavailable(error)) throw error;
        services.log.error({ err: error, work: work.id, lines: size }, 'lines could not be confirmed');
        // The lines are tried one by one. The one that is the cause is left out.
        if (size === 1) goesOn = await steps.take(async (tx) => count(tx, steps, lineIds, 1, []));
        else size = 1;
      }
    }
  },
};

/** Confirms the next lines, from the progress that is stored. Returns whether the work goes on. */
async function confirmSome(
  services: Services,
  { startedById }: Work,
  steps: WorkSteps,
  lineIds: readonly string[],
  size: number,
): Promise<boolean> {
  let isOver = false;
  const taken = await steps.take(async (tx) => {
    const { done, outcome } = await steps.current(tx);
    const ids = lineIds.slice(done, done + size);
    isOver = ids.length === 0;
    if (isOver) return steps.finish(tx, outcome);
    const lines = (await lockLines(tx, ids)).filter(({ status }) => status === StatementLineStatus.OPEN);
    await confirmByProposals(services, tx, lines, startedById);
    const settled = await tx.manager.findBy(StatementLine, {
      id: In(lines.map(({ id }) => id)),
      status: Not(StatementLineStatus.OPEN),
    });
    for (const { id } of settled)
      record(tx, { viewer: asTreasurer(startedById) }, lineDecided, { subject: id, after: { as: 'PROPOSED' } });
    await count(tx, steps, lineIds, ids.length, settled);
    tx.changed(STATEMENTS);
  });
  return taken && !isOver;
}

/** Adds `tried` lines, of which `settled` were settled, to the progress and to the outcome. */
async function count(
  tx: Tx,
  steps: WorkSteps,
  lineIds: readonly string[],
  tried: number,
  settled: readonly StatementLine[],
): Promise<void> {
  const { done, outcome } = await steps.current(tx);
  const before = (name: string): WorkCount => outcome.find((one) => one.name === name) ?? { name, count: 0, sum: 0 };
  const [was, left] = [before('linesSettled'), before('linesLeft')];
  await steps.progress(tx, done + tried, lineIds.length, [
    {
      ...was,
      count: was.count + settled.length,
      sum: (was.sum ?? 0) + sumFen(settled.map(({ amountFen }) => amountFen)),
    },
    { name: left.name, count: left.count + tried - settled.length },
  ]);
}
