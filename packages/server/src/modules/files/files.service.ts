import { In, IsNull, LessThan } from 'typeorm';
import { requireViewer, type RequestContext, type Services } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import type { Tx } from '../../db/database.js';
import { badInput, DomainError, ErrorCode, notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { doEach } from '../../jobs/job.js';
import { isId, newId } from '../../lib/ids.js';
import type { PendingUpload } from '../../uploads/upload-handler.js';
import { filePurposes, type FilePurpose } from './file-purposes.js';
import { FileStore } from './file-store.js';
import { FILE_LIMITS, readFileName, type FileName } from './files.rules.js';
import { readUpload, type Keepable } from './read-upload.js';
import { FileAudience, FileContent, StoredFile } from './stored-file.entity.js';

/** How many unused files one run removes. */
const REMOVED_AT_ONCE = 20;

/** Keeps an upload for `purpose/subject`. The path of the request contains both. */
export async function receiveFile({ context, path, parameters, receive }: PendingUpload): Promise<StoredFile> {
  requireViewer(context);
  const [purposeName = '', subjectId = '', ...rest] = path.split('/');
  const purpose = filePurposes.find(purposeName);
  if (purpose === null || rest.length > 0) throw notFound();
  await purpose.requireAttacher(context, readId('subjectId', subjectId));
  const name = readFileName(parameters.get('name'));
  const audience = readAudience(parameters.get('audience'));
  return receive(async (upload) =>
    keepFile(context, { purpose, subjectId, audience }, name, await readUpload(upload, name)),
  );
}

function readAudience(raw: string | null): FileAudience {
  if (raw === null) return FileAudience.EVERYBODY;
  const audience = Object.values(FileAudience).find((one) => one === raw);
  if (audience === undefined) throw badInput('audience', 'file.audience');
  return audience;
}

/** Keeps a file that was made by the server, such as one of the demo, as if the viewer had uploaded it. */
export async function addFile(
  context: RequestContext,
  purpose: FilePurpose,
  subjectId: string,
  rawName: string,
  data: Buffer,
): Promise<StoredFile> {
  await purpose.requireAttacher(context, subjectId);
  const name = readFileName(rawName);
  const use = { purpose, subjectId, audience: FileAudience.EVERYBODY };
  return keepFile(context, use, name, await readUpload(data, name));
}

async function keepFile(
  context: RequestContext,
  { purpose, subjectId, audience }: { purpose: FilePurpose; subjectId: string; audience: FileAudience },
  { name, type }: FileName,
  { data, picture }: Keepable,
): Promise<StoredFile> {
  const { userId } = requireViewer(context);
  const store = new FileStore(context.env.uploadDir);
  const draft = await store.draft(data, picture?.preview ?? null);
  try {
    return await context.db.transact(async (tx) => {
      const { sha256, bytes } = draft;
      await addToCounters(tx, 'file_contents', { sha256 }, { uses: 1 }, { bytes });
      await store.keep(draft);
      const file = tx.manager.create(StoredFile, {
        id: newId(tx.now),
        ownerId: userId,
        purpose: purpose.name,
        subjectId,
        name,
        type,
        bytes,
        sha256,
        width: picture?.width ?? null,
        height: picture?.height ?? null,
        createdAt: tx.now,
        usedAt: null,
        audience,
        takenDownAt: null,
      });
      await tx.manager.insert(StoredFile, file);
      return file;
    });
  } finally {
    await store.discard(draft);
  }
}

/** The subject that uses files, and the field of the input that names them. */
export interface FileUse {
  readonly purpose: FilePurpose;
  readonly subjectId: string;
  readonly ids: readonly string[];
  readonly field: string;
  /** The name of the id within an entry, where entries of the input are objects. */
  readonly part?: string;
}

/**
 * Marks files as used, so that they are never removed. The viewer may use their own uploads for this subject, and files
 * of anybody that this subject already used. The rows stay locked until the commit, so that no file is removed in
 * between.
 */
export async function useFiles(
  context: RequestContext,
  tx: Tx,
  { purpose, subjectId, ids, field, part }: FileUse,
): Promise<void> {
  const { userId } = requireViewer(context);
  for (const id of [...new Set(ids)].sort()) {
    const place = [field, ids.indexOf(id), ...(part === undefined ? [] : [part])].join('.');
    const file = isId(id) ? await tx.lock(StoredFile, { id }) : null;
    const forThis = file?.purpose === purpose.name && file.subjectId === subjectId;
    if (file === null || (file.ownerId !== userId && !(forThis && file.usedAt !== null)))
      throw new DomainError(ErrorCode.NOT_FOUND, 'file.gone', {}, place);
    if (!forThis) throw badInput(place, 'file.elsewhere');
    if (file.usedAt === null) await tx.manager.update(StoredFile, { id }, { usedAt: tx.now });
  }
}

/** Marks files as no longer used, so that they are removed after the time that unused uploads are kept. */
export const releaseFiles = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0) await tx.manager.update(StoredFile, { id: In([...ids]) }, { usedAt: null });
};

/**
 * Returns the file with this id when it exists and the viewer may open it; null otherwise. The content of a file that
 * was taken down is gone.
 */
export async function findOpenable(context: RequestContext, id: string): Promise<StoredFile | null> {
  const file = isId(id) ? await context.db.read.findOneBy(StoredFile, { id }) : null;
  if (file === null) return null;
  if (file.usedAt === null) return file.ownerId === context.viewer?.userId ? file : null;
  const purpose = filePurposes.find(file.purpose);
  if (purpose === null || !(await purpose.mayOpen(context, file))) return null;
  return file.audience === FileAudience.EVERYBODY || (await purpose.seesRestricted(context, file)) ? file : null;
}

/** Returns files by id. The caller has checked that the viewer may see them. */
export async function findFiles(
  { db }: Pick<Services, 'db'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredFile>> {
  return new Map((await db.read.findBy(StoredFile, { id: In([...ids]) })).map((file) => [file.id, file]));
}

/** Removes uploads that nothing used. */
export async function removeUnusedFiles(services: Services, signal?: AbortSignal): Promise<void> {
  const before = new Date(services.clock.now().getTime() - FILE_LIMITS.unusedMs);
  const unused = await services.db.read.find(StoredFile, {
    select: { id: true },
    where: { usedAt: IsNull(), createdAt: LessThan(before) },
    take: REMOVED_AT_ONCE,
  });
  await doEach(unused, signal, ({ id }) => removeUnused(services, id));
}

/**
 * Takes the lock of the file, which the submission of a report takes too, and the lock of its content, which an upload
 * takes.
 */
async function removeUnused({ db, env }: Services, id: string): Promise<void> {
  const store = new FileStore(env.uploadDir);
  await db.transact(async (tx) => {
    const file = await tx.lock(StoredFile, { id });
    if (file === null || file.usedAt !== null) return;
    await tx.manager.delete(StoredFile, { id });
    const content = await tx.lock(FileContent, { sha256: file.sha256 });
    if (content === null) return;
    const { sha256 } = file;
    // A file that was taken down keeps its digest, and so the row of its content.
    const isNamed = await tx.manager.existsBy(StoredFile, { sha256 });
    if (isNamed) await tx.manager.update(FileContent, { sha256 }, { uses: content.uses - 1 });
    else await tx.manager.delete(FileContent, { sha256 });
    if (content.uses > 1) return;
    // Removes the file before the commit, while the lock keeps others from relying on it. When the commit fails, the
    // next run removes the row that is left.
    await store.remove(sha256);
  });
}
