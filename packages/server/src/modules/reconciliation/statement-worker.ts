import { setImmediate as endOfTurn } from 'node:timers/promises';
import { In, Not, type EntityManager } from 'typeorm';
import { onePerServer, PlatformRole, type Services, type ViewerSession } from '../../context.js';
import type { Dialect } from '../../db/columns.js';
import type { Question, Tx } from '../../db/database.js';
import { isUnavailable } from '../../db/faults.js';
import { GroupCommit } from '../../db/group-commit.js';
import { among, findRows, insertRows, lockedRowsOf, updateRows } from '../../db/rows.js';
import { DomainError } from '../../errors.js';
import { idsFrom, newId } from '../../lib/ids.js';
import { linkKnownEntries } from './known-entries.js';
import type { ParsedLine } from './lines.rules.js';
import type { BesideRow } from './row-verdicts.rules.js';
import { proposeForAll, type MatchReason, type Proposal } from './matching.rules.js';
import { bookProposals } from './movements.service.js';
import { MovementRules } from './movement.rules.js';
import { loadPledgesToMatch } from './pledges-to-match.js';
import { readStatement, type Reading, type ReadStatement } from './read-statement.js';
import { confirmPairings, reopenReversedLines } from './settle-lines.js';
import { FEN_OF_UNIT } from './statement.units.js';
import { BUSY, MatchReasonKind, StatementLineStatus, StatementState } from './statement.enums.js';
import { MovementWords, Statement, StatementLayout, StatementLine, LAYOUT_VERSION } from './statement.entities.js';
import { StatementFiles } from './statement-files.js';
import { lineSearch } from './reconciliation.search.js';
import { decisionsOf, storeRowsBeside } from './statement-rows.service.js';
import { openTable } from './statement-table.js';
import { suspendLines } from './suspend-lines.js';
import { inTurns, Turn } from './turn.js';

/** Lines of one transaction: few statements each, and nobody else waits long for the locks. On SQLite it is one turn of the event loop. */
const BATCH: Record<Dialect, number> = { mysql: 500, sqlite: 200 };

/** Rows of one query that nobody is locked out by. */
const SOME = 500;

/** A transaction that began so long ago may commit only now. */
const OVERLAP_MS = 60_000;

const NO_PROPOSAL: Proposal = { pledgeId: null, confidence: 0, reasons: [] };

/**
 * Does what statements need beyond one request: stores and matches their lines, confirms and suspends them. Every batch is a transaction that
 * begins from what the database says, so whoever comes after a crash, or beside on another node, goes on where it stopped.
 */
export class StatementWorker {
  private working: Promise<void> | undefined;
  private stopped = false;
  /** Of the run of the job that waits for this work. */
  private signal: AbortSignal | undefined;
  private reopenedUntil: number | undefined;
  private readonly files: StatementFiles;

  private readonly batch: number;

  constructor(private readonly services: Services) {
    this.batch = BATCH[services.db.dialect];
    this.files = new StatementFiles(services.env.uploadDir);
  }

  /** Begins to work unless it does already. Call it when there is something to do; it ends when nothing is left. */
  wake(): void {
    this.begin().catch((error: unknown) => this.services.log.error({ err: error }, 'a statement could not be worked on'));
  }

  /** Works until nothing is left to do, or until the batch under way is finished after `signal`. */
  run(signal: AbortSignal): Promise<void> {
    this.signal = signal;
    return this.begin();
  }

  /** Resolves when nothing is left to do. */
  async finished(): Promise<void> {
    await this.working?.catch(() => undefined);
  }

  /** Finishes the batch under way and begins no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.finished();
  }

  private get stopping(): boolean {
    return this.stopped || this.signal?.aborted === true;
  }

  private begin(): Promise<void> {
    if (this.working === undefined && this.stopped) return Promise.resolve();
    this.working ??= this.work().finally(() => (this.working = undefined));
    return this.working;
  }

  private async work(): Promise<void> {
    await this.reopen();
    // Files that are not on this machine's disk: another node has them, or whoever sent one sends it again.
    const elsewhere: string[] = [];
    for (;;) {
      const next = await this.services.db.read.findOne(Statement, { where: { state: In([...BUSY]), id: Not(In(elsewhere)) }, order: { id: 'ASC' } });
      if (next === null || this.stopping) return;
      if (next.state === StatementState.STORING) {
        const file = await this.files.read(next.id);
        if (file === null) elsewhere.push(next.id);
        else await this.store(next, file);
      }
      else if (next.state === StatementState.MATCHING) await this.match(next);
      else if (next.state === StatementState.CONFIRMING) await this.confirm(next);
      else await this.suspend(next);
    }
  }

  /** Opens lines again whose confirmations were taken back: of all times when the server starts, later of what is new. */
  private async reopen(): Promise<void> {
    const { db, clock } = this.services;
    const now = clock.now().getTime();
    const since = this.reopenedUntil === undefined ? '' : idsFrom(this.reopenedUntil - OVERLAP_MS);
    const found = await db.read.query<unknown[]>("SELECT id FROM journal_entries WHERE id >= ? AND kind = 'CONFIRMATION_REVERSED' LIMIT 1", [since]);
    if (found.length > 0) await db.transact((tx) => reopenReversedLines(tx, since));
    this.reopenedUntil = now;
  }

  /** Runs `work` while the statement is still in `state`; answers whether it was. */
  private step(id: string, state: StatementState, work: (tx: Tx, statement: Statement) => Promise<void>): Promise<boolean> {
    if (this.stopping) return Promise.resolve(false);
    return this.services.db.transact(async (tx) => {
      const statement = await tx.lock(Statement, { id });
      if (statement === null || statement.state !== state) return false;
      await work(tx, statement);
      return true;
    });
  }

  private async store(statement: Statement, file: Buffer): Promise<void> {
    const { statement: read, beside, faults } = await this.read(statement, file);
    if (read === null) {
      // The file stays: other columns, or a treasurer's word on a row, may be all that is needed.
      const state = faults.length > 0 ? StatementState.REFUSED : StatementState.UNDECIDED;
      await this.step(statement.id, StatementState.STORING, async (tx) => {
        await storeRowsBeside(tx, statement.id, beside);
        await tx.manager.update(Statement, { id: statement.id }, { state, faultsJson: JSON.stringify(faults) });
      });
      return;
    }
    const { db, clock } = this.services;
    const known = await findKnown(db.read, read.keys);
    const toMatch = read.lines.filter((_, index) => !known.has(read.keys[index]!));
    const proposals = await inTurns(proposeForAll(toMatch, await loadPledgesToMatch(db.read, incoming(toMatch), clock.now(), await findClaimed(db.read)), await this.movementRules()));
    const proposalOf = new Map(toMatch.map((line, index) => [line, proposals[index]!]));
    for (let start = 0; start < read.lines.length; start += this.batch) {
      const batch = read.lines.slice(start, start + this.batch).map((line, at) => ({ line, key: read.keys[start + at]!, proposal: proposalOf.get(line) ?? NO_PROPOSAL }));
      if (!(await this.step(statement.id, StatementState.STORING, (tx, current) => storeBatch(tx, current, batch, start + batch.length, read.lines.length)))) return;
      // SQLite answers without leaving the turn of the event loop; others are to have theirs.
      await endOfTurn();
    }
    await this.step(statement.id, StatementState.STORING, (tx, current) => finishStoring(tx, current, read, beside));
    await this.files.remove(statement.id);
  }

  private async read(statement: Statement, file: Buffer): Promise<Reading> {
    const { sheet, headerRow, headerCells: header, columns, moneyUnit } = statement;
    try {
      return await readStatement(await openTable(file), {
        sheet, headerRow, header, columns, unitFen: moneyUnit === null ? null : FEN_OF_UNIT[moneyUnit],
        decisions: await decisionsOf(this.services.db.read, statement.id), ourAccount: this.services.env.bankAccount.number,
      });
    } catch (error) {
      // What the first rows did not show when it was uploaded.
      if (error instanceof DomainError) return { faults: [{ row: typeof error.params.row === 'number' ? error.params.row : null, key: error.key, params: error.params }], beside: [], statement: null };
      throw error;
    }
  }

  /** Looks anew for what the statement's open lines are, as the pledges and the ledger stand now. */
  private async match(statement: Statement): Promise<void> {
    const { db, clock } = this.services;
    const lines: OpenLine[] = [];
    for await (const some of openLines(db.read, statement.id)) lines.push(...some);
    // As the bank booked them: of equals the first has the pledge.
    lines.sort((a, b) => (a.id < b.id ? -1 : 1));
    const toMatch = lines.map(({ id, amountFen, remark, name, bookedAt }) => ({ id, amountFen, text: remark, name, bookedAt }));
    const proposals = await inTurns(proposeForAll(toMatch, await loadPledgesToMatch(db.read, incoming(toMatch), clock.now(), await findClaimed(db.read, statement.id)), await this.movementRules()));
    const proposalOf = new Map(toMatch.map(({ id }, index) => [id, proposals[index]!]));
    for (let start = 0; start < lines.length; start += this.batch) {
      const ids = lines.slice(start, start + this.batch).map(({ id }) => id);
      const going = await this.step(statement.id, StatementState.MATCHING, async (tx) => {
        const open = (await lockLines(tx, ids)).filter(isOpen);
        const linked = await linkKnownEntries(tx, open);
        saveProposals(tx, open.filter(({ id }) => !linked.has(id)), ({ id }) => proposalOf.get(id) ?? NO_PROPOSAL);
        await tx.manager.update(Statement, { id: statement.id }, { total: lines.length, done: start + ids.length });
      });
      if (!going) return;
      await endOfTurn();
    }
    await this.finish(statement.id, StatementState.MATCHING);
  }

  private async movementRules(): Promise<MovementRules> {
    const { db, env } = this.services;
    return new MovementRules(await db.read.find(MovementWords), env.bankAccount.holder);
  }

  private confirm(statement: Statement): Promise<void> {
    return this.workThrough(statement, StatementState.CONFIRMING, statement.confirmFrom ?? 101, async (tx, lines, userId) => {
      const left = await confirmByProposals(this.services, tx, lines, userId);
      if (left > 0) await tx.manager.increment(Statement, { id: statement.id }, 'leftToColleague', left);
    });
  }

  private suspend(statement: Statement): Promise<void> {
    return this.workThrough(statement, StatementState.SUSPENDING, 0, async (tx, lines) => {
      const arrived = incoming(lines);
      const linked = await linkKnownEntries(tx, arrived);
      await suspendLines(tx, arrived.filter(({ id }) => !linked.has(id)));
    });
  }

  /** Does `work` with all lines of the statement that are open and proposed with such a confidence, a batch in each transaction. */
  private async workThrough(statement: Statement, state: StatementState, confidence: number, work: (tx: Tx, lines: StatementLine[], userId: string) => Promise<void>): Promise<void> {
    const commit = new GroupCommit<string, boolean>({
      db: this.services.db,
      maxBatch: this.batch,
      record: async (tx, ids) => {
        const [[current], lines] = await tx.ask(lockedRowsOf(tx, Statement, 'id = ?', [statement.id]), linesLock(tx, ids));
        const going = current?.state === state;
        if (going) {
          const open = lines.filter(isOpen);
          await work(tx, open, current.askedById ?? current.uploadedById);
          await tx.manager.update(Statement, { id: statement.id }, { done: Math.min(current.total, current.done + open.length) });
        }
        return ids.map(() => ({ result: going }));
      },
    });
    for await (const lines of openLines(this.services.db.read, statement.id, confidence)) {
      if (this.stopping) return;
      const answers = await Promise.allSettled(lines.map(({ id }) => commit.submit(id)));
      for (const [index, answer] of answers.entries()) {
        if (answer.status === 'rejected') await this.setAside(lines[index]!.id, answer.reason);
        else if (!answer.value) return;
      }
    }
    await this.finish(statement.id, state);
  }

  /** Leaves a line out that the database itself refuses in a way that no rule foresaw; a database that cannot answer is no line's fault. */
  private async setAside(lineId: string, error: unknown): Promise<void> {
    if (isUnavailable(error)) throw error;
    this.services.log.error({ err: error, lineId }, 'a line of a statement could not be confirmed');
    await this.services.db.transact((tx) => tx.manager.update(StatementLine, { id: lineId }, { pledgeId: null, furtherPledges: null, movementKind: null, confidence: 0, reasons: JSON.stringify([{ kind: MatchReasonKind.REFUSED } satisfies MatchReason]) }));
  }

  private async finish(id: string, state: StatementState): Promise<void> {
    await this.step(id, state, async (tx) => void (await tx.manager.update(Statement, { id }, { state: StatementState.READY, confirmFrom: null, askedById: null })));
  }
}

interface LineToStore {
  readonly line: ParsedLine;
  readonly key: string;
  readonly proposal: Proposal;
}

/** Stores those of a batch that no file brought before, and links what the ledger has already. */
async function storeBatch(tx: Tx, statement: Statement, batch: readonly LineToStore[], done: number, total: number): Promise<void> {
  const known = await findKnown(tx.manager, batch.map(({ key }) => key));
  const fresh = batch.filter(({ key }) => !known.has(key)).map(({ line, key, proposal }) =>
    Object.assign(new StatementLine(), {
      id: newId(tx.now),
      statementId: statement.id,
      rowNumberInFile: line.row,
      lineKey: key,
      bookedAt: line.bookedAt,
      amountFen: line.amountFen,
      balanceFen: line.balanceFen,
      name: line.name,
      account: line.account,
      remark: line.text,
      searchText: lineSearch(line.text, line.name),
      serial: line.serial,
      status: StatementLineStatus.OPEN,
      suspenseFen: 0,
      ...columnsOf(proposal),
    }));
  insertRows(tx, StatementLine, fresh);
  await linkKnownEntries(tx, fresh);
  await tx.manager.update(Statement, { id: statement.id }, { total, done, newLines: statement.newLines + fresh.length });
}

async function finishStoring(tx: Tx, statement: Statement, { lines, openingFen, closingFen, notices }: ReadStatement, beside: readonly BesideRow[]): Promise<void> {
  const { id, layoutKey, columnRoles, moneyUnit } = statement;
  await storeRowsBeside(tx, id, beside);
  await tx.manager.update(Statement, { id }, { state: StatementState.READY, lineCount: lines.length, firstAt: lines[0]!.bookedAt, lastAt: lines.at(-1)!.bookedAt, openingFen, closingFen, noticesJson: JSON.stringify(notices), preview: '[]', askedById: null });
  await tx.manager.save(StatementLayout, { layoutKey, columnRoles, moneyUnit, version: LAYOUT_VERSION, usedAt: tx.now });
}

/** What a line stores of its proposal. */
const PROPOSED = ['pledgeId', 'furtherPledges', 'movementKind', 'movementPurpose', 'movementProjectId', 'confidence', 'reasons'] as const;

const columnsOf = ({ pledgeId, furtherIds = [], movement, confidence, reasons }: Proposal): Pick<StatementLine, (typeof PROPOSED)[number]> => ({
  pledgeId,
  furtherPledges: furtherIds.length === 0 ? null : JSON.stringify(furtherIds),
  movementKind: movement?.kind ?? null,
  movementPurpose: movement?.purpose ?? null,
  movementProjectId: movement?.projectId ?? null,
  confidence,
  reasons: JSON.stringify(reasons),
});

/** Writes what is proposed for locked lines, where it is not what was proposed before. */
function saveProposals(tx: Tx, lines: readonly StatementLine[], proposalOf: (line: StatementLine) => Proposal): void {
  const changed: StatementLine[] = [];
  for (const line of lines) {
    const columns = columnsOf(proposalOf(line));
    if (PROPOSED.every((column) => line[column] === columns[column])) continue;
    changed.push(Object.assign(line, columns));
  }
  updateRows(tx, StatementLine, changed, [...PROPOSED]);
}

/** Whoever asked for the work: that they are a treasurer was looked at when they asked. */
const asTreasurer = (userId: string): ViewerSession => ({ userId, sessionId: '', name: '', roles: new Set([PlatformRole.TREASURER]) });

/**
 * Confirms what is proposed for locked lines. Those that are refused keep why, and are proposed for nothing; gifts of whoever confirms keep
 * their proposal for a colleague. Returns how many these are.
 */
export async function confirmByProposals(services: Services, tx: Tx, lines: readonly StatementLine[], userId: string): Promise<number> {
  const pairings = lines.filter(({ pledgeId }) => pledgeId !== null).map((line) => ({ line, pledgeIds: [line.pledgeId!, ...line.furtherPledgeIds] }));
  const refusals = await confirmPairings(services, tx, pairings, userId);
  const isOwn = (index: number) => refusals[index]?.key === 'pledge.ownGift';
  const refused = pairings.filter((_, index) => refusals[index] !== null && !isOwn(index));
  saveProposals(tx, refused.map(({ line }) => line), ({ pledgeId }) => ({ ...NO_PROPOSAL, reasons: [{ kind: MatchReasonKind.REFUSED, pledgeId: pledgeId! }] }));
  const own = pairings.filter((_, index) => isOwn(index)).map(({ line }) => line);
  for (const line of own) if (!line.matchReasons.some(({ kind }) => kind === MatchReasonKind.OWN_GIFT)) line.reasons = JSON.stringify([...line.matchReasons, { kind: MatchReasonKind.OWN_GIFT } satisfies MatchReason]);
  updateRows(tx, StatementLine, own, ['reasons']);
  await bookProposals({ env: services.env, viewer: asTreasurer(userId) }, tx, lines);
  return own.length;
}

/** What of `lines` came in. */
const incoming = <L extends { amountFen: number }>(lines: readonly L[]): L[] => lines.filter(({ amountFen }) => amountFen > 0);

const isOpen = ({ status }: StatementLine): boolean => status === StatementLineStatus.OPEN;

/** Asks for lines and locks them, in the order of their ids. */
const linesLock = (tx: Tx, ids: readonly string[]): Question<StatementLine[]> => lockedRowsOf(tx, StatementLine, `${among('id', ids)} ORDER BY id`, ids);

export const lockLines = async (tx: Tx, ids: readonly string[]): Promise<StatementLine[]> => (await tx.ask(linesLock(tx, ids)))[0];

const OPEN_LINE = ['id', 'confidence', 'amountFen', 'remark', 'name', 'bookedAt'] as const;
type OpenLine = Pick<StatementLine, (typeof OPEN_LINE)[number]>;

/** The open lines of a statement that are proposed with at least such a confidence, a batch at a time, in the order of their index. */
async function* openLines(manager: EntityManager, statementId: string, confidence = 0): AsyncGenerator<OpenLine[]> {
  for (let last = { confidence, id: '' }; ; ) {
    const some = await findRows(manager, StatementLine, `statement_id = ? AND status = 'OPEN' AND confidence >= ? AND (confidence > ? OR id > ?) ORDER BY confidence, id LIMIT ${SOME}`, [statementId, last.confidence, last.confidence, last.id], OPEN_LINE);
    if (some.length === 0) return;
    yield some;
    last = some.at(-1)!;
    await endOfTurn();
  }
}

/** Those of `keys` that are stored. */
async function findKnown(manager: EntityManager, keys: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  const turn = new Turn();
  for (let start = 0; start < keys.length; start += SOME) {
    const some = keys.slice(start, start + SOME);
    for (const { lineKey } of await findRows(manager, StatementLine, among('line_key', some), some, ['lineKey'])) known.add(lineKey);
    if (turn.isOver) await turn.giveUp();
  }
  return known;
}

/** Pledges that are proposed for open lines of statements other than `except`. */
async function findClaimed(manager: EntityManager, except = ''): Promise<Set<string>> {
  const rows = await manager.query<{ pledge_id: string; further_pledges: string | null }[]>(`SELECT pledge_id, further_pledges FROM statement_lines WHERE status = 'OPEN' AND pledge_id IS NOT NULL AND statement_id <> ?`, [except]);
  return new Set(rows.flatMap(({ pledge_id, further_pledges }) => [pledge_id, ...(further_pledges === null ? [] : (JSON.parse(further_pledges) as string[]))]));
}

/** The one worker of a server. */
export const statementWorkerOf = onePerServer((services) => new StatementWorker(services));
