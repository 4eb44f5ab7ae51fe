import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileWhole } from '../../uploads/write-file.js';

/** Statement files between their upload and the end of their import; nothing of them is kept after that. Only ids of ours name a path. */
export class StatementFiles {
  private readonly folder: string;

  constructor(uploadDir: string) {
    this.folder = join(uploadDir, 'statements');
  }

  write(id: string, data: Buffer): Promise<void> {
    return writeFileWhole(this.folder, id, data);
  }

  /** Null when it is not here, as after its import or on another machine's disk. */
  read(id: string): Promise<Buffer | null> {
    return readFile(join(this.folder, id)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.folder, id), { force: true });
  }
}
