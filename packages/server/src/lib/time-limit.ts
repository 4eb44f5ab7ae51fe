/**
 * Returns a signal that aborts with a `TimeoutError` after `ms` milliseconds, or earlier with the reason of one of
 * `others`. Node 20 lets a signal of `AbortSignal.timeout` be collected when only `AbortSignal.any` refers to it, and
 * then the limit never comes (seen with 20.20.2, not with 22.23.5 and 24.22.3). Here the timer holds the signal.
 */
export function timeLimit(ms: number, ...others: readonly (AbortSignal | undefined)[]): AbortSignal {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new DOMException('The time is over', 'TimeoutError')), ms);
  // A limit alone does not keep the process running.
  timer.unref();
  limit.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  for (const other of others) {
    if (other?.aborted === true) limit.abort(other.reason);
    else other?.addEventListener('abort', () => limit.abort(other.reason), { once: true, signal: limit.signal });
  }
  return limit.signal;
}
