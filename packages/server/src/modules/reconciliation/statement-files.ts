import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileWhole } from '../../uploads/write-file.js';

/**
 * Statement files between upload and the end of their import. Afterwards the file is deleted. File names come only from
 * ids of the server.
 */
export class StatementFiles {
  private readonly folder: string;

  constructor(uploadDir: string) {
    this.folder = join(uploadDir, 'statements');
  }

  write(id: string, data: Buffer): Promise<void> {
    return writeFileWhole(this.folder, id, data);
  }

  /** Returns null when the file is not here: after its import, or when another machine has it. */
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
