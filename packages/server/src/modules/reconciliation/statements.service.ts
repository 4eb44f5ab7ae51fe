import { createHash } from 'node:crypto';
import { In } from 'typeorm';
import { type RequestContext, requirePermission, type ViewerSession } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { isDuplicateKey } from '../../db/faults.js';
import { insertRows } from '../../db/rows.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { readId, readList, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { sumFen } from '../../lib/money.js';
import { OPENING_ACCOUNT, OPENING_SOURCE, postEntry, SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import type { PendingUpload } from '../../uploads/upload-handler.js';
import { openingBalance } from './bank-entry-kinds.js';
import { countBulk, readLevel, readVersion } from './bulk-preview.js';
import { readColumns } from './columns.rules.js';
import { findTable, firstRows, ROWS_ABOVE, tableBelow, type FoundTable } from './find-table.js';
import { settleLines } from './known-entries.js';
import { reconcile, unlinkedEntries } from './reconciliation.queries.js';
import { CHOOSING, StatementColumn, StatementLineStatus, StatementState } from './statement.enums.js';
import { LAYOUT_VERSION, Statement, StatementLayout, StatementLine, StatementLink } from './statement.entities.js';
import { StatementRow } from './statement-row.entity.js';
import { StatementFiles } from './statement-files.js';
import type { ImportStatementInput, PointAtHeaderInput, StatementFileRow } from './statement.inputs.js';
import { LIMITS } from './statement.limits.js';
import { openTable } from './statement-table.js';
import { startStatementWork } from './statement-works.js';
import { confirmByProposals } from './confirm-proposals.js';
import { lockLines } from './open-lines.js';
import { statementWorkerOf } from './statement-worker.js';
import { STATEMENTS } from './reconciliation.topics.js';
import { keepStatements, seeStatements } from './reconciliation.permissions.js';
import { record } from '../trace/index.js';
import {
  lineDecided,
  openingPosted,
  statementAsked,
  statementDiscarded,
  statementReceived,
} from './reconciliation.trace.js';

/** Throws unless the viewer may see the desk, because its lines contain names and account numbers of senders. */
export const requireDesk = (context: RequestContext): ViewerSession => requirePermission(context, seeStatements);

/** Receives a file and guesses its columns. Nothing of it is in the books until a treasurer starts the import. */
export async function receiveStatement({ context, parameters, receive }: PendingUpload): Promise<Statement> {
  const { userId } = requirePermission(context, keepStatements);
  const fileName = readText('name', (parameters.get('name') ?? '').replace(/^.*[/\\]/, ''), LIMITS.fileName);
  return receive(async (upload) => {
    const fileHash = createHash('sha256').update(upload).digest('hex');
    const known = await context.db.read.findOneBy(Statement, { fileHash });
    // If the first copy of the file was lost, the import continues with this copy.
    if (known?.state === StatementState.STORING)
      await new StatementFiles(context.env.uploadDir).write(known.id, upload);
    if (known !== null && !CHOOSING.includes(known.state)) return known;
    const table = await openTable(upload);
    const layouts = new Map<string, StatementLayout>();
    const found = await findTable(table, async (keys) => {
      const used = keys.length === 0 ? [] : await context.db.read.findBy(StatementLayout, { layoutKey: In([...keys]) });
      for (const layout of used) layouts.set(layout.layoutKey, layout);
      return new Set(layouts.keys());
    });
    const id = known?.id ?? newId();
    // The file is written first, because a row without its file could not be imported. A file without its row is never
    // read.
    await new StatementFiles(context.env.uploadDir).write(id, upload);
    return context.db
      .transact(async (tx) => {
        tx.changed(STATEMENTS);
        const row = tx.manager.create(Statement, {
          id,
          fileName,
          fileHash,
          format: table.format,
          encoding: table.encoding,
          state: StatementState.UPLOADED,
          ...shapeOf(found, layouts.get(found.layoutKey) ?? null),
          noticesJson: null,
          lineCount: 0,
          total: 0,
          done: 0,
          newLines: 0,
          faultsJson: '[]',
          firstAt: null,
          lastAt: null,
          openingFen: null,
          closingFen: null,
          confirmFrom: null,
          leftToColleague: 0,
          uploadedById: userId,
          uploadedAt: tx.now,
          askedById: null,
        });
        record(tx, context, statementReceived, { subject: id });
        if (known === null) await tx.manager.insert(Statement, row);
        else {
          await tx.manager.delete(StatementRow, { statementId: id });
          await tx.manager.update(Statement, { id }, row);
        }
        return row;
      })
      .catch(async (error: unknown) => {
        // The same file was uploaded twice at the same time.
        const same = isDuplicateKey(error) ? await context.db.read.findOneBy(Statement, { fileHash }) : null;
        if (same === null) throw error;
        return same;
      });
  });
}

/** Returns the stored form of a table. A known layout is read as it was read before. */
function shapeOf(
  { sheet, headerRow, header, preview, columns, layoutKey }: FoundTable,
  known: StatementLayout | null,
): Pick<
  Statement,
  'sheet' | 'headerRow' | 'header' | 'preview' | 'columnRoles' | 'layoutKey' | 'isKnownLayout' | 'moneyUnit'
> {
  const chosen = known === null ? [] : (JSON.parse(known.columnRoles) as StatementColumn[]);
  const isKnown = known !== null && chosen.length === header.length;
  // An older layout ignored these columns because they could not be chosen then.
  const isNew = (role: StatementColumn) =>
    role === StatementColumn.OWN_ACCOUNT || role === StatementColumn.CURRENCY || role === StatementColumn.OUTCOME;
  const roles = !isKnown
    ? columns
    : known.version >= LAYOUT_VERSION
      ? chosen
      : chosen.map((role, index) =>
          role === StatementColumn.IGNORED && isNew(columns[index]!) ? columns[index]! : role,
        );
  return {
    sheet,
    headerRow,
    header: JSON.stringify(header),
    preview: JSON.stringify(preview),
    columnRoles: JSON.stringify(roles),
    layoutKey,
    isKnownLayout: isKnown,
    moneyUnit: isKnown ? known.moneyUnit : null,
  };
}

/** Sets the header row that a treasurer chose, and guesses the columns again. */
export async function pointAtHeader(context: RequestContext, input: PointAtHeaderInput): Promise<Statement> {
  requirePermission(context, keepStatements);
  const id = readId('id', input.id);
  const before = await context.db.read.findOneBy(Statement, { id });
  if (before === null) throw notFound('id');
  const file = await new StatementFiles(context.env.uploadDir).read(id);
  if (!CHOOSING.includes(before.state)) throw invalidState('statement.wrongState', { state: before.state });
  if (file === null) throw invalidState('statement.fileGone');
  const found = await tableBelow(await openTable(file), input.sheet ?? before.sheet, input.headerRow);
  const layout = await context.db.read.findOneBy(StatementLayout, { layoutKey: found.layoutKey });
  return changeStatement(
    context,
    id,
    CHOOSING,
    { state: StatementState.UPLOADED, askedById: null },
    async (tx) => {
      // The rows are those of another table, so the decisions on them no longer apply.
      await tx.manager.delete(StatementRow, { statementId: id });
      return { ...shapeOf(found, layout), faultsJson: '[]' };
    },
    { repeats: false },
  );
}

/** Returns the first rows of a statement's file, among which the header is. Returns none when the file is not here. */
export async function firstRowsOf(
  context: RequestContext,
  { id, state, sheet }: Statement,
): Promise<StatementFileRow[]> {
  const file = CHOOSING.includes(state) ? await new StatementFiles(context.env.uploadDir).read(id) : null;
  if (file === null) return [];
  const rows = await firstRows(await openTable(file), sheet, ROWS_ABOVE);
  return rows
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ row, cells }) => ({ row, cells: [...cells] }));
}

/**
 * Changes a statement under its lock if its state is one of `from`, and starts the worker. When the same person repeats
 * a request whose work is still running, it returns the stored statement, because the first response may have been
 * lost.
 */
async function changeStatement(
  context: RequestContext,
  rawId: string,
  from: readonly StatementState[],
  asked: AskedOfStatement,
  work: (tx: Tx, statement: Statement) => Promise<Partial<Statement>>,
  { repeats = true } = {},
): Promise<Statement> {
  const id = readId('id', rawId);
  const changed = await context.db.transact(async (tx) => {
    tx.changed(STATEMENTS);
    const statement = await tx.lock(Statement, { id });
    if (statement === null) throw notFound('id');
    if (repeats && Object.entries(asked).every(([key, value]) => statement[key as keyof Statement] === value))
      return statement;
    if (!from.includes(statement.state)) throw invalidState('statement.wrongState', { state: statement.state });
    const changes = { ...asked, ...(await work(tx, statement)), done: 0 };
    await tx.manager.update(Statement, { id }, changes);
    Object.assign(statement, changes);
    await startStatementWork(tx, statement);
    record(tx, context, statementAsked, {
      subject: id,
      after: { state: statement.state, lines: statement.total, confirmFrom: asked.confirmFrom ?? null },
    });
    return statement;
  });
  statementWorkerOf(context).wake();
  return changed;
}

/** The requested work, its person, and the fields that distinguish it from other requests. */
type AskedOfStatement = Pick<Statement, 'state' | 'askedById'> &
  Partial<Pick<Statement, 'columnRoles' | 'confirmFrom' | 'moneyUnit'>>;

/** Starts the import with the treasurer's choice of columns. The worker checks, stores and matches the lines. */
export async function importStatement(context: RequestContext, input: ImportStatementInput): Promise<Statement> {
  const { userId } = requirePermission(context, keepStatements);
  readList('columns', input.columns, LIMITS.columns);
  const asked = {
    state: StatementState.STORING,
    askedById: userId,
    columnRoles: JSON.stringify(input.columns),
    moneyUnit: input.unit ?? null,
  };
  return changeStatement(context, input.id, CHOOSING, asked, async (_tx, statement) => {
    readColumns('columns', statement.headerCells, input.columns);
    if ((await new StatementFiles(context.env.uploadDir).read(statement.id)) === null)
      throw invalidState('statement.fileGone');
    return { faultsJson: '[]', total: 0 };
  });
}

/** Deletes a file of which nothing was imported. */
export async function discardStatement(context: RequestContext, rawId: string): Promise<string> {
  requirePermission(context, keepStatements);
  const id = readId('id', rawId);
  await context.db.transact(async (tx) => {
    tx.changed(STATEMENTS);
    const statement = await tx.lock(Statement, { id });
    if (statement === null) throw notFound('id');
    if (!CHOOSING.includes(statement.state)) throw invalidState('statement.wrongState', { state: statement.state });
    record(tx, context, statementDiscarded, { subject: id });
    await tx.manager.delete(StatementRow, { statementId: id });
    await tx.manager.delete(Statement, { id });
  });
  await new StatementFiles(context.env.uploadDir).remove(id);
  return id;
}

const openLines = (tx: Tx, statementId: string) =>
  tx.manager
    .createQueryBuilder(StatementLine, 'line')
    .where('line.statementId = :statementId AND line.status = :open', { statementId, open: StatementLineStatus.OPEN });

/** Matches the open lines of a statement again. */
export async function matchStatement(context: RequestContext, id: string): Promise<Statement> {
  const { userId } = requirePermission(context, keepStatements);
  return changeStatement(
    context,
    id,
    [StatementState.READY],
    { state: StatementState.MATCHING, askedById: userId },
    async (tx, statement) => ({ total: await openLines(tx, statement.id).getCount() }),
  );
}

/** Confirms every proposal of a statement that has at least this confidence. */
export async function confirmStatement(
  context: RequestContext,
  id: string,
  minConfidence: number,
  shown: string | null = null,
): Promise<Statement> {
  const { userId } = requirePermission(context, keepStatements);
  readLevel(minConfidence);
  const version = readVersion(shown);
  return changeStatement(
    context,
    id,
    [StatementState.READY],
    { state: StatementState.CONFIRMING, askedById: userId, confirmFrom: minConfidence },
    async (tx, statement) => ({
      leftToColleague: 0,
      total: await countBulk(tx.manager, statement.id, minConfidence, version),
    }),
  );
}

/** Moves everything that came in and is still open to suspense. */
export async function suspendStatement(
  context: RequestContext,
  id: string,
  shown: string | null = null,
): Promise<Statement> {
  const { userId } = requirePermission(context, keepStatements);
  const version = readVersion(shown);
  return changeStatement(
    context,
    id,
    [StatementState.READY],
    { state: StatementState.SUSPENDING, askedById: userId },
    async (tx, statement) => ({ total: await countBulk(tx.manager, statement.id, null, version) }),
  );
}

/**
 * Confirms the proposals of the chosen lines in one transaction. A refused line keeps its reason and does not affect
 * the others.
 */
export async function confirmStatementLines(
  context: RequestContext,
  rawIds: readonly string[],
): Promise<StatementLine[]> {
  const { userId } = requirePermission(context, keepStatements);
  const ids = [
    ...new Set(readList('lineIds', rawIds, LIMITS.lines).map((id, index) => readId(`lineIds.${index}`, id))),
  ];
  return context.db.transact(async (tx) => {
    tx.changed(STATEMENTS);
    const lines = await lockLines(tx, ids);
    const missing = ids.findIndex((id) => !lines.some((line) => line.id === id));
    if (missing !== -1) throw notFound(`lineIds.${missing}`);
    for (const line of lines) record(tx, context, lineDecided, { subject: line.id, after: { as: 'PROPOSED' } });
    await confirmByProposals(
      context,
      tx,
      lines.filter(({ status }) => status === StatementLineStatus.OPEN),
      userId,
    );
    return tx.manager.find(StatementLine, { where: { id: In(ids) }, order: { id: 'ASC' } });
  });
}

/** Links a line to entries that are in the ledger: one entry, or several that add up to the line. */
export async function linkStatementLine(
  context: RequestContext,
  rawLineId: string,
  rawEntryIds: readonly string[],
): Promise<StatementLine> {
  requirePermission(context, keepStatements);
  const lineId = readId('lineId', rawLineId);
  const entryIds = [
    ...new Set(readList('entryIds', rawEntryIds, LIMITS.entries).map((id, index) => readId(`entryIds.${index}`, id))),
  ];
  return context.db
    .transact(async (tx) => {
      tx.changed(STATEMENTS);
      const line = await tx.lock(StatementLine, { id: lineId });
      if (line === null) throw notFound('lineId');
      if (line.status !== StatementLineStatus.OPEN) throw invalidState('statement.notOpen');
      const entries = await unlinkedEntries(tx.manager, entryIds);
      const missing = entryIds.findIndex((id) => !entries.some((entry) => entry.id === id));
      if (missing !== -1) throw notFound(`entryIds.${missing}`);
      if (sumFen(entries.map(({ amount }) => amount)) !== line.amountFen)
        throw badInput('entryIds', 'statement.entriesDiffer');
      insertRows(
        tx,
        StatementLink,
        entryIds.map((entryId) => ({ entryId, lineId })),
      );
      await settleLines(tx, [lineId]);
      record(tx, context, lineDecided, { subject: lineId, after: { as: 'LINKED', entries: entryIds.length } });
      return tx.manager.findOneByOrFail(StatementLine, { id: lineId });
    })
    .catch((error: unknown) => {
      // Another request linked one of the entries to another line at the same time.
      throw isDuplicateKey(error) ? conflict('statement.entryLinked', 'entryIds') : error;
    });
}

/** Posts the balance before the first statement, once, when a treasurer confirms its amount. */
export async function postOpeningBalance(context: RequestContext, amount: number): Promise<void> {
  requirePermission(context, keepStatements);
  await context.db
    .transact(async (tx) => {
      tx.changed(STATEMENTS);
      const { opening, canPostOpening, openingDay } = await reconcile(tx.manager);
      if (!canPostOpening) throw invalidState('statement.noOpening');
      if (opening !== amount) throw badInput('amount', 'statement.otherOpening');
      record(tx, context, openingPosted, { after: { amountFen: amount } });
      await postEntry(tx, {
        kind: openingBalance.name,
        sourceKey: OPENING_SOURCE,
        day: openingDay ?? undefined,
        lines: [
          { account: SPECIAL_BANK_ACCOUNT, amountFen: amount },
          { account: OPENING_ACCOUNT, amountFen: -amount },
        ],
      });
    })
    .catch((error: unknown) => {
      throw isDuplicateKey(error) ? invalidState('statement.noOpening') : error;
    });
}
