import { requireViewer, type RequestContext } from '../../context.js';
import { fromSqlTime, sqlTime } from '../../db/columns.js';
import { addToCounters } from '../../db/counters.js';
import { limitExceeded, notFound } from '../../errors.js';
import { readId, readOptionalText } from '../../input.js';
import { newId, newToken } from '../../lib/ids.js';
import { Cover } from './cover.entity.js';
import type { CoverFiles } from './covers.files.js';
import { renderCover } from './covers.picture.js';
import type { BoundedQueue } from './covers.queue.js';
import { COVER_LIMITS } from './covers.rules.js';

/** Stores a picture of the viewer's. `receive` reads the upload, and is not called for one that is refused before. */
export async function addCover(context: RequestContext, parts: { files: CoverFiles; queue: BoundedQueue }, rawAlt: string | null, receive: () => Promise<Buffer>): Promise<Cover> {
  const { userId } = requireViewer(context);
  const alt = readOptionalText('alt', rawAlt, { max: COVER_LIMITS.altLength }) ?? '';
  return parts.queue.enter(async () => {
    await countUpload(context, userId);
    const upload = await receive();
    const { data, width, height } = await parts.queue.takeTurn(() => renderCover(upload));
    const fileKey = newToken();
    // The file first: a row without its file would show a broken picture; a file without its row is never asked for.
    await parts.files.write(fileKey, data);
    try {
      return await context.db.transact(async (tx) => {
        const cover = tx.manager.create(Cover, { id: newId(), ownerId: userId, fileKey, width, height, alt, bytes: data.length, createdAt: tx.now });
        await tx.manager.insert(Cover, cover);
        return cover;
      });
    } catch (error) {
      await parts.files.remove(fileKey);
      throw error;
    }
  });
}

/** Counts an upload before it is read, so that many sent side by side cannot slip through together. */
async function countUpload(context: RequestContext, userId: string): Promise<void> {
  const waitMs = await context.db.transact(async (tx) => {
    await tx.manager.query('DELETE FROM cover_uploads WHERE user_id = ? AND window_ends_at <= ?', [userId, sqlTime(tx.now)]);
    const windowEndsAt = sqlTime(new Date(tx.now.getTime() + COVER_LIMITS.windowMs));
    await addToCounters(tx, 'cover_uploads', { user_id: userId }, { uploads: 1 }, { window_ends_at: windowEndsAt });
    const [row] = await tx.manager.query<{ uploads: number; window_ends_at: Date | string }[]>('SELECT uploads, window_ends_at FROM cover_uploads WHERE user_id = ?', [userId]);
    return row !== undefined && Number(row.uploads) > COVER_LIMITS.uploads ? fromSqlTime(row.window_ends_at).getTime() - tx.now.getTime() : 0;
  });
  if (waitMs > 0) throw limitExceeded('cover.tooMany', { max: COVER_LIMITS.uploads, minutes: Math.ceil(waitMs / 60_000) });
}

/** A picture that the viewer uploaded; other people's do not exist to them. */
export async function getOwnCover(context: RequestContext, rawId: string): Promise<Cover> {
  const { userId } = requireViewer(context);
  const cover = await context.db.read.findOneBy(Cover, { id: readId('coverId', rawId), ownerId: userId });
  if (cover === null) throw notFound('coverId');
  return cover;
}
