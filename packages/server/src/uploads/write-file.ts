import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OWNER_ONLY } from '../lib/file-modes.js';

/**
 * Writes `data` into a new file in `folder`, syncs it to the disk and returns its path. A failed write leaves no file.
 */
export async function writeDraft(folder: string, data: Buffer): Promise<string> {
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY.folder });
  const draft = join(folder, `.${randomUUID()}.tmp`);
  const file = await open(draft, 'wx', OWNER_ONLY.file);
  try {
    await file.writeFile(data);
    await file.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return draft;
}

/** Writes the whole file or nothing, so that a reader or a backup never sees half a file. */
export async function writeFileWhole(folder: string, name: string, data: Buffer): Promise<void> {
  const draft = await writeDraft(folder, data);
  await rename(draft, join(folder, name)).catch(async (error: unknown) => {
    await rm(draft, { force: true });
    throw error;
  });
}
