import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Tx } from '../../db/database.js';
import { addDays, beginningOf, shanghaiDay } from '../../lib/days.js';
import { limitExceeded } from '../../errors.js';
import { WorkResult, WorkResultPart } from './work-result.entities.js';
import type { WorkSteps } from './work-steps.js';
import type { Work } from './work.entities.js';

/** The size of a stored part. A message to MySQL holds it twice over, and its limit is 16 MB at least. */
const PART_BYTES = 256 * 1_024;
/** The size of the largest file. */
const MAX_BYTES = 256 * 1_024 * 1_024;
/** How often the progress is stored when no part is full. */
const PROGRESS_EVERY_MS = 500;
/** For how many whole days a file can be fetched after the day on which it was made. */
export const KEPT_DAYS = 7;

/** Thrown when no further part may be stored: the work was cancelled, or the server stops. */
export class WorkInterrupted extends Error {}

/** Stores the file of a work part by part, each in one transaction with the progress. */
export class ResultWriter {
  private readonly waiting: Buffer[] = [];
  private waitingBytes = 0;
  private bytes = 0;
  private parts = 0;
  private rows = 0;
  private storedAt = performance.now();

  constructor(
    private readonly work: Pick<Work, 'id'>,
    private readonly steps: WorkSteps,
    private readonly total: number,
  ) {}

  /** Counts rows, lets other requests run, and stores the progress from time to time. */
  async wrote(rows: number): Promise<void> {
    this.rows += rows;
    await endOfTurn();
    if (performance.now() - this.storedAt >= PROGRESS_EVERY_MS) await this.store();
  }

  async add(piece: Buffer | Uint8Array | string): Promise<void> {
    const content = typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece);
    this.waiting.push(content);
    this.waitingBytes += content.length;
    if (this.bytes + this.waitingBytes > MAX_BYTES) throw limitExceeded('work.fileTooLarge');
    if (this.waitingBytes >= PART_BYTES) await this.store();
  }

  /** Stores the rest and ends the work. */
  async finish({ fileName, type }: Pick<WorkResult, 'fileName' | 'type'>, countName: string): Promise<void> {
    await this.store(async (tx) => {
      await tx.manager.insert(WorkResult, {
        workId: this.work.id,
        fileName,
        type,
        bytes: this.bytes,
        keptUntil: beginningOf(addDays(shanghaiDay(tx.now), KEPT_DAYS + 1)),
        removedAt: null,
      });
      await this.steps.finish(tx, [{ name: countName, count: this.rows }]);
    });
  }

  private async store(then?: (tx: Tx) => Promise<void>): Promise<void> {
    const content = Buffer.concat(this.waiting);
    const bytes = this.bytes;
    const going = await this.steps.take(async (tx) => {
      for (let from = 0, position = this.parts; from < content.length; from += PART_BYTES, position += 1)
        await tx.manager.insert(WorkResultPart, {
          workId: this.work.id,
          position,
          content: content.subarray(from, from + PART_BYTES),
        });
      // The database repeats a transaction after a deadlock, so nothing is counted before its end.
      this.bytes = bytes + content.length;
      await this.steps.progress(tx, this.rows, this.total);
      await then?.(tx);
    });
    if (!going) throw new WorkInterrupted();
    this.parts += Math.ceil(content.length / PART_BYTES);
    this.waiting.length = 0;
    this.waitingBytes = 0;
    this.storedAt = performance.now();
  }
}
