import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { forbidden } from '../../errors.js';
import { contextFor, newViewer, testServices, type TestServices } from '#testing';
import { defineFileWork, startFileWork } from './file-works.js';
import { KEPT_DAYS } from './result-writer.js';
import { fetchResult, readResult, removeOldResults } from './results.service.js';
import { Lane, workKinds, type WorkKind } from './work-kinds.js';
import { WorkResult, WorkResultPart } from './work-result.entities.js';
import { WorkRunner } from './work-runner.js';
import { Work, WorkState } from './work.entities.js';
import { cancelWork, startWork } from './works.service.js';
import { worksChecks } from './works.checks.js';

interface Numbers {
  upTo: number;
}
/** Called before each number is written. */
let before: (number: number) => Promise<void> | void;
let mayFetch = true;

const numbers = defineFileWork<Numbers>({
  name: 'NUMBERS',
  counts: 'numbers',
  path: () => '/numbers',
  mayFetch: () => mayFetch,
  total: async (_, { upTo }) => upTo,
  async *write({ request: { what }, wrote }) {
    for (let number = 1; number <= what.upTo; number += 1) {
      await before(number);
      // More than a part, so that each number is stored at once.
      yield String(number).padEnd(300 * 1_024, '.');
      await wrote(1);
    }
  },
});
let letGo: () => void = () => undefined;
const blocking: WorkKind = {
  name: 'BLOCKING',
  path: () => '/blocking',
  maySee: () => false,
  async run(_, __, steps) {
    await new Promise<void>((resolve) => (letGo = resolve));
    await steps.take((tx) => steps.finish(tx));
  },
};

let services: TestServices;
let viewer: Awaited<ReturnType<typeof newViewer>>;
beforeAll(() => workKinds.add(numbers, blocking));
beforeEach(async () => {
  services = await testServices();
  viewer = await newViewer(services);
  before = () => undefined;
  mayFetch = true;
});
afterEach(async () => {
  const broken = (await runChecks(services, worksChecks)).filter(({ rows }) => rows.length > 0);
  if (broken.length > 0) throw new Error(JSON.stringify(broken));
  await services.close();
});

const context = () => contextFor(services, viewer);
const files = () => new WorkRunner(services, Lane.FILES);
const workOf = (id: string) => services.db.read.findOneByOrFail(Work, { id });
/** Records the work without waking the lane of the server, so that the test decides when it runs. */
const asked = (upTo = 3, whose = viewer.userId): Promise<string> =>
  services.db.transact(async (tx) => {
    const request = { fileName: 'numbers.txt', type: 'text/plain', language: 'en', what: { upTo } };
    const requestJson = JSON.stringify(request);
    return (await startWork(tx, { kind: numbers, subject: 'numbers', startedById: whose, requestJson })).id;
  });
const contentOf = async (id: string): Promise<string[]> => {
  const result = (await fetchResult(context(), id))!;
  const pieces: Buffer[] = [];
  for await (const piece of readResult(services, result)) pieces.push(piece);
  return Buffer.concat(pieces).toString().split(/\.+/).filter(Boolean);
};

describe('a file that is made as long work', () => {
  it('is stored with its progress and can be fetched by the person who asked', async () => {
    const id = await asked();
    const seen: number[] = [];
    before = async () => void seen.push((await workOf(id)).done);
    await files().run();
    expect(seen[0]).toBe(0);
    expect(await workOf(id)).toMatchObject({
      state: WorkState.DONE,
      done: 3,
      total: 3,
      outcome: [{ name: 'numbers', count: 3 }],
    });
    expect(await contentOf(id)).toEqual(['1', '2', '3']);
    const other = await newViewer(services);
    expect(await fetchResult(contextFor(services, other), id)).toBeNull();
    expect(await fetchResult(contextFor(services, null), id)).toBeNull();
    mayFetch = false;
    expect(await fetchResult(context(), id)).toBeNull();
  });

  it('does not wait for the work of another lane', async () => {
    await services.db.transact((tx) =>
      startWork(tx, { kind: blocking, subject: 'an import', startedById: viewer.userId }),
    );
    const others = new WorkRunner(services).run();
    const id = await asked();
    await files().run();
    expect((await workOf(id)).state).toBe(WorkState.DONE);
    letGo();
    await others;
  });

  it('begins anew after the server stopped in the middle', async () => {
    const id = await asked();
    const first = files();
    before = (number) => void (number === 3 && first.stop());
    await first.run();
    expect(await workOf(id)).toMatchObject({ state: WorkState.RUNNING, attempts: 1 });
    expect(await services.db.read.countBy(WorkResultPart, { workId: id })).toBeGreaterThan(0);
    before = () => undefined;
    await files().run();
    expect(await contentOf(id)).toEqual(['1', '2', '3']);
  });

  it('is given up when it was interrupted too often', async () => {
    const id = await asked();
    await services.db.transact((tx) => tx.manager.update(Work, { id }, { attempts: 5 }));
    await files().run();
    expect(await workOf(id)).toMatchObject({ state: WorkState.FAILED, failureKey: 'work.gaveUp' });
  });

  it('leaves nothing when a person cancels it', async () => {
    const id = await asked();
    before = async (number) => void (number === 3 && (await cancelWork(context(), id)));
    await files().run();
    expect((await workOf(id)).state).toBe(WorkState.CANCELLED);
    expect(await services.db.read.countBy(WorkResultPart, { workId: id })).toBe(0);
    expect(await fetchResult(context(), id)).toBeNull();
  });

  it('says why it could not be made', async () => {
    const [refused, broken] = [await asked(), await asked(2)];
    before = (number) => {
      if (number === 3) throw forbidden('work.cannotGoOn');
    };
    await files().run();
    expect(await workOf(refused)).toMatchObject({ state: WorkState.FAILED, failureKey: 'work.cannotGoOn' });
    expect((await workOf(broken)).state).toBe(WorkState.DONE);
    const unexpected = await asked(4);
    before = () => {
      throw new Error('a bug');
    };
    await files().run();
    expect(await workOf(unexpected)).toMatchObject({ state: WorkState.FAILED, failureKey: 'work.unexpected' });
  });

  it('is removed when its time is over', async () => {
    const id = await asked();
    await files().run();
    services.clock.advance((KEPT_DAYS - 1) * 86_400_000);
    await removeOldResults(services);
    expect(await contentOf(id)).toEqual(['1', '2', '3']);
    services.clock.advance(2 * 86_400_000);
    expect(await fetchResult(context(), id)).toBeNull();
    await removeOldResults(services);
    expect(await services.db.read.countBy(WorkResultPart, { workId: id })).toBe(0);
    expect(await services.db.read.findOneByOrFail(WorkResult, { workId: id })).toMatchObject({
      removedAt: expect.any(Date),
    });
  });

  it('is made once however often the same person asks meanwhile, and few files at a time', async () => {
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    before = () => gate;
    const order = (upTo: number) =>
      startFileWork(context(), numbers, {
        subject: 'numbers',
        request: { fileName: 'numbers.txt', type: 'text/plain', what: { upTo } },
      });
    const [first, again] = await Promise.all([order(1), order(1)]);
    expect(again.id).toBe(first.id);
    await order(2);
    await order(3);
    await expect(order(4)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED', key: 'work.tooManyFiles' });
    goOn();
    await expect.poll(async () => services.db.read.countBy(Work, { state: WorkState.RUNNING })).toBe(0);
  });
});
