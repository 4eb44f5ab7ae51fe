import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import type { MessageKey } from '../../messages/index.js';
import { Work, WorkState, type WorkCount } from './work.entities.js';
import { OWN_WORKS } from './works.topics.js';

/** The steps of one work on this node. */
export class WorkSteps {
  constructor(
    private readonly services: Services,
    private readonly work: Pick<Work, 'id' | 'startedById'>,
    /** Whether this node may begin another step. */
    private readonly mayGoOn: () => boolean,
  ) {}

  /** Whether no further step may begin, because the server stops or another node has taken the work over. */
  get stopping(): boolean {
    return !this.mayGoOn();
  }

  /**
   * Runs `work` in one transaction under the lock of the work. Returns false when the work has ended, or when no further
   * step may begin.
   */
  async take(work: (tx: Tx) => Promise<void>): Promise<boolean> {
    if (this.stopping) return false;
    return this.services.db.transact(async (tx) => {
      if (!(await this.isRunning(tx))) return false;
      await work(tx);
      return true;
    });
  }

  /** Whether the work still runs; locks it until the end of the transaction. */
  async isRunning(tx: Tx): Promise<boolean> {
    return (await tx.lock(Work, { id: this.work.id }))?.state === WorkState.RUNNING;
  }

  /** Stores the progress, and what came of the work so far, in the transaction of a step. */
  async progress(tx: Tx, done: number, total: number, outcome?: readonly WorkCount[]): Promise<void> {
    const soFar = outcome === undefined ? {} : { outcomeJson: JSON.stringify(outcome) };
    await this.change(tx, { done: Math.min(done, total), total, ...soFar });
  }

  /** Ends the work, in the transaction of its last step. */
  async finish(tx: Tx, outcome: readonly WorkCount[] = []): Promise<void> {
    await this.end(tx, { state: WorkState.DONE, outcomeJson: JSON.stringify(outcome) });
  }

  /** Returns the work as the database has it, in the transaction of a step. */
  current(tx: Tx): Promise<Work> {
    return tx.manager.findOneByOrFail(Work, { id: this.work.id });
  }

  /** Ends work that cannot be done, in the transaction of its last step. */
  async fail(tx: Tx, failureKey: MessageKey): Promise<void> {
    await this.end(tx, { state: WorkState.FAILED, failureKey });
  }

  private async end(tx: Tx, changes: Partial<Work>): Promise<void> {
    await this.change(tx, { ...changes, finishedAt: tx.now });
  }

  private async change(tx: Tx, changes: Partial<Work>): Promise<void> {
    await tx.manager.update(Work, { id: this.work.id }, changes);
    tx.changed(OWN_WORKS.of(this.work.startedById));
  }
}
