import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { invalidState, notFound } from '../../errors.js';
import { readId, readOptionalText, readText } from '../../input.js';
import { newId, newToken } from '../../lib/ids.js';
import type { PendingUpload } from '../../uploads/upload-handler.js';
import { Cover } from './cover.entity.js';
import type { CoverFiles } from './covers.files.js';
import { renderCover } from './covers.picture.js';
import { COVER_LIMITS } from './covers.rules.js';

/** Stores a picture that the viewer uploads. */
export async function addCover({ context, parameters, receive }: PendingUpload, files: CoverFiles): Promise<Cover> {
  const { userId } = requireViewer(context);
  const alt = readOptionalText('alt', parameters.get('alt'), { max: COVER_LIMITS.altLength }) ?? '';
  const { data, width, height } = await receive(renderCover);
  const fileKey = newToken();
  // Writes the file before the row. A row without a file would show a broken picture, but nobody asks for a file
  // without a row.
  await files.write(fileKey, data);
  try {
    return await context.db.transact(async (tx) => {
      const cover = tx.manager.create(Cover, {
        id: newId(),
        ownerId: userId,
        fileKey,
        width,
        height,
        alt,
        bytes: data.length,
        createdAt: tx.now,
      });
      await tx.manager.insert(Cover, cover);
      return cover;
    });
  } catch (error) {
    await files.remove(fileKey);
    throw error;
  }
}

/** Returns a picture that the viewer uploaded. Throws NOT_FOUND for pictures of other people. */
export async function getOwnCover(context: RequestContext, rawId: string): Promise<Cover> {
  const { userId } = requireViewer(context);
  const cover = await context.db.read.findOneBy(Cover, { id: readId('coverId', rawId), ownerId: userId });
  if (cover === null) throw notFound('coverId');
  return cover;
}

/** Describes a picture that the viewer has just uploaded, for people who cannot see it. */
export async function describeCover(context: RequestContext, rawId: string, rawAlt: string): Promise<Cover> {
  const { id, createdAt } = await getOwnCover(context, rawId);
  const alt = readText('alt', rawAlt, { max: COVER_LIMITS.altLength, min: 0 });
  return context.db.transact(async (tx) => {
    const cover = await tx.lock(Cover, { id });
    if (cover === null) throw notFound('coverId');
    if (tx.now.getTime() > createdAt.getTime() + COVER_LIMITS.describedMs) throw invalidState('cover.described');
    await tx.manager.update(Cover, { id }, { alt });
    return Object.assign(cover, { alt });
  });
}

/**
 * Locks a picture, so that it is not removed before the commit. After the commit, whatever the transaction wrote keeps
 * the picture. Throws NOT_FOUND when the picture was just removed.
 */
export async function lockCover(tx: Tx, id: string | null | undefined): Promise<void> {
  if (id != null && (await tx.lock(Cover, { id })) === null) throw notFound('coverId');
}
