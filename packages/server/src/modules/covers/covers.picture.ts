import sharp from 'sharp';
import { badInput, limitExceeded } from '../../errors.js';
import { COVER_LIMITS, isLargeEnough, type Size } from './covers.rules.js';

// libvips reads dozens of formats, some of which fetch other files or run scripts. What strangers send meets three decoders only.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] });
// Nobody uploads the same picture twice in a row: a cache would only hold memory.
sharp.cache(false);

const FORMATS = new Set(['jpeg', 'png', 'webp']);
const DECODE_SECONDS = 20;

export interface Picture extends Size {
  readonly data: Buffer;
}

/**
 * `upload` as a WebP of our own making: turned upright, fitted in size, and without what cameras write into files
 * (place, time, owner). The type is what the content says, whatever the sender called it.
 */
export async function renderCover(upload: Buffer): Promise<Picture> {
  if (upload.length === 0) throw badInput('file', 'cover.type');
  const source = sharp(upload, { limitInputPixels: COVER_LIMITS.pixels, failOn: 'error' });
  const metadata = await source.metadata().catch((error: unknown) => {
    throw refusalOf(error);
  });
  if (!FORMATS.has(metadata.format)) throw badInput('file', 'cover.type');
  if (!isLargeEnough(metadata.autoOrient)) throw badInput('file', 'cover.tooSmall', { width: COVER_LIMITS.minWidth, height: COVER_LIMITS.minHeight });
  const { longestSide } = COVER_LIMITS;
  const { data, info } = await source
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82 })
    .timeout({ seconds: DECODE_SECONDS })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw refusalOf(error);
    });
  return { data, width: info.width, height: info.height };
}

/** What libvips said, in our terms. Its own words name files and versions of the server. */
function refusalOf(error: unknown): Error {
  const said = error instanceof Error ? error.message : '';
  if (said.includes('pixel limit')) return limitExceeded('cover.tooManyPixels', { max: COVER_LIMITS.pixels / 1_000_000 }, 'file');
  return badInput('file', said.includes('unsupported image format') ? 'cover.type' : 'cover.damaged');
}
