import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMetrics } from '../http/metrics.js';
import { testServices, type TestServices } from '#testing';
import { doEach, ItemsFailed, type Job } from './job.js';
import { JobLease } from './job-lease.entity.js';
import { JobRunner } from './job-runner.js';
import { Lease } from './lease.js';

let services: TestServices;
const runners: JobRunner[] = [];
beforeEach(async () => {
  services = await testServices();
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop(1_000)));
  await services.close();
});

const runner = (...jobs: Job[]): JobRunner => {
  const made = new JobRunner(services, jobs);
  runners.push(made);
  return made;
};
const job = (name: string, run: Job['run'], more: Partial<Job> = {}): Job => ({
  name,
  everyMs: 10,
  timeoutMs: 10_000,
  run,
  ...more,
});
/** Creates a job that never ends, not even when it is aborted, and records the reasons of the aborts. */
const silent = (name: string, more: Partial<Job> = {}) => {
  const told: unknown[] = [];
  return {
    told,
    job: job(
      name,
      (signal) => new Promise(() => signal.addEventListener('abort', () => told.push(signal.reason))),
      more,
    ),
  };
};
const reportOf = (made: JobRunner, name: string) => made.reports().find((report) => report.name === name)!;

describe('jobs', () => {
  it('continue while another one hangs or fails', async () => {
    const count = vi.fn<() => Promise<void>>(async () => undefined);
    const made = runner(
      silent('hangs').job,
      job('throws', async () => {
        throw new Error('always');
      }),
      job('throws-at-once', () => {
        throw new Error('at once');
      }),
      job('counts', count),
    );
    made.start();
    await vi.waitFor(() => expect(count.mock.calls.length).toBeGreaterThan(5), { timeout: 20_000 });
    await vi.waitFor(() => expect(reportOf(made, 'throws').failures).toBeGreaterThan(1), { timeout: 20_000 });
    expect(reportOf(made, 'throws-at-once').failures).toBeGreaterThan(0);
    expect(reportOf(made, 'throws').lastSuccessAt).toBeNull();
    expect(reportOf(made, 'counts')).toMatchObject({
      failures: 0,
      lastSuccessAt: expect.any(Number),
      lastDurationMs: expect.any(Number),
    });
    expect(reportOf(made, 'hangs').runningSince).not.toBeNull();
  });

  it('never run twice at once, neither by their timers nor on request', async () => {
    let now = 0;
    let most = 0;
    const made = runner(
      job('slow', async () => {
        most = Math.max(most, (now += 1));
        await sleep(20);
        now -= 1;
      }),
    );
    made.start();
    await Promise.all([made.runDue(), made.runDue(), sleep(50).then(() => made.runDue())]);
    expect(most).toBe(1);
    expect(reportOf(made, 'slow').runs).toBeGreaterThanOrEqual(3);
  });

  it('are told to stop after their limit, count as late, and do not start again before they have ended', async () => {
    const warn = vi.spyOn(services.log, 'warn');
    const { job: hanging, told } = silent('hangs', { timeoutMs: 30 });
    const made = runner(hanging);
    made.start();
    await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 20_000 });
    await sleep(50);
    expect(reportOf(made, 'hangs')).toMatchObject({ runs: 0, runningSince: expect.any(Number) });
    expect(reportOf(made, 'hangs').lateMs).toBeGreaterThan(0);
    expect(warn).toHaveBeenCalledWith(
      expect.objectContaining({ job: 'hangs' }),
      expect.stringContaining('takes longer'),
    );
  });

  it('are tried less often while they fail, and log when they work again', async () => {
    const info = vi.spyOn(services.log, 'info');
    let broken = true;
    const run = vi.fn<() => Promise<void>>(async () => {
      if (broken) throw new Error('broken');
    });
    const made = runner(job('flaky', run));
    made.start();
    await sleep(400);
    // Waits of 10, 20, 40, 80 and 160 ms allow five retries. Without the growing wait there would be some forty.
    expect(run.mock.calls.length).toBeLessThan(9);
    broken = false;
    await vi.waitFor(() => expect(info).toHaveBeenCalledWith({ job: 'flaky' }, 'the job flaky works again'), {
      timeout: 20_000,
    });
  });

  it('run once in their order on request, and the first failure is thrown at the end', async () => {
    const order: string[] = [];
    const note = (name: string, fail = false) =>
      job(name, async () => {
        order.push(name);
        if (fail) throw new Error(`${name} failed`);
      });
    await expect(runner(note('one'), note('two', true), note('three'), note('four', true)).runDue()).rejects.toThrow(
      'two failed',
    );
    expect(order).toEqual(['one', 'two', 'three', 'four']);
  });

  it('do not wait on request for a job that takes minutes', async () => {
    const made = runner(
      silent('long', { isLong: true }).job,
      job('short', async () => undefined),
    );
    await made.runDue();
    expect(reportOf(made, 'short').runs).toBe(1);
    expect(reportOf(made, 'long').runningSince).not.toBeNull();
  });

  it('stop at once, or at the deadline when they hang', async () => {
    const { job: hanging, told } = silent('hangs');
    const made = runner(
      hanging,
      job('quick', async () => undefined),
    );
    made.start();
    await vi.waitFor(() => expect(reportOf(made, 'hangs').runningSince).not.toBeNull(), { timeout: 20_000 });
    const before = performance.now();
    await made.stop(100);
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(told).toHaveLength(1);
    const { runs } = reportOf(made, 'quick');
    await sleep(50);
    expect(reportOf(made, 'quick').runs).toBe(runs);
  });

  it('appear in the metrics', async () => {
    const made = runner(
      job('works', async () => undefined),
      job('fails', async () => {
        throw new Error('no');
      }),
      job('never', async () => undefined, { everyMs: 60_000 }),
    );
    await made
      .runDue()
      .catch(() => undefined)
      .then(() => made.runDue())
      .catch(() => undefined);
    const text = await createMetrics(
      () => 0,
      () => made.reports(),
    ).text();
    expect(text).toContain('job_failures_total{job="fails"} 2');
    expect(text).toContain('job_failures_total{job="works"} 0');
    expect(text).toMatch(/job_last_success_timestamp_seconds\{job="works"\} 1\d{9}/);
    expect(text).not.toContain('job_last_success_timestamp_seconds{job="fails"}');
    expect(text).toMatch(/job_last_duration_seconds\{job="fails"\} [\d.e-]+/);
    expect(text).toContain('job_late_seconds{job="works"} 0');
  });

  it('have unique names', () => {
    expect(
      () => new JobRunner(services, [job('same', async () => undefined), job('same', async () => undefined)]),
    ).toThrow('two jobs have one name');
  });
});

describe('a lease', () => {
  const MOST_MS = 10_001;
  const leaseOf = (holder: string) => new Lease(services, 'job', holder);
  const claims = async () => (await services.db.read.findOneByOrFail(JobLease, { job: 'job' })).claims;

  it('belongs to one node at a time, even when many nodes ask at once', async () => {
    const nodes = Array.from({ length: 5 }, (_, index) => leaseOf(`node-${index}`));
    const taken = await Promise.all(nodes.map((node) => node.claim()));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(nodes.filter((node) => node.isHeld)).toHaveLength(1);
  });

  it('stays between runs, so that a frequent job does not write each time', async () => {
    const lease = leaseOf('one');
    for (let run = 0; run < 20; run += 1) expect(await lease.claim()).toBe(true);
    expect(await claims()).toBe(1);
  });

  it('passes to another node when its time is over, and not before', async () => {
    const [one, other] = [leaseOf('one'), leaseOf('other')];
    expect(await one.claim()).toBe(true);
    expect(await other.claim()).toBe(false);
    services.clock.advance(MOST_MS);
    expect(await other.claim()).toBe(true);
    expect(await claims()).toBe(2);
    // The first holder's own belief ends by its own clock. A new claim for it is refused.
    expect(await leaseOf('one').claim()).toBe(false);
  });

  it('can be released at once', async () => {
    const [one, other] = [leaseOf('one'), leaseOf('other')];
    await one.claim();
    await one.release();
    expect(one.isHeld).toBe(false);
    expect(await other.claim()).toBe(true);
  });

  it('of another node is not released', async () => {
    const [one, other] = [leaseOf('one'), leaseOf('other')];
    await one.claim();
    services.clock.advance(MOST_MS);
    await other.claim();
    await one.release();
    expect(await leaseOf('third').claim()).toBe(false);
  });
});

describe('items', () => {
  it('are processed one by one, and a failure is thrown at the end', async () => {
    const done: number[] = [];
    const work = async (item: number) => {
      if (item === 2) throw new Error('not this one');
      done.push(item);
    };
    await expect(doEach([1, 2, 3], undefined, work)).rejects.toEqual(
      expect.objectContaining({
        name: 'ItemsFailed',
        message: '1 of 3 failed',
        cause: expect.objectContaining({ message: 'not this one' }),
      }),
    );
    expect(done).toEqual([1, 3]);
    await expect(doEach([], undefined, work)).resolves.toBeUndefined();
    expect(new ItemsFailed(1, 2, null)).toBeInstanceOf(Error);
  });

  it('are left when the job is told to stop', async () => {
    const abort = new AbortController();
    const done: number[] = [];
    await expect(
      doEach([1, 2, 3], abort.signal, async (item) => {
        done.push(item);
        abort.abort(new Error('stop'));
      }),
    ).rejects.toThrow('stop');
    expect(done).toEqual([1]);
  });
});
