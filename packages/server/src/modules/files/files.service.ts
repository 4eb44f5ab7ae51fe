import { In, IsNull, LessThan } from 'typeorm';
import { requireViewer, type RequestContext, type Services } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import type { Tx } from '../../db/database.js';
import { badInput, DomainError, ErrorCode, notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { doEach } from '../../jobs/job.js';
import { isId, newId } from '../../lib/ids.js';
import type { Arrival } from '../../uploads/upload-door.js';
import { findFilePurpose, type FilePurpose } from './file-purposes.js';
import { FileStore } from './file-store.js';
import { FILE_LIMITS, readFileName, type FileName } from './files.rules.js';
import { readUpload, type Keepable } from './read-upload.js';
import { FileContent, StoredFile } from './stored-file.entity.js';

/** Unused files that one look removes. */
const REMOVED_AT_ONCE = 20;

/** Keeps an upload for `purpose/subject`, which the path of the arrival names. */
export async function receiveFile({ context, path, parameters, receive }: Arrival): Promise<StoredFile> {
  requireViewer(context);
  const [purposeName = '', subjectId = '', ...rest] = path.split('/');
  const purpose = findFilePurpose(purposeName);
  if (purpose === null || rest.length > 0) throw notFound();
  await purpose.requireAttacher(context, readId('subjectId', subjectId));
  const name = readFileName(parameters.get('name'));
  return receive(async (upload) => keepFile(context, purpose, subjectId, name, await readUpload(upload, name)));
}

/** Keeps a file that was made here, such as one of the demo, as if the viewer had uploaded it. */
export async function addFile(context: RequestContext, purpose: FilePurpose, subjectId: string, rawName: string, data: Buffer): Promise<StoredFile> {
  await purpose.requireAttacher(context, subjectId);
  const name = readFileName(rawName);
  return keepFile(context, purpose, subjectId, name, await readUpload(data, name));
}

async function keepFile(context: RequestContext, purpose: FilePurpose, subjectId: string, { name, type }: FileName, { data, picture }: Keepable): Promise<StoredFile> {
  const { userId } = requireViewer(context);
  const store = new FileStore(context.env.uploadDir);
  const draft = await store.draft(data, picture?.preview ?? null);
  try {
    return await context.db.transact(async (tx) => {
      const { sha256, bytes } = draft;
      await addToCounters(tx, 'file_contents', { sha256 }, { uses: 1 }, { bytes });
      await store.keep(draft);
      const file = tx.manager.create(StoredFile, {
        id: newId(tx.now), ownerId: userId, purpose: purpose.name, subjectId, name, type, bytes, sha256,
        width: picture?.width ?? null, height: picture?.height ?? null, createdAt: tx.now, usedAt: null,
      });
      await tx.manager.insert(StoredFile, file);
      return file;
    });
  } finally {
    await store.discard(draft);
  }
}

/** What files are to be used for, and which field of the input names them. */
export interface FileUse {
  readonly purpose: FilePurpose;
  readonly subjectId: string;
  readonly ids: readonly string[];
  readonly field: string;
}

/**
 * Uses files in a write: from now on they are never removed. One's own uploads for this subject may be used, and those that
 * were used for it before, by whomever. The rows stay locked until the commit, so none is removed in between.
 */
export async function useFiles(context: RequestContext, tx: Tx, { purpose, subjectId, ids, field }: FileUse): Promise<void> {
  const { userId } = requireViewer(context);
  for (const id of [...new Set(ids)].sort()) {
    const place = `${field}.${ids.indexOf(id)}`;
    const file = isId(id) ? await tx.lock(StoredFile, { id }) : null;
    const forThis = file?.purpose === purpose.name && file.subjectId === subjectId;
    if (file === null || (file.ownerId !== userId && !(forThis && file.usedAt !== null))) throw new DomainError(ErrorCode.NOT_FOUND, 'file.gone', {}, place);
    if (!forThis) throw badInput(place, 'file.elsewhere');
    if (file.usedAt === null) await tx.manager.update(StoredFile, { id }, { usedAt: tx.now });
  }
}

/** The file that an address names, if the viewer may open it; null otherwise, and where there is none. */
export async function findOpenable(context: RequestContext, id: string): Promise<StoredFile | null> {
  const file = isId(id) ? await context.db.read.findOneBy(StoredFile, { id }) : null;
  if (file === null) return null;
  const open = file.usedAt === null ? file.ownerId === context.viewer?.userId : ((await findFilePurpose(file.purpose)?.mayOpen(context, file)) ?? false);
  return open ? file : null;
}

/** Files by id, in the order of the ids; whoever shows them has decided that they may be seen. */
export async function findFiles({ db }: Pick<Services, 'db'>, ids: readonly string[]): Promise<ReadonlyMap<string, StoredFile>> {
  return new Map((await db.read.findBy(StoredFile, { id: In([...ids]) })).map((file) => [file.id, file]));
}

/** Removes uploads that nothing came to use. */
export async function removeUnusedFiles(services: Services, signal?: AbortSignal): Promise<void> {
  const before = new Date(services.clock.now().getTime() - FILE_LIMITS.unusedMs);
  const unused = await services.db.read.find(StoredFile, { select: { id: true }, where: { usedAt: IsNull(), createdAt: LessThan(before) }, take: REMOVED_AT_ONCE });
  await doEach(unused, signal, ({ id }) => removeUnused(services, id));
}

/** Under the lock of the file, which a report that is being submitted takes too, and of its content, which an upload does. */
async function removeUnused({ db, env }: Services, id: string): Promise<void> {
  const store = new FileStore(env.uploadDir);
  await db.transact(async (tx) => {
    const file = await tx.lock(StoredFile, { id });
    if (file === null || file.usedAt !== null) return;
    await tx.manager.delete(StoredFile, { id });
    const content = await tx.lock(FileContent, { sha256: file.sha256 });
    if (content === null) return;
    if (content.uses > 1) return void (await tx.manager.update(FileContent, { sha256: file.sha256 }, { uses: content.uses - 1 }));
    await tx.manager.delete(FileContent, { sha256: file.sha256 });
    // Before the commit, while nobody else can rely on it. If the commit fails, the row that is left is removed next time.
    await store.remove(file.sha256);
  });
}
