/** The state of one submit. `done` is a success after which the page has not been left yet. */
export type SubmissionPhase = 'ready' | 'sending' | 'done';

export interface SubmitOptions {
  /** Stay `done` after a success, because the page is about to be left and the form must not be sent again. */
  leaves: boolean;
}

/**
 * Lets one submit through at a time. A submit that leaves the page stays `done` after its success. Nothing more is
 * sent, however long the next page takes, until the form is unmounted or the person begins again.
 */
export class Submission {
  private current: SubmissionPhase = 'ready';

  constructor(private readonly onChange: (phase: SubmissionPhase) => void = () => undefined) {}

  get phase(): SubmissionPhase {
    return this.current;
  }

  /** Resolves with the result of `send`, or with undefined when another submit is in progress or done. */
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

  /** Begins a new submit after a success. A submit in progress goes on. */
  begin(): void {
    if (this.current === 'done') this.move('ready');
  }

  private move(phase: SubmissionPhase): void {
    this.current = phase;
    this.onChange(phase);
  }
}
