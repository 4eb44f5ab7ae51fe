/**
 * Runs the commands of keys in order. While the desk waits for a document to load or for a decision to be sent, keys
 * are kept and run afterwards, because an experienced person types faster than a page is drawn.
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

  /** Runs the kept commands until one of them makes the desk wait again. */
  goOn(): void {
    this.waiting = false;
    for (let run = this.kept.shift(); run; run = this.waiting ? undefined : this.kept.shift()) run();
  }

  /** Drops the kept commands, because they were meant for an item that did not open. */
  drop(): void {
    this.kept = [];
    this.waiting = false;
  }
}
