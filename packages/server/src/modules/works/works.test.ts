import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { newId } from '../../lib/ids.js';
import { contextFor, newViewer, testServices, type TestServices } from '#testing';
import { Work, WorkState } from './work.entities.js';
import { workKinds, type WorkKind } from './work-kinds.js';
import { WorkRunner } from './work-runner.js';
import type { WorkSteps } from './work-steps.js';
import { cancelWork, startWork } from './works.service.js';
import { worksChecks } from './works.checks.js';

const TOTAL = 5;
/** The numbers that all runners of a test have counted. */
let counted: number[] = [];
/** Called after each step. */
let afterStep: (done: number) => Promise<void> | void;
let isHere = true;

/** Counts to five, one number in each step, starting from the stored progress. */
const count = async ({ db }: TestServices, work: Work, steps: WorkSteps): Promise<void> => {
  const { done } = await db.read.findOneByOrFail(Work, { id: work.id });
  for (let next = done + 1; next <= TOTAL; next += 1) {
    const going = await steps.take(async (tx) => {
      await steps.progress(tx, next, TOTAL);
      counted.push(next);
    });
    if (!going) return;
    await afterStep(next);
  }
  await steps.take((tx) => steps.finish(tx, [{ name: 'numbers', count: TOTAL }]));
};
const base = { path: () => '/somewhere', maySee: () => false };
const counting: WorkKind = {
  ...base,
  name: 'COUNTING',
  isHere: async () => isHere,
  run: (services, work, steps) => count(services as TestServices, work, steps),
  cancel: async () => undefined,
};
const failing: WorkKind = {
  ...base,
  name: 'FAILING',
  run: () => Promise.reject(new Error('always')),
};

let services: TestServices;
let viewer: Awaited<ReturnType<typeof newViewer>>;
beforeAll(() => workKinds.add(counting, failing));
beforeEach(async () => {
  services = await testServices();
  viewer = await newViewer(services);
  counted = [];
  afterStep = () => undefined;
  isHere = true;
});
afterEach(async () => {
  await services.close();
});

const start = async (kind: WorkKind = counting): Promise<string> => {
  const subjectId = newId();
  await services.db.transact((tx) =>
    startWork(tx, { kind, subjectId, subject: 'numbers', startedById: viewer.userId }),
  );
  return (await services.db.read.findOneByOrFail(Work, { subjectId })).id;
};
const workOf = (id: string) => services.db.read.findOneByOrFail(Work, { id });

describe('a long work', () => {
  it('runs in steps, shows its progress, and keeps its result', async () => {
    const id = await start();
    const seen: number[] = [];
    afterStep = async () => void seen.push((await workOf(id)).done);
    await new WorkRunner(services).run();
    expect((await runChecks(services, worksChecks)).flatMap(({ rows }) => rows)).toEqual([]);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(await workOf(id)).toMatchObject({
      state: WorkState.DONE,
      done: TOTAL,
      total: TOTAL,
      finishedAt: expect.any(Date),
      outcome: [{ name: 'numbers', count: TOTAL }],
    });
  });

  it('continues where it was when the server stopped in the middle', async () => {
    const id = await start();
    const first = new WorkRunner(services);
    afterStep = (done) => void (done === 2 && first.stop());
    await first.run();
    expect(await workOf(id)).toMatchObject({ state: WorkState.RUNNING, done: 2 });
    await new WorkRunner(services).run();
    expect(counted).toEqual([1, 2, 3, 4, 5]);
    expect((await workOf(id)).state).toBe(WorkState.DONE);
  });

  it('ends after the step during which a person cancelled it', async () => {
    const id = await start();
    const context = contextFor(services, viewer);
    afterStep = async (done) => void (done === 3 && (await cancelWork(context, id)));
    await new WorkRunner(services).run();
    expect(counted).toEqual([1, 2, 3]);
    expect((await runChecks(services, worksChecks)).flatMap(({ rows }) => rows)).toEqual([]);
    expect(await workOf(id)).toMatchObject({ state: WorkState.CANCELLED, done: 3, finishedAt: expect.any(Date) });
    await expect(cancelWork(context, id)).resolves.toMatchObject({ state: WorkState.CANCELLED });
  });

  it('that has ended, or cannot be undone, cannot be cancelled', async () => {
    const context = contextFor(services, viewer);
    const hopeless = await start(failing);
    await expect(cancelWork(context, hopeless)).rejects.toMatchObject({ key: 'work.cannotBeCancelled' });
    const id = await start();
    await new WorkRunner(services).run().catch(() => undefined);
    await expect(cancelWork(context, id)).rejects.toMatchObject({ key: 'work.ended' });
  });

  it('that fails does not block the others, and is tried again', async () => {
    const broken = await start(failing);
    const id = await start();
    await expect(new WorkRunner(services).run()).rejects.toThrow('1 of');
    expect((await workOf(id)).state).toBe(WorkState.DONE);
    expect((await workOf(broken)).state).toBe(WorkState.RUNNING);
  });

  it('that only another node can do is left to that node', async () => {
    const id = await start();
    isHere = false;
    await new WorkRunner(services).run();
    expect(await workOf(id)).toMatchObject({ state: WorkState.RUNNING, done: 0 });
  });
});
