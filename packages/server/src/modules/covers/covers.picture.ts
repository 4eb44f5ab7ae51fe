import { badInput } from '../../errors.js';
import { readPicture, redraw, type Picture } from '../../uploads/pictures.js';
import { COVER_LIMITS, isLargeEnough } from './covers.rules.js';

/** Renders `upload` again as a cover in WebP. */
export async function renderCover(upload: Buffer): Promise<Picture> {
  const picture = await readPicture(upload);
  if (!isLargeEnough(picture.metadata.autoOrient))
    throw badInput('file', 'cover.tooSmall', { width: COVER_LIMITS.minWidth, height: COVER_LIMITS.minHeight });
  return redraw(picture, COVER_LIMITS.longestSide, (fitted) => fitted.webp({ quality: 82 }));
}
