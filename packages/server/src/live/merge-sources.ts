/**
 * Merges several sources into one. The merged source ends when any of the sources ends. A source is asked for its next
 * value only after its last one was taken, so a slow reader skips to the newest value of each.
 */
export function mergeSources<T>(sources: readonly AsyncIterableIterator<T>[]): AsyncIterableIterator<T> {
  const ready: { readonly value: T; readonly source: AsyncIterableIterator<T> }[] = [];
  let failure: { readonly error: unknown } | undefined;
  let isEnded = false;
  let wake: () => void = () => undefined;

  const pull = (source: AsyncIterableIterator<T>): void =>
    void source.next().then(
      ({ done, value }) => {
        if (done === true) void end();
        else ready.push({ value: value as T, source });
        wake();
      },
      (error: unknown) => {
        failure = { error };
        wake();
      },
    );
  const end = async (): Promise<IteratorResult<T>> => {
    if (!isEnded) {
      isEnded = true;
      ready.length = 0;
      wake();
      await Promise.all(sources.map((source) => source.return?.()));
    }
    return { value: undefined, done: true };
  };

  for (const source of sources) pull(source);
  const merged: AsyncIterableIterator<T> = {
    async next() {
      for (;;) {
        if (isEnded) return { value: undefined, done: true };
        if (failure !== undefined) {
          await end();
          throw failure.error;
        }
        const first = ready.shift();
        if (first !== undefined) {
          pull(first.source);
          return { value: first.value, done: false };
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    return: end,
    [Symbol.asyncIterator]: () => merged,
  };
  return merged;
}
