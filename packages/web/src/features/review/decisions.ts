import type { ReviewDecision } from '@hongchuang/schema';
import type { Failure } from '../../lib/failure';

export interface Decision {
  projectId: string;
  title: string;
  decision: ReviewDecision;
  comment: string;
}

export type SendAnswer = { sent: true } | { sent: false; failure: Failure };

export type HeldDecision = Decision &
  (
    { state: 'held'; sendAt: number } | { state: 'sending' } | { state: 'sent' } | { state: 'failed'; failure: Failure }
  );

export const UNDO_MS = 10_000;

/**
 * Decisions that wait ten seconds before they are sent. They are kept outside the pages, so that going to the next
 * project does not lose them. There is at most one for each project; the newest is last.
 */
export class Decisions {
  private list: readonly HeldDecision[] = [];
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<() => void>();
  private readonly send: (decision: Decision) => Promise<SendAnswer>;
  private readonly delayMs: number;

  constructor(send: (decision: Decision) => Promise<SendAnswer>, delayMs = UNDO_MS) {
    this.send = send;
    this.delayMs = delayMs;
  }

  readonly snapshot = (): readonly HeldDecision[] => this.list;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  find(projectId: string): HeldDecision | undefined {
    return this.list.find((one) => one.projectId === projectId);
  }

  /** Does nothing while an earlier decision about the same project is being sent. */
  hold(decision: Decision): void {
    if (this.find(decision.projectId)?.state === 'sending') return;
    this.stopTimer(decision.projectId);
    this.put({ ...decision, state: 'held', sendAt: Date.now() + this.delayMs });
    this.timers.set(
      decision.projectId,
      setTimeout(() => void this.sendNow(decision.projectId), this.delayMs),
    );
  }

  /** Withdraws a decision that has not been sent. Returns false when it is too late. */
  undo(projectId: string): boolean {
    if (this.find(projectId)?.state !== 'held') return false;
    this.stopTimer(projectId);
    this.change(this.list.filter((one) => one.projectId !== projectId));
    return true;
  }

  /**
   * Also repeats a failed one, which is safe because the server refuses a second decision about the same submission.
   */
  async sendNow(projectId: string): Promise<void> {
    const found = this.find(projectId);
    if (!found || (found.state !== 'held' && found.state !== 'failed')) return;
    this.stopTimer(projectId);
    const { title, decision, comment } = found;
    const own: Decision = { projectId, title, decision, comment };
    this.put({ ...own, state: 'sending' });
    const answer = await this.send(own);
    this.put(answer.sent ? { ...own, state: 'sent' } : { ...own, state: 'failed', failure: answer.failure });
  }

  sendAllHeld(): void {
    for (const one of this.list) if (one.state === 'held') void this.sendNow(one.projectId);
  }

  dismiss(projectId: string): void {
    this.change(
      this.list.filter((one) => one.projectId !== projectId || one.state === 'held' || one.state === 'sending'),
    );
  }

  private put(decision: HeldDecision): void {
    const there = this.list.some((one) => one.projectId === decision.projectId);
    this.change(
      there
        ? this.list.map((one) => (one.projectId === decision.projectId ? decision : one))
        : [...this.list, decision],
    );
  }

  private change(next: readonly HeldDecision[]): void {
    this.list = next;
    for (const listener of this.listeners) listener();
  }

  private stopTimer(projectId: string): void {
    clearTimeout(this.timers.get(projectId));
    this.timers.delete(projectId);
  }
}
