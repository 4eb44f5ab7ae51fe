import { createHash } from 'node:crypto';
import { In } from 'typeorm';
import { hasRole, PlatformRole, requireRole, requireViewer, type RequestContext, type ViewerSession } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { isDuplicateKey } from '../../db/faults.js';
import { insertRows } from '../../db/rows.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { readId, readList, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { sumFen } from '../../lib/money.js';
import { OPENING_ACCOUNT, OPENING_SOURCE, postEntry, SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import type { Arrival } from '../../uploads/upload-door.js';
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
import { confirmByProposals, lockLines, statementWorkerOf } from './statement-worker.js';

/** Names and account numbers of senders are for those who keep the books, and those who sign. */
export function requireDesk(context: RequestContext): ViewerSession {
  const viewer = requireViewer(context);
  if (!hasRole(context, PlatformRole.ADMIN)) requireRole(context, PlatformRole.TREASURER);
  return viewer;
}

/** Takes a file in and says what its columns seem to be; nothing of it is in the books before a treasurer has said that they are. */
export async function receiveStatement({ context, parameters, receive }: Arrival): Promise<Statement> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  const fileName = readText('name', (parameters.get('name') ?? '').replace(/^.*[/\\]/, ''), LIMITS.fileName);
  return receive(async (upload) => {
    const fileHash = createHash('sha256').update(upload).digest('hex');
    const known = await context.db.read.findOneBy(Statement, { fileHash });
    // Its import goes on by this copy, where the first one was lost.
    if (known?.state === StatementState.STORING) await new StatementFiles(context.env.uploadDir).write(known.id, upload);
    if (known !== null && !CHOOSING.includes(known.state)) return known;
    const table = await openTable(upload);
    const layouts = new Map<string, StatementLayout>();
    const found = await findTable(table, async (keys) => {
      const used = keys.length === 0 ? [] : await context.db.read.findBy(StatementLayout, { layoutKey: In([...keys]) });
      for (const layout of used) layouts.set(layout.layoutKey, layout);
      return new Set(layouts.keys());
    });
    const id = known?.id ?? newId();
    // The file first: a row without its file could not be imported; a file without its row is never asked for.
    await new StatementFiles(context.env.uploadDir).write(id, upload);
    return context.db
      .transact(async (tx) => {
        const row = tx.manager.create(Statement, {
          id, fileName, fileHash, format: table.format, encoding: table.encoding, state: StatementState.UPLOADED, ...shapeOf(found, layouts.get(found.layoutKey) ?? null), noticesJson: null,
          lineCount: 0, total: 0, done: 0, newLines: 0, faultsJson: '[]', firstAt: null, lastAt: null, openingFen: null, closingFen: null, confirmFrom: null, leftToColleague: 0,
          uploadedById: userId, uploadedAt: tx.now, askedById: null,
        });
        if (known === null) await tx.manager.insert(Statement, row);
        else {
          await tx.manager.delete(StatementRow, { statementId: id });
          await tx.manager.update(Statement, { id }, row);
        }
        return row;
      })
      .catch(async (error: unknown) => {
        // Somebody sent the same file at the same time.
        const same = isDuplicateKey(error) ? await context.db.read.findOneBy(Statement, { fileHash }) : null;
        if (same === null) throw error;
        return same;
      });
  });
}

/** A table as a statement keeps it, read as its layout was read before where it is known. */
function shapeOf({ sheet, headerRow, header, preview, columns, layoutKey }: FoundTable, known: StatementLayout | null): Pick<Statement, 'sheet' | 'headerRow' | 'header' | 'preview' | 'columnRoles' | 'layoutKey' | 'isKnownLayout' | 'moneyUnit'> {
  const chosen = known === null ? [] : (JSON.parse(known.columnRoles) as StatementColumn[]);
  const isKnown = known !== null && chosen.length === header.length;
  // Who chose before there was a choice of these left them out for want of it.
  const isNew = (role: StatementColumn) => role === StatementColumn.OWN_ACCOUNT || role === StatementColumn.CURRENCY || role === StatementColumn.OUTCOME;
  const roles = !isKnown ? columns : known.version >= LAYOUT_VERSION ? chosen : chosen.map((role, index) => (role === StatementColumn.IGNORED && isNew(columns[index]!) ? columns[index]! : role));
  return { sheet, headerRow, header: JSON.stringify(header), preview: JSON.stringify(preview), columnRoles: JSON.stringify(roles), layoutKey, isKnownLayout: isKnown, moneyUnit: isKnown ? known.moneyUnit : null };
}

/** A treasurer points at the row where the table begins; what its columns are is looked for anew. */
export async function pointAtHeader(context: RequestContext, input: PointAtHeaderInput): Promise<Statement> {
  requireRole(context, PlatformRole.TREASURER);
  const id = readId('id', input.id);
  const before = await context.db.read.findOneBy(Statement, { id });
  if (before === null) throw notFound('id');
  const file = await new StatementFiles(context.env.uploadDir).read(id);
  if (!CHOOSING.includes(before.state)) throw invalidState('statement.wrongState', { state: before.state });
  if (file === null) throw invalidState('statement.fileGone');
  const found = await tableBelow(await openTable(file), input.sheet ?? before.sheet, input.headerRow);
  const layout = await context.db.read.findOneBy(StatementLayout, { layoutKey: found.layoutKey });
  return changeStatement(context, id, CHOOSING, { state: StatementState.UPLOADED, askedById: null }, async (tx) => {
    // Rows of another table: what was said of them is said of none of these.
    await tx.manager.delete(StatementRow, { statementId: id });
    return { ...shapeOf(found, layout), faultsJson: '[]' };
  }, { repeats: false });
}

/** The first rows of a statement's file, while it is here: among them is the header. */
export async function firstRowsOf(context: RequestContext, { id, state, sheet }: Statement): Promise<StatementFileRow[]> {
  const file = CHOOSING.includes(state) ? await new StatementFiles(context.env.uploadDir).read(id) : null;
  if (file === null) return [];
  const rows = await firstRows(await openTable(file), sheet, ROWS_ABOVE);
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')).map(({ row, cells }) => ({ row, cells: [...cells] }));
}

/**
 * Changes a statement under its lock, from one of the states in which that can be done, and tells the worker. What is asked for once more by
 * whoever asked for it, and is still under way, is answered with what is recorded: the first answer may have been lost.
 */
async function changeStatement(context: RequestContext, rawId: string, from: readonly StatementState[], asked: AskedOfStatement, work: (tx: Tx, statement: Statement) => Promise<Partial<Statement>>, { repeats = true } = {}): Promise<Statement> {
  const id = readId('id', rawId);
  const changed = await context.db.transact(async (tx) => {
    const statement = await tx.lock(Statement, { id });
    if (statement === null) throw notFound('id');
    if (repeats && Object.entries(asked).every(([key, value]) => statement[key as keyof Statement] === value)) return statement;
    if (!from.includes(statement.state)) throw invalidState('statement.wrongState', { state: statement.state });
    const changes = { ...asked, ...(await work(tx, statement)), done: 0 };
    await tx.manager.update(Statement, { id }, changes);
    return Object.assign(statement, changes);
  });
  statementWorkerOf(context).wake();
  return changed;
}

/** What the worker is to do, for whom, and by what it can be told from the same for somebody else. */
type AskedOfStatement = Pick<Statement, 'state' | 'askedById'> & Partial<Pick<Statement, 'columnRoles' | 'confirmFrom' | 'moneyUnit'>>;

/** A treasurer says which column is which, and the file is taken: checked, stored and matched by the worker. */
export async function importStatement(context: RequestContext, input: ImportStatementInput): Promise<Statement> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  readList('columns', input.columns, LIMITS.columns);
  const asked = { state: StatementState.STORING, askedById: userId, columnRoles: JSON.stringify(input.columns), moneyUnit: input.unit ?? null };
  return changeStatement(context, input.id, CHOOSING, asked, async (_tx, statement) => {
    readColumns('columns', statement.headerCells, input.columns);
    if ((await new StatementFiles(context.env.uploadDir).read(statement.id)) === null) throw invalidState('statement.fileGone');
    return { faultsJson: '[]', total: 0 };
  });
}

/** Throws a file away of which nothing was taken. */
export async function discardStatement(context: RequestContext, rawId: string): Promise<string> {
  requireRole(context, PlatformRole.TREASURER);
  const id = readId('id', rawId);
  await context.db.transact(async (tx) => {
    const statement = await tx.lock(Statement, { id });
    if (statement === null) throw notFound('id');
    if (!CHOOSING.includes(statement.state)) throw invalidState('statement.wrongState', { state: statement.state });
    await tx.manager.delete(StatementRow, { statementId: id });
    await tx.manager.delete(Statement, { id });
  });
  await new StatementFiles(context.env.uploadDir).remove(id);
  return id;
}

const openLines = (tx: Tx, statementId: string) => tx.manager.createQueryBuilder(StatementLine, 'line').where('line.statementId = :statementId AND line.status = :open', { statementId, open: StatementLineStatus.OPEN });

/** Looks anew for what the open lines of a statement are. */
export async function matchStatement(context: RequestContext, id: string): Promise<Statement> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  return changeStatement(context, id, [StatementState.READY], { state: StatementState.MATCHING, askedById: userId }, async (tx, statement) => ({ total: await openLines(tx, statement.id).getCount() }));
}

/** Confirms every proposal of a statement that is at least so sure. */
export async function confirmStatement(context: RequestContext, id: string, minConfidence: number, shown: string | null = null): Promise<Statement> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  readLevel(minConfidence);
  const version = readVersion(shown);
  return changeStatement(context, id, [StatementState.READY], { state: StatementState.CONFIRMING, askedById: userId, confirmFrom: minConfidence }, async (tx, statement) => ({
    leftToColleague: 0,
    total: await countBulk(tx.manager, statement.id, minConfidence, version),
  }));
}

/** Enters everything that came in and is still open as suspense. */
export async function suspendStatement(context: RequestContext, id: string, shown: string | null = null): Promise<Statement> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  const version = readVersion(shown);
  return changeStatement(context, id, [StatementState.READY], { state: StatementState.SUSPENDING, askedById: userId }, async (tx, statement) => ({ total: await countBulk(tx.manager, statement.id, null, version) }));
}

/** Confirms what is proposed for the chosen lines, all in one transaction; one that is refused says why and harms no other. */
export async function confirmStatementLines(context: RequestContext, rawIds: readonly string[]): Promise<StatementLine[]> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  const ids = [...new Set(readList('lineIds', rawIds, LIMITS.lines).map((id, index) => readId(`lineIds.${index}`, id)))];
  return context.db.transact(async (tx) => {
    const lines = await lockLines(tx, ids);
    const missing = ids.findIndex((id) => !lines.some((line) => line.id === id));
    if (missing !== -1) throw notFound(`lineIds.${missing}`);
    await confirmByProposals(context, tx, lines.filter(({ status }) => status === StatementLineStatus.OPEN), userId);
    return tx.manager.find(StatementLine, { where: { id: In(ids) }, order: { id: 'ASC' } });
  });
}

/** A treasurer says that a line is what the ledger has already: one entry, or several that add up to it. */
export async function linkStatementLine(context: RequestContext, rawLineId: string, rawEntryIds: readonly string[]): Promise<StatementLine> {
  requireRole(context, PlatformRole.TREASURER);
  const lineId = readId('lineId', rawLineId);
  const entryIds = [...new Set(readList('entryIds', rawEntryIds, LIMITS.entries).map((id, index) => readId(`entryIds.${index}`, id)))];
  return context.db
    .transact(async (tx) => {
      const line = await tx.lock(StatementLine, { id: lineId });
      if (line === null) throw notFound('lineId');
      if (line.status !== StatementLineStatus.OPEN) throw invalidState('statement.notOpen');
      const entries = await unlinkedEntries(tx.manager, entryIds);
      const missing = entryIds.findIndex((id) => !entries.some((entry) => entry.id === id));
      if (missing !== -1) throw notFound(`entryIds.${missing}`);
      if (sumFen(entries.map(({ amount }) => amount)) !== line.amountFen) throw badInput('entryIds', 'statement.entriesDiffer');
      insertRows(tx, StatementLink, entryIds.map((entryId) => ({ entryId, lineId })));
      await settleLines(tx, [lineId]);
      return tx.manager.findOneByOrFail(StatementLine, { id: lineId });
    })
    .catch((error: unknown) => {
      // Somebody linked one of them to another line at the same time.
      throw isDuplicateKey(error) ? conflict('statement.entryLinked', 'entryIds') : error;
    });
}

/** Enters what the account held before the first statement, once, when a treasurer says that it is so much. */
export async function postOpeningBalance(context: RequestContext, amount: number): Promise<void> {
  requireRole(context, PlatformRole.TREASURER);
  await context.db
    .transact(async (tx) => {
      const { opening, canPostOpening, openingDay } = await reconcile(tx.manager);
      if (!canPostOpening) throw invalidState('statement.noOpening');
      if (opening !== amount) throw badInput('amount', 'statement.otherOpening');
      await postEntry(tx, { kind: 'OPENING_BALANCE', sourceKey: OPENING_SOURCE, day: openingDay ?? undefined, lines: [{ account: SPECIAL_BANK_ACCOUNT, amountFen: amount }, { account: OPENING_ACCOUNT, amountFen: -amount }] });
    })
    .catch((error: unknown) => {
      throw isDuplicateKey(error) ? invalidState('statement.noOpening') : error;
    });
}
