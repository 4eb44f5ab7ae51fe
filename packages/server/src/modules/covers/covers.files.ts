import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileWhole } from '../../uploads/write-file.js';

// 256 bits in base64url. Other names are never looked up, so no path can lead out of the folder.
const FILE_NAME = /^([A-Za-z0-9_-]{43})\.webp$/;

/** The stored pictures, by file key. */
export class CoverFiles {
  private readonly folder: string;

  constructor(uploadDir: string) {
    this.folder = join(uploadDir, 'covers');
  }

  write(fileKey: string, data: Buffer): Promise<void> {
    return writeFileWhole(this.folder, `${fileKey}.webp`, data);
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
