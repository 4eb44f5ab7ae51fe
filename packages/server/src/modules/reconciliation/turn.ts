import { setImmediate as endOfTurn } from 'node:timers/promises';

/** Whoever asks meanwhile needs several turns until the answer is out, so each of ours has to be short. */
const TURN_MS = 8;

/**
 * A turn of the event loop in which long work is done: while it lasts, nobody else is answered. Whoever works through many things
 * asks after each of them whether it is over, and then gives it up to all who wait.
 */
export class Turn {
  private endsAt = performance.now() + TURN_MS;

  get isOver(): boolean {
    return performance.now() >= this.endsAt;
  }

  /** Resolves when the others had their turn. */
  async giveUp(): Promise<void> {
    await endOfTurn();
    this.endsAt = performance.now() + TURN_MS;
  }
}

/** Runs `work`, which yields wherever others may go first, in as many turns as it takes; answers what it returns. */
export async function inTurns<R>(work: Iterator<unknown, R>): Promise<R> {
  const turn = new Turn();
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (turn.isOver) await turn.giveUp();
  }
}
