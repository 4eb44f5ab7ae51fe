/** How long after its last input a person counts as being at the page. */
const ATTENTION_MS = 60_000;

/** Tells whether somebody is at the page, by the moments of their input. */
export class Attention {
  private lastInputAt: number;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly now: () => number) {
    // Somebody has just opened the page.
    this.lastInputAt = now();
  }

  /** Call this at every input of the person. */
  note(): void {
    const wasAway = !this.isHere();
    this.lastInputAt = this.now();
    if (wasAway) for (const listener of this.listeners) listener();
  }

  isHere(): boolean {
    return this.now() - this.lastInputAt < ATTENTION_MS;
  }

  /** Calls `listener` at the first input after a pause, until the returned function is called. */
  onReturn(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

export const attention = new Attention(() => Date.now());

/** Watches the inputs of the page. */
export function watchAttention(): void {
  for (const event of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
    addEventListener(event, () => attention.note(), { capture: true, passive: true });
}
