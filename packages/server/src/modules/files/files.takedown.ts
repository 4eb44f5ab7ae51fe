import { requirePermission, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { invalidState, notFound } from '../../errors.js';
import { readId } from '../../input.js';
import {
  putTombstone,
  readTakedown,
  takeDown,
  TakedownOf,
  type TakedownCause,
  type TakedownDecision,
} from '../privacy/index.js';
import { FileStore } from './file-store.js';
import { filePurposes } from './file-purposes.js';
import { FileContent, StoredFile } from './stored-file.entity.js';

/** The name of a file that was taken down, because its own may be what was wrong with it. */
const TAKEN_DOWN = '已撤下';

/**
 * Takes a file down: its content and its name are removed, its digest, its size and its place in the report stay. Other
 * files with the same content keep it.
 */
export async function takeDownFile(
  context: RequestContext,
  rawId: string,
  decided: { cause: TakedownCause; reason: string },
): Promise<StoredFile> {
  requirePermission(context, takeDown);
  const decision = readTakedown(context, decided);
  const id = readId('id', rawId);
  await context.db.transact(async (tx) => {
    const file = await tx.lock(StoredFile, { id });
    const purpose = file === null ? null : filePurposes.find(file.purpose);
    if (file === null || file.usedAt === null || !((await purpose?.mayOpen(context, file)) ?? false))
      throw notFound('id');
    if (file.takenDownAt !== null) throw invalidState('takedown.nothing');
    await removeContent(context, tx, decision, file);
    await purpose?.takenDown(tx, file);
  });
  return context.db.read.findOneByOrFail(StoredFile, { id });
}

/**
 * Removes the content and the name of a file whose row is locked, and puts a tombstone in its place. Modules call it for
 * the files of what they take down.
 */
export async function removeContent(
  context: RequestContext,
  tx: Tx,
  decision: TakedownDecision,
  { id, ownerId, sha256 }: StoredFile,
): Promise<void> {
  await tx.manager.update(StoredFile, { id }, { takenDownAt: tx.now, name: TAKEN_DOWN });
  await putTombstone(context, tx, decision, { what: TakedownOf.FILE, subjectId: id, person: ownerId, digest: sha256 });
  const content = await tx.lock(FileContent, { sha256 });
  const uses = (content?.uses ?? 1) - 1;
  await tx.manager.update(FileContent, { sha256 }, { uses });
  // Removes the content before the commit, while the lock keeps others from relying on it.
  if (uses === 0) await new FileStore(context.env.uploadDir).remove(sha256);
}
