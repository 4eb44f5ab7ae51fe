import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { access, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OWNER_ONLY } from '../../lib/file-modes.js';
import { writeDraft } from '../../uploads/write-file.js';

/** A content that is on disk but not yet at its final path. */
export interface Draft {
  readonly sha256: string;
  readonly bytes: number;
  readonly content: string;
  readonly preview: string | null;
}

export const sha256Of = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

/**
 * Contents on disk, by their digest. Only our own digests name a path, so no path leads out of the folder. Whoever
 * moves a content to its path or removes it holds the lock of its row, so that no upload relies on a content that is
 * being removed.
 */
export class FileStore {
  private readonly folder: string;

  constructor(uploadDir: string) {
    this.folder = join(uploadDir, 'files');
  }

  async draft(data: Buffer, preview: Buffer | null): Promise<Draft> {
    const content = await writeDraft(this.folder, data);
    return {
      sha256: sha256Of(data),
      bytes: data.length,
      content,
      preview: preview === null ? null : await writeDraft(this.folder, preview),
    };
  }

  /**
   * Moves the draft to its final path, unless the same content is already there. Can run again when it was interrupted.
   */
  async keep({ sha256, content, preview }: Draft): Promise<void> {
    await mkdir(dirname(this.path(sha256)), { recursive: true, mode: OWNER_ONLY.folder });
    await moveUnlessThere(content, this.path(sha256));
    if (preview !== null) await moveUnlessThere(preview, this.previewPath(sha256));
  }

  /** Removes the files of a draft that are left. */
  async discard({ content, preview }: Draft): Promise<void> {
    for (const path of [content, preview]) if (path !== null) await rm(path, { force: true });
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.path(sha256), { force: true });
    await rm(this.previewPath(sha256), { force: true });
  }

  /** Returns the content, or the preview of a picture; null when it is missing. */
  async open(sha256: string, preview = false): Promise<{ stream: () => ReadStream; bytes: number } | null> {
    const path = preview ? this.previewPath(sha256) : this.path(sha256);
    const found = await stat(path).catch(() => null);
    return found === null ? null : { stream: () => createReadStream(path), bytes: found.size };
  }

  /** Returns the digest of the file that is there now, read in pieces; null when there is none. */
  async digestOf(sha256: string): Promise<string | null> {
    const found = await this.open(sha256);
    if (found === null) return null;
    const hash = createHash('sha256');
    for await (const piece of found.stream()) hash.update(piece as Buffer);
    return hash.digest('hex');
  }

  private path(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }

  private previewPath(sha256: string): string {
    return `${this.path(sha256)}.webp`;
  }
}

async function moveUnlessThere(from: string, to: string): Promise<void> {
  const there = await access(to).then(
    () => true,
    () => false,
  );
  if (!there) await rename(from, to);
}
