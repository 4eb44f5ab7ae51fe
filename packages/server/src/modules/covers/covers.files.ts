import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

// 256 bits in base64url. Nothing else is ever looked up, so no path can lead out of the folder.
const FILE_NAME = /^([A-Za-z0-9_-]{43})\.webp$/;

/** The stored pictures, by file key. */
export class CoverFiles {
  private readonly folder: string;

  constructor(uploadDir: string) {
    this.folder = join(uploadDir, 'covers');
  }

  /** Writes the whole file or none: a reader, or a backup, never meets half a picture. */
  async write(fileKey: string, data: Buffer): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const draft = join(this.folder, `.${randomUUID()}.tmp`);
    try {
      const file = await open(draft, 'wx', 0o640);
      try {
        await file.writeFile(data);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, this.path(fileKey));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async remove(fileKey: string): Promise<void> {
    await rm(this.path(fileKey), { force: true });
  }

  /** The picture that a URL names, or null when there is none. */
  async find(fileName: string): Promise<Buffer | null> {
    const fileKey = FILE_NAME.exec(fileName)?.[1];
    if (fileKey === undefined) return null;
    return readFile(this.path(fileKey)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
  }

  private path(fileKey: string): string {
    return join(this.folder, `${fileKey}.webp`);
  }
}
