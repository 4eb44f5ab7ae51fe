import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Database, Tx } from './database.js';
import { isDuplicateKey, isLostConnection, isOutcomeUnknown, isUnavailable, QueueFull, type CommitOutcomeUnknown } from './faults.js';

/** What became of one command of a batch. */
export type Outcome<R> = { readonly result: R } | { readonly refusal: unknown };

export interface GroupCommitOptions<C, R> {
  readonly db: Database;
  /**
   * Does all commands of a batch in one transaction and answers each, in their order. It asks the rules one command after the other
   * in memory, so that a refused one harms no neighbour, and writes everything together. A command that is recorded already is
   * answered with what is recorded: that is what makes it safe to run a batch again.
   */
  readonly record: (tx: Tx, commands: readonly C[]) => Promise<readonly Outcome<R>[]>;
  /** Most commands of one transaction. */
  readonly maxBatch?: number;
  /** Most commands that wait; one more is refused, with nothing recorded. */
  readonly maxWaiting?: number;
}

interface Waiting<C, R> {
  readonly command: C;
  readonly resolve: (result: R) => void;
  readonly reject: (reason: unknown) => void;
}

interface Attempt {
  readonly attempt?: number;
  /** That an earlier attempt may have recorded the batch. */
  readonly unsettled?: CommitOutcomeUnknown;
  /** Called when the commit is on its way. */
  readonly onCommitting?: () => void;
}

/** How often a batch is run again after its reply was lost, or a command alone after another node recorded the same. */
const MAX_ATTEMPTS = 4;

/**
 * Commits commands in groups: while one batch is recorded, the next gathers. At low load a command is a batch of its own and waits for
 * nothing; under a rush, hundreds share the cost of one durable commit.
 */
export class GroupCommit<C, R> {
  private readonly waiting: Waiting<C, R>[] = [];
  private readonly maxBatch: number;
  private readonly maxWaiting: number;
  private recording = false;

  constructor(private readonly options: GroupCommitOptions<C, R>) {
    this.maxBatch = options.maxBatch ?? 500;
    this.maxWaiting = options.maxWaiting ?? 10_000;
  }

  /** Resolves once `command` is recorded and durable; rejects with its refusal. */
  submit(command: C): Promise<R> {
    if (this.waiting.length >= this.maxWaiting) return Promise.reject(new QueueFull(this.maxWaiting));
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ command, resolve, reject });
      void this.commitWaiting();
    });
  }

  private async commitWaiting(): Promise<void> {
    if (this.recording) return;
    this.recording = true;
    while (this.waiting.length > 0) {
      // SQLite answers without leaving the event loop's turn: unless it ends here, no other request is even read, and every batch is of one.
      await endOfTurn();
      const batch = this.waiting.splice(0, this.maxBatch);
      // Once its commit is on its way, the disk has work and this process has none: the next batch asks its questions meanwhile.
      await new Promise<void>((onCommitting) => void this.commit(batch, { onCommitting }).finally(onCommitting));
    }
    this.recording = false;
  }

  /** Commits a batch; never rejects, since each command gets its own answer. */
  private async commit(batch: readonly Waiting<C, R>[], { attempt = 1, unsettled, onCommitting }: Attempt = {}): Promise<void> {
    try {
      const outcomes = await this.options.db.transact((tx) => this.options.record(tx, batch.map(({ command }) => command)), onCommitting);
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined) reject(new Error('the batch was recorded without an answer to this command'));
        else if ('result' in outcome) resolve(outcome.result);
        else reject(outcome.refusal);
      });
    } catch (error) {
      await this.recover(batch, error, attempt, isOutcomeUnknown(error) ? error : unsettled);
    }
  }

  private async recover(batch: readonly Waiting<C, R>[], error: unknown, attempt: number, unsettled: CommitOutcomeUnknown | undefined): Promise<void> {
    const alone = batch.length === 1;
    // A lost reply is settled by the keys, which running the batch again looks up. A duplicate alone was recorded by another node meanwhile.
    if (attempt < MAX_ATTEMPTS && (isOutcomeUnknown(error) || (alone && isDuplicateKey(error)))) return this.commit(batch, { attempt: attempt + 1, unsettled });
    // A database that cannot answer is no command's fault. Whoever may have been recorded must not hear that nothing was.
    if (alone || isUnavailable(error)) {
      for (const { reject } of batch) reject(unsettled ?? error);
      // Those behind them would wait just as long, one batch after the other, to hear the same.
      if (isLostConnection(error)) for (const { reject } of this.waiting.splice(0)) reject(error);
      return;
    }
    // One command spoils the batch in a way that no rule foresaw: halving finds it, and the others are recorded without it.
    const middle = Math.ceil(batch.length / 2);
    await this.commit(batch.slice(0, middle), { unsettled });
    await this.commit(batch.slice(middle), { unsettled });
  }
}
