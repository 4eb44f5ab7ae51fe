/**
 * Runs what keys stand for, in order. While the desk waits, for a document that loads or a decision that is being sent, keys are kept and run
 * afterwards: somebody who knows the desk types faster than a page is drawn.
 */
export class KeyQueue {
  private kept: (() => void)[] = [];
  private waiting = false;

  press(run: () => void): void {
    if (this.waiting) this.kept.push(run);
    else run();
  }

  wait(): void {
    this.waiting = true;
  }

  /** Runs what was kept, until one of them makes the desk wait again. */
  goOn(): void {
    this.waiting = false;
    for (let run = this.kept.shift(); run; run = this.waiting ? undefined : this.kept.shift()) run();
  }

  /** Forgets what was kept: the keys were meant for an item that did not come. */
  drop(): void {
    this.kept = [];
    this.waiting = false;
  }
}
