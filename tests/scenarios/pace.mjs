// The rate at which gifts were acknowledged. The quiet hours, in which few clients are awake, have a clock of their
// own, so that the comparison of the first and the last tenth counts only gifts under full load.

const quantile = (sorted, share) =>
  Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));

export class Pace {
  #latencies;
  #busyAt;
  #count = 0;
  #busyCount = 0;
  /** @type {'busy' | 'quiet' | 'resting'} */
  #state = 'resting';
  #since = 0;
  #elapsed = { busy: 0, quiet: 0, resting: 0 };

  /** @param {number} gifts how many there will be at the most */
  constructor(gifts) {
    this.#latencies = new Float32Array(gifts);
    this.#busyAt = new Float64Array(gifts);
  }

  /** @param {boolean} quiet whether the hour that is being sent is a quiet one */
  runs(quiet) {
    this.#change(quiet ? 'quiet' : 'busy');
  }

  rest() {
    this.#change('resting');
  }

  #change(state) {
    if (state === this.#state) return;
    const now = performance.now();
    this.#elapsed[this.#state] += now - this.#since;
    this.#state = state;
    this.#since = now;
  }

  /** @param {number} tookMs how long its giver waited */
  acknowledged(tookMs) {
    this.#latencies[this.#count] = tookMs;
    this.#count += 1;
    if (this.#state !== 'busy') return;
    this.#busyAt[this.#busyCount] = this.#elapsed.busy + performance.now() - this.#since;
    this.#busyCount += 1;
  }

  /** Gifts per second of the busy gifts from one share of them to another. */
  #rateBetween(from, to) {
    const [first, last] = [Math.floor(this.#busyCount * from), Math.floor(this.#busyCount * to)];
    const startedAt = first === 0 ? 0 : this.#busyAt[first - 1];
    return ((last - first) / (this.#busyAt[last - 1] - startedAt)) * 1_000;
  }

  /** Call it while nothing is being sent. */
  figures() {
    const sorted = this.#latencies.subarray(0, this.#count).slice().sort();
    const seconds = (this.#elapsed.busy + this.#elapsed.quiet) / 1_000;
    const [first, last] = [this.#rateBetween(0, 0.1), this.#rateBetween(0.9, 1)];
    return {
      seconds,
      perSecond: this.#count / seconds,
      busyPerSecond: this.#rateBetween(0, 1),
      first,
      last,
      ratio: last / first,
      p50: quantile(sorted, 0.5),
      p99: quantile(sorted, 0.99),
    };
  }
}
