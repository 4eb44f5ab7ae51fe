import { In, IsNull, LessThanOrEqual } from 'typeorm';
import { defineLoader, type RequestContext, type Services } from '../../context.js';
import { doEach } from '../../jobs/job.js';
import { isId } from '../../lib/ids.js';
import { fileKindOf, fileRequestOf } from './file-works.js';
import { workKinds } from './work-kinds.js';
import { WorkResult, WorkResultPart } from './work-result.entities.js';
import { Work } from './work.entities.js';

/** How many files one run of the job removes. */
const REMOVED_AT_ONCE = 20;

export const resultLoader = defineLoader<string, WorkResult | null>(async ({ db }, workIds) => {
  const results = new Map(
    (await db.read.findBy(WorkResult, { workId: In([...workIds]) })).map((result) => [result.workId, result]),
  );
  return workIds.map((id) => results.get(id) ?? null);
});

/**
 * Returns the file of a work when the viewer asked for it, still has the right to it, and it is still kept. The download
 * is on record before it begins. Returns null otherwise.
 */
export async function fetchResult(context: RequestContext, workId: string): Promise<WorkResult | null> {
  const { viewer, db, clock } = context;
  const work = viewer === null || !isId(workId) ? null : await db.read.findOneBy(Work, { id: workId });
  const kind = work === null ? null : fileKindOf(workKinds.find(work.kind));
  if (work?.requestJson == null || kind === null || work.startedById !== viewer?.userId) return null;
  const result = await db.read.findOneBy(WorkResult, { workId, removedAt: IsNull() });
  if (result === null || result.keptUntil <= clock.now()) return null;
  const request = fileRequestOf<unknown>(work);
  if (!(await kind.mayFetch(context, request.what))) return null;
  if (kind.fetched !== undefined) await db.transact(async (tx) => kind.fetched?.(tx, context, request));
  return result;
}

/** Yields the content of a file, one part at a time. */
export async function* readResult({ db }: Services, { workId, bytes }: WorkResult): AsyncGenerator<Buffer> {
  let sent = 0;
  for (let position = 0; sent < bytes; position += 1) {
    // A part that is missing ends the download with an error, so that nobody takes half a file for a whole one.
    const { content } = await db.read.findOneByOrFail(WorkResultPart, { workId, position });
    sent += content.length;
    yield content;
  }
}

/** Removes the files whose time is over. The row stays and says so. */
export async function removeOldResults({ db, clock }: Services, signal?: AbortSignal): Promise<void> {
  const old = await db.read.find(WorkResult, {
    where: { removedAt: IsNull(), keptUntil: LessThanOrEqual(clock.now()) },
    order: { keptUntil: 'ASC' },
    take: REMOVED_AT_ONCE,
  });
  await doEach(old, signal, ({ workId }) =>
    db.transact(async (tx) => {
      await tx.manager.delete(WorkResultPart, { workId });
      await tx.manager.update(WorkResult, { workId }, { removedAt: tx.now });
    }),
  );
}
