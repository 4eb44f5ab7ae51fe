import { LessThan, MoreThan } from 'typeorm';
import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { doEach } from '../../jobs/job.js';
import { escapeLike } from '../../lib/like.js';
import { Cover } from './cover.entity.js';
import { CoverFiles } from './covers.files.js';
import { COVER_LIMITS } from './covers.rules.js';

/** A column that may contain a picture's id, or the picture's address within a text. */
export interface PicturePlace {
  readonly table: string;
  readonly column: string;
}

/** The places of all modules. A picture that is named in none of them is unused. */
export const picturePlaces: PicturePlace[] = [];

const FILE_KEY = /\/files\/covers\/([A-Za-z0-9_-]{43})\.webp/g;
const COVERS_AT_ONCE = 100;

/**
 * Locks every picture that `text` names, so that none is removed before the commit. After the commit, the text itself
 * keeps them.
 */
export async function keepPicturesIn(tx: Tx, text: string): Promise<void> {
  const fileKeys = new Set([...text.matchAll(FILE_KEY)].map(([, fileKey]) => fileKey!));
  for (const fileKey of [...fileKeys].sort()) await tx.lock(Cover, { fileKey });
}

/** Removes pictures that are not used, or no longer used. Looks once an hour, because it reads much text. */
export class UnusedCovers {
  private nextLook = 0;

  constructor(private readonly services: Services) {}

  async removeWhenDue(signal?: AbortSignal): Promise<void> {
    const now = this.services.clock.now().getTime();
    if (now < this.nextLook) return;
    this.nextLook = now + COVER_LIMITS.lookEveryMs;
    const createdAt = LessThan(new Date(now - COVER_LIMITS.unusedMs));
    for (let after = ''; ;) {
      const covers = await this.services.db.read.find(Cover, {
        where: { id: MoreThan(after), createdAt },
        order: { id: 'ASC' },
        take: COVERS_AT_ONCE,
      });
      await doEach(covers, signal, (cover) => this.removeUnlessUsed(cover));
      if (covers.length < COVERS_AT_ONCE) return;
      after = covers.at(-1)!.id;
    }
  }

  private async removeUnlessUsed({ id, fileKey }: Cover): Promise<void> {
    const { db, env } = this.services;
    if (await isUsed(db.read, { id, fileKey })) return;
    const removed = await db.transact(async (tx) => {
      // Checks again under the lock, which everybody who begins to use the picture takes too.
      const cover = await tx.lock(Cover, { id });
      if (cover === null || (await isUsed(tx.manager, cover))) return false;
      await tx.manager.delete(Cover, { id });
      return true;
    });
    // When the process dies here, the file stays, but nobody asks for it.
    if (removed) await new CoverFiles(env.uploadDir).remove(fileKey);
  }
}

async function isUsed(
  manager: Services['db']['read'],
  { id, fileKey }: Pick<Cover, 'id' | 'fileKey'>,
): Promise<boolean> {
  for (const { table, column } of picturePlaces) {
    const found = await manager.query<unknown[]>(
      `SELECT 1 FROM ${table} WHERE ${column} LIKE ? OR ${column} LIKE ? ESCAPE '!' LIMIT 1`,
      [`%${id}%`, `%${escapeLike(fileKey)}%`],
    );
    if (found.length > 0) return true;
  }
  return false;
}
