import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Database, Tx } from './database.js';
import {
  isDuplicateKey,
  isLostConnection,
  isOutcomeUnknown,
  isUnavailable,
  QueueFull,
  type CommitOutcomeUnknown,
} from './faults.js';

/** The outcome of one command of a batch: its result or its refusal. */
export type Outcome<R> = { readonly result: R } | { readonly refusal: unknown };

export interface GroupCommitOptions<C, R> {
  readonly db: Database;
  /**
   * Records all commands of a batch in one transaction. Returns one outcome for each command, in their order. `record`
   * checks the rules in memory, one command after the other, so that a refused command harms no other, and writes
   * everything together. For a command that is recorded already, `record` returns what is recorded, so that a batch can
   * be retried safely.
   */
  readonly record: (tx: Tx, commands: readonly C[]) => Promise<readonly Outcome<R>[]>;
  /** The most commands that one transaction records. Default: 500. */
  readonly maxBatch?: number;
  /** The most commands that may wait. A further one is refused and nothing of it is recorded. Default: 10,000. */
  readonly maxWaiting?: number;
}

interface Waiting<C, R> {
  readonly command: C;
  readonly resolve: (result: R) => void;
  readonly reject: (reason: unknown) => void;
}

interface Attempt {
  readonly attempt?: number;
  /** Set when an earlier attempt may have recorded the batch. */
  readonly unsettled?: CommitOutcomeUnknown;
  /** Called when COMMIT has been sent. */
  readonly onCommitting?: () => void;
}

/**
 * The most attempts of a batch whose reply was lost, or of a single command that another node recorded at the same
 * time.
 */
const MAX_ATTEMPTS = 4;

/**
 * Commits commands in groups: while one batch is recorded, the next one gathers. At low load a command is a batch of
 * one and does not wait. Under high load hundreds of commands share the cost of one durable commit.
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

  /**
   * Resolves with the result once `command` is recorded and durable. Rejects with the refusal of `record`, with
   * `QueueFull` or with the database's fault.
   */
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
      // SQLite's driver blocks the event loop. The batch waits for the end of this turn, because otherwise no other
      // request would be read and every batch would hold one command.
      await endOfTurn();
      const batch = this.waiting.splice(0, this.maxBatch);
      // Once COMMIT is sent, the disk works and this process is idle. So the next batch runs its queries meanwhile.
      await new Promise<void>((onCommitting) => void this.commit(batch, { onCommitting }).finally(onCommitting));
    }
    this.recording = false;
  }

  /** Commits a batch. The promise never rejects, because each command gets its own result or refusal. */
  private async commit(
    batch: readonly Waiting<C, R>[],
    { attempt = 1, unsettled, onCommitting }: Attempt = {},
  ): Promise<void> {
    try {
      const outcomes = await this.options.db.transact(
        (tx) =>
          this.options.record(
            tx,
            batch.map(({ command }) => command),
          ),
        onCommitting,
      );
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

  private async recover(
    batch: readonly Waiting<C, R>[],
    error: unknown,
    attempt: number,
    unsettled: CommitOutcomeUnknown | undefined,
  ): Promise<void> {
    const alone = batch.length === 1;
    // After a lost reply the batch runs again, because `record` looks up the keys and so finds what was recorded. A
    // duplicate key in a batch of one means that another node recorded the command at the same time.
    if (attempt < MAX_ATTEMPTS && (isOutcomeUnknown(error) || (alone && isDuplicateKey(error))))
      return this.commit(batch, { attempt: attempt + 1, unsettled });
    // An unavailable database is not a command's fault, so the batch is not halved. `unsettled` goes first: a client
    // whose command may have been recorded must not be told that nothing was.
    if (alone || isUnavailable(error)) {
      for (const { reject } of batch) reject(unsettled ?? error);
      // The commands in the queue would wait just as long, batch after batch, and get the same error.
      if (isLostConnection(error)) for (const { reject } of this.waiting.splice(0)) reject(error);
      return;
    }
    // One command fails the batch in a way that no rule foresaw. Halving the batch finds that command, and the others
    // are recorded without it.
    const middle = Math.ceil(batch.length / 2);
    await this.commit(batch.slice(0, middle), { unsettled });
    await this.commit(batch.slice(middle), { unsettled });
  }
}
