interface Reading {
  /** Another read was requested while this one was running, so its result is already old. */
  again: boolean;
  done: Promise<void>;
}

/**
 * Runs one read at a time for each key. A read that was already running when another one was requested may have been
 * sent before the change. `isOld` then says that its result must not be used, and `read` runs once more. After a failed
 * read the shown data stays.
 */
export class LatestRead<K extends WeakKey | string> {
  private readonly running = new Map<K, Reading>();

  read(key: K, read: (isOld: () => boolean) => Promise<void>): Promise<void> {
    const reading = this.running.get(key);
    if (reading) {
      reading.again = true;
      return reading.done;
    }
    const started: Reading = { again: false, done: Promise.resolve() };
    this.running.set(key, started);
    started.done = this.repeat(started, read).finally(() => this.running.delete(key));
    return started.done;
  }

  private async repeat(reading: Reading, read: (isOld: () => boolean) => Promise<void>): Promise<void> {
    do {
      reading.again = false;
      await read(() => reading.again).catch(() => undefined);
    } while (reading.again);
  }
}
