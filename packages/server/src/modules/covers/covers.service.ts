import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { notFound } from '../../errors.js';
import { readId, readOptionalText } from '../../input.js';
import { newId, newToken } from '../../lib/ids.js';
import type { Arrival } from '../../uploads/upload-door.js';
import { Cover } from './cover.entity.js';
import type { CoverFiles } from './covers.files.js';
import { renderCover } from './covers.picture.js';
import { COVER_LIMITS } from './covers.rules.js';

/** Stores a picture of the viewer's. */
export async function addCover({ context, parameters, receive }: Arrival, files: CoverFiles): Promise<Cover> {
  const { userId } = requireViewer(context);
  const alt = readOptionalText('alt', parameters.get('alt'), { max: COVER_LIMITS.altLength }) ?? '';
  const { data, width, height } = await receive(renderCover);
  const fileKey = newToken();
  // The file first: a row without its file would show a broken picture; a file without its row is never asked for.
  await files.write(fileKey, data);
  try {
    return await context.db.transact(async (tx) => {
      const cover = tx.manager.create(Cover, { id: newId(), ownerId: userId, fileKey, width, height, alt, bytes: data.length, createdAt: tx.now });
      await tx.manager.insert(Cover, cover);
      return cover;
    });
  } catch (error) {
    await files.remove(fileKey);
    throw error;
  }
}

/** A picture that the viewer uploaded; other people's do not exist to them. */
export async function getOwnCover(context: RequestContext, rawId: string): Promise<Cover> {
  const { userId } = requireViewer(context);
  const cover = await context.db.read.findOneBy(Cover, { id: readId('coverId', rawId), ownerId: userId });
  if (cover === null) throw notFound('coverId');
  return cover;
}

/** Keeps a picture from being removed until the commit, from which on whatever is written keeps it; refuses one that was removed just now. */
export async function lockCover(tx: Tx, id: string | null | undefined): Promise<void> {
  if (id != null && (await tx.lock(Cover, { id })) === null) throw notFound('coverId');
}
