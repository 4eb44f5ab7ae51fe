import type { RequestContext } from '../context.js';
import { fromSqlTime, sqlTime } from '../db/columns.js';
import { addToCounters } from '../db/counters.js';
import { limitExceeded } from '../errors.js';

export interface UploadRate {
  /** Uploads a person may begin within `windowMs`, refused ones included: those cost work too. */
  readonly uploads: number;
  readonly windowMs: number;
}

/** Counts an upload before it is read, so that many sent side by side cannot slip through together. */
export async function countUpload(context: RequestContext, userId: string, table: 'cover_uploads' | 'file_uploads', rate: UploadRate): Promise<void> {
  const waitMs = await context.db.transact(async (tx) => {
    await tx.manager.query(`DELETE FROM ${table} WHERE user_id = ? AND window_ends_at <= ?`, [userId, sqlTime(tx.now)]);
    const windowEndsAt = sqlTime(new Date(tx.now.getTime() + rate.windowMs));
    await addToCounters(tx, table, { user_id: userId }, { uploads: 1 }, { window_ends_at: windowEndsAt });
    const [row] = await tx.manager.query<{ uploads: number; window_ends_at: Date | string }[]>(`SELECT uploads, window_ends_at FROM ${table} WHERE user_id = ?`, [userId]);
    return row !== undefined && Number(row.uploads) > rate.uploads ? fromSqlTime(row.window_ends_at).getTime() - tx.now.getTime() : 0;
  });
  if (waitMs > 0) throw limitExceeded('upload.tooMany', { max: rate.uploads, minutes: Math.ceil(waitMs / 60_000) });
}
