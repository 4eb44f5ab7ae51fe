import { setImmediate as endOfTurn } from 'node:timers/promises';
import { onePerServer, type Services } from '../../context.js';
import type { Dialect } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { isUnavailable } from '../../db/faults.js';
import { GroupCommit } from '../../db/group-commit.js';
import { lockedRowsOf } from '../../db/rows.js';
import { DomainError } from '../../errors.js';
import { idsFrom } from '../../lib/ids.js';
import { workRunnerOf, type Work, type WorkSteps } from '../works/index.js';
import { confirmByProposals } from './confirm-proposals.js';
import { linkKnownEntries } from './known-entries.js';
import { proposeForAll, type MatchReason } from './matching.rules.js';
import { MovementRules } from './movement.rules.js';
import { incoming, isOpen, linesLock, lockLines, openLines, type OpenLine } from './open-lines.js';
import { loadPledgesToMatch } from './pledges-to-match.js';
import { readStatement, type Reading } from './read-statement.js';
import { reopenReversedLines } from './settle-lines.js';
import { FEN_OF_UNIT } from './statement.units.js';
import { MatchReasonKind, StatementState } from './statement.enums.js';
import { MovementWords, Statement, StatementLine } from './statement.entities.js';
import { StatementFiles } from './statement-files.js';
import { decisionsOf, storeRowsBeside } from './statement-rows.service.js';
import { openTable } from './statement-table.js';
import { findKnown, finishStoring, storeBatch } from './store-lines.js';
import { findClaimed, NO_PROPOSAL, saveProposals } from './stored-proposals.js';
import { suspendLines } from './suspend-lines.js';
import { runInSlices } from './time-slice.js';
import { STATEMENTS } from './reconciliation.topics.js';

/**
 * Lines in one transaction. The number is small, so that a transaction has few statements and nobody waits long for its
 * locks. On SQLite, a batch is one turn of the event loop.
 */
const BATCH: Record<Dialect, number> = { mysql: 500, sqlite: 200 };

/** A transaction that started up to this long ago may commit only now. */
const OVERLAP_MS = 60_000;

/**
 * Does the long work on statements: stores and matches their lines, confirms and suspends them. Every batch is a
 * transaction that reads the current state first. Work after a crash, or at the same time on another node, therefore
 * continues where it stopped.
 */
export class StatementWorker {
  private working: Promise<void> | undefined;
  private stopped = false;
  /** The abort signal of the current run of the job. */
  private signal: AbortSignal | undefined;
  private reopenedUntil: number | undefined;
  private readonly files: StatementFiles;

  private readonly batch: number;

  constructor(private readonly services: Services) {
    this.batch = BATCH[services.db.dialect];
    this.files = new StatementFiles(services.env.uploadDir);
  }

  /**
   * Starts the work unless it is running. Call it when there is something to do. The work ends when nothing is left.
   */
  wake(): void {
    this.begin().catch((error: unknown) =>
      this.services.log.error({ err: error }, 'a statement could not be worked on'),
    );
  }

  /** Works until nothing is left to do. After `signal` aborts, it finishes the current batch only. */
  run(signal: AbortSignal): Promise<void> {
    this.signal = signal;
    return this.begin();
  }

  /** Resolves when nothing is left to do. */
  async finished(): Promise<void> {
    await this.working?.catch(() => undefined);
  }

  /** Finishes the current batch and starts no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.finished();
  }

  private get stopping(): boolean {
    return this.stopped || this.signal?.aborted === true;
  }

  private begin(): Promise<void> {
    if (this.working === undefined && this.stopped) return Promise.resolve();
    this.working ??= this.reopen()
      .then(() => workRunnerOf(this.services).run(this.signal))
      .finally(() => (this.working = undefined));
    return this.working;
  }

  /**
   * Whether the file of a statement is on this machine's disk. If not, another node has it, or the treasurer must
   * upload it again.
   */
  async hasFile(id: string): Promise<boolean> {
    return (await this.files.read(id)) !== null;
  }

  /** Does the rest of a work on a statement. */
  async work({ subjectId: id }: Work, steps: WorkSteps): Promise<void> {
    const statement = await this.services.db.read.findOneBy(Statement, { id });
    if (statement?.state === StatementState.STORING) {
      const file = await this.files.read(id);
      if (file !== null) await this.store(statement, file, steps);
    } else if (statement?.state === StatementState.MATCHING) await this.match(statement, steps);
    else if (statement?.state === StatementState.CONFIRMING) await this.confirm(statement, steps);
    else if (statement?.state === StatementState.SUSPENDING) await this.suspend(statement, steps);
    else await steps.take((tx) => steps.fail(tx, 'work.cannotGoOn'));
  }

  /**
   * Opens lines again whose confirmations were reversed. The first run after the start reads all entries; later runs
   * read new entries only.
   */
  private async reopen(): Promise<void> {
    const { db, clock } = this.services;
    const now = clock.now().getTime();
    const since = this.reopenedUntil === undefined ? '' : idsFrom(this.reopenedUntil - OVERLAP_MS);
    const found = await db.read.query<unknown[]>(
      "SELECT id FROM journal_entries WHERE id >= ? AND kind = 'CONFIRMATION_REVERSED' LIMIT 1",
      [since],
    );
    if (found.length > 0) await db.transact((tx) => reopenReversedLines(tx, since));
    this.reopenedUntil = now;
  }

  /** Runs `work` in a step if the statement is still in `state`. Returns whether it was. */
  private async step(
    steps: WorkSteps,
    id: string,
    state: StatementState,
    work: (tx: Tx, statement: Statement) => Promise<void>,
  ): Promise<boolean> {
    if (this.stopping) return false;
    let going = false;
    await steps.take(async (tx) => {
      const statement = await tx.lock(Statement, { id });
      going = statement?.state === state;
      if (statement === null || !going) return;
      await work(tx, statement);
      tx.changed(STATEMENTS);
    });
    return going;
  }

  private async store(statement: Statement, file: Buffer, steps: WorkSteps): Promise<void> {
    const { statement: read, beside, faults } = await this.read(statement, file);
    if (read === null) {
      // The file is kept, because choosing other columns or deciding on a row may be enough to import it.
      const state = faults.length > 0 ? StatementState.REFUSED : StatementState.UNDECIDED;
      await this.step(steps, statement.id, StatementState.STORING, async (tx) => {
        await storeRowsBeside(tx, statement.id, beside);
        await tx.manager.update(Statement, { id: statement.id }, { state, faultsJson: JSON.stringify(faults) });
        await steps.fail(tx, state === StatementState.REFUSED ? 'work.statementRefused' : 'work.statementUndecided');
      });
      return;
    }
    const { db, clock } = this.services;
    const known = await findKnown(db.read, read.keys);
    const toMatch = read.lines.filter((_, index) => !known.has(read.keys[index]!));
    const proposals = await runInSlices(
      proposeForAll(
        toMatch,
        await loadPledgesToMatch(db.read, incoming(toMatch), clock.now(), await findClaimed(db.read)),
        await this.movementRules(),
      ),
    );
    const proposalOf = new Map(toMatch.map((line, index) => [line, proposals[index]!]));
    for (let start = 0; start < read.lines.length; start += this.batch) {
      const batch = read.lines
        .slice(start, start + this.batch)
        .map((line, at) => ({ line, key: read.keys[start + at]!, proposal: proposalOf.get(line) ?? NO_PROPOSAL }));
      if (
        !(await this.step(steps, statement.id, StatementState.STORING, async (tx, current) => {
          await storeBatch(tx, current, batch, start + batch.length, read.lines.length);
          await steps.progress(tx, start + batch.length, read.lines.length);
        }))
      )
        return;
      // SQLite queries do not leave the current turn of the event loop, so this gives other requests a turn.
      await endOfTurn();
    }
    const finished = await this.step(steps, statement.id, StatementState.STORING, async (tx, current) => {
      await finishStoring(tx, current, read, beside);
      await steps.finish(tx, [
        { name: 'lines', count: read.lines.length },
        { name: 'newLines', count: current.newLines },
      ]);
    });
    if (!finished) return;
    await this.files.remove(statement.id);
  }

  private async read(statement: Statement, file: Buffer): Promise<Reading> {
    const { sheet, headerRow, headerCells: header, columns, moneyUnit } = statement;
    try {
      return await readStatement(await openTable(file), {
        sheet,
        headerRow,
        header,
        columns,
        unitFen: moneyUnit === null ? null : FEN_OF_UNIT[moneyUnit],
        decisions: await decisionsOf(this.services.db.read, statement.id),
        ourAccount: this.services.env.bankAccount.number,
      });
    } catch (error) {
      // A fault in later rows, which the upload did not read.
      if (error instanceof DomainError)
        return {
          faults: [
            {
              row: typeof error.params.row === 'number' ? error.params.row : null,
              key: error.key,
              params: error.params,
            },
          ],
          beside: [],
          statement: null,
        };
      throw error;
    }
  }

  /** Matches the statement's open lines again, with the current pledges and ledger. */
  private async match(statement: Statement, steps: WorkSteps): Promise<void> {
    const { db, clock } = this.services;
    const lines: OpenLine[] = [];
    for await (const some of openLines(db.read, statement.id)) lines.push(...some);
    // In the bank's order, so that the first of several equal lines gets the pledge.
    lines.sort((a, b) => (a.id < b.id ? -1 : 1));
    const toMatch = lines.map(({ id, amountFen, remark, name, bookedAt }) => ({
      id,
      amountFen,
      text: remark,
      name,
      bookedAt,
    }));
    const proposals = await runInSlices(
      proposeForAll(
        toMatch,
        await loadPledgesToMatch(db.read, incoming(toMatch), clock.now(), await findClaimed(db.read, statement.id)),
        await this.movementRules(),
      ),
    );
    const proposalOf = new Map(toMatch.map(({ id }, index) => [id, proposals[index]!]));
    for (let start = 0; start < lines.length; start += this.batch) {
      const ids = lines.slice(start, start + this.batch).map(({ id }) => id);
      const going = await this.step(steps, statement.id, StatementState.MATCHING, async (tx) => {
        const open = (await lockLines(tx, ids)).filter(isOpen);
        const linked = await linkKnownEntries(tx, open);
        saveProposals(
          tx,
          open.filter(({ id }) => !linked.has(id)),
          ({ id }) => proposalOf.get(id) ?? NO_PROPOSAL,
        );
        await tx.manager.update(Statement, { id: statement.id }, { total: lines.length, done: start + ids.length });
        await steps.progress(tx, start + ids.length, lines.length);
      });
      if (!going) return;
      await endOfTurn();
    }
    await this.finish(steps, statement.id, StatementState.MATCHING);
  }

  private async movementRules(): Promise<MovementRules> {
    const { db, env } = this.services;
    return new MovementRules(await db.read.find(MovementWords), env.bankAccount.holder);
  }

  private confirm(statement: Statement, steps: WorkSteps): Promise<void> {
    return this.workThrough(
      steps,
      statement,
      StatementState.CONFIRMING,
      statement.confirmFrom ?? 101,
      async (tx, lines, userId) => {
        const left = await confirmByProposals(this.services, tx, lines, userId);
        if (left > 0) await tx.manager.increment(Statement, { id: statement.id }, 'leftToColleague', left);
      },
    );
  }

  private suspend(statement: Statement, steps: WorkSteps): Promise<void> {
    return this.workThrough(steps, statement, StatementState.SUSPENDING, 0, async (tx, lines) => {
      const arrived = incoming(lines);
      const linked = await linkKnownEntries(tx, arrived);
      await suspendLines(
        tx,
        arrived.filter(({ id }) => !linked.has(id)),
      );
    });
  }

  /**
   * Runs `work` for all open lines of the statement whose proposal has at least this confidence, one batch per
   * transaction.
   */
  private async workThrough(
    steps: WorkSteps,
    statement: Statement,
    state: StatementState,
    confidence: number,
    work: (tx: Tx, lines: StatementLine[], userId: string) => Promise<void>,
  ): Promise<void> {
    const commit = new GroupCommit<string, boolean>({
      db: this.services.db,
      maxBatch: this.batch,
      record: async (tx, ids) => {
        const isRunning = await steps.isRunning(tx);
        const [[current], lines] = await tx.query(
          lockedRowsOf(tx, Statement, 'id = ?', [statement.id]),
          linesLock(tx, ids),
        );
        const going = isRunning && current?.state === state;
        if (going) {
          const open = lines.filter(isOpen);
          await work(tx, open, current.askedById ?? current.uploadedById);
          tx.changed(STATEMENTS);
          const done = Math.min(current.total, current.done + open.length);
          await tx.manager.update(Statement, { id: statement.id }, { done });
          await steps.progress(tx, done, current.total);
        }
        return ids.map(() => ({ result: going }));
      },
    });
    for await (const lines of openLines(this.services.db.read, statement.id, confidence)) {
      if (this.stopping || steps.stopping) return;
      const answers = await Promise.allSettled(lines.map(({ id }) => commit.submit(id)));
      for (const [index, answer] of answers.entries()) {
        if (answer.status === 'rejected') await this.setAside(lines[index]!.id, answer.reason);
        else if (!answer.value) return;
      }
    }
    await this.finish(steps, statement.id, state);
  }

  /**
   * Leaves out a line that the database refuses in an unforeseen way. Throws again when the database is unavailable,
   * because the line is not the cause then.
   */
  private async setAside(lineId: string, error: unknown): Promise<void> {
    if (isUnavailable(error)) throw error;
    this.services.log.error({ err: error, lineId }, 'a line of a statement could not be confirmed');
    await this.services.db.transact((tx) => {
      tx.changed(STATEMENTS);
      return tx.manager.update(
        StatementLine,
        { id: lineId },
        {
          pledgeId: null,
          furtherPledges: null,
          movementKind: null,
          confidence: 0,
          reasons: JSON.stringify([{ kind: MatchReasonKind.REFUSED } satisfies MatchReason]),
        },
      );
    });
  }

  private async finish(steps: WorkSteps, id: string, state: StatementState): Promise<void> {
    await this.step(steps, id, state, async (tx, { done, leftToColleague }) => {
      await tx.manager.update(Statement, { id }, { state: StatementState.READY, confirmFrom: null, askedById: null });
      await steps.finish(tx, [
        { name: 'lines', count: done },
        ...(state === StatementState.CONFIRMING ? [{ name: 'leftToColleague', count: leftToColleague }] : []),
      ]);
    });
  }
}

/** Returns the worker of a server, which has only one. */
export const statementWorkerOf = onePerServer((services) => new StatementWorker(services));
