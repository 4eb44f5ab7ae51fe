/** Where one submit stands. `done` is a success that the page has not left yet. */
export type SubmissionPhase = 'ready' | 'sending' | 'done';

export interface SubmitOptions {
  /** Stay `done` after a success: the page is about to be left, and the form must not outlive its answer. */
  leaves: boolean;
}

/**
 * Lets one submit through at a time. A submit that leaves the page stays done after its success, so nothing more is sent
 * however long the next page takes, until the form is unmounted or the person begins again.
 */
export class Submission {
  private current: SubmissionPhase = 'ready';

  constructor(private readonly onChange: (phase: SubmissionPhase) => void = () => undefined) {}

  get phase(): SubmissionPhase {
    return this.current;
  }

  /** Resolves with what `send` resolved with, or with undefined where another submit is under way or done. */
  async submit<T>(send: () => Promise<T | undefined>, { leaves }: SubmitOptions): Promise<T | undefined> {
    if (this.current !== 'ready') return undefined;
    this.move('sending');
    let result: T | undefined;
    try {
      result = await send();
      return result;
    } finally {
      this.move(leaves && result !== undefined ? 'done' : 'ready');
    }
  }

  /** The person begins anew after a success. What is under way goes on. */
  begin(): void {
    if (this.current === 'done') this.move('ready');
  }

  private move(phase: SubmissionPhase): void {
    this.current = phase;
    this.onChange(phase);
  }
}
