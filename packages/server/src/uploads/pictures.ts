import sharp, { type Metadata, type Sharp } from 'sharp';
import { badInput, limitExceeded } from '../errors.js';

// libvips reads dozens of formats, some of which fetch other files or run scripts. What strangers send meets three decoders only.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] });
// Nobody uploads the same picture twice in a row: a cache would only hold memory.
sharp.cache(false);

const FORMATS = new Set(['jpeg', 'png', 'webp']);
const DECODE_SECONDS = 20;
/** Of an upload: a file of a few kilobytes can ask for gigabytes of memory. */
export const MAX_PIXELS = 40_000_000;

/** A picture of our own making. */
export interface Picture {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** An upload that is a picture by its content, whatever the sender called it. */
export interface ReadablePicture {
  readonly source: Sharp;
  readonly metadata: Metadata;
}

/** `upload`, which has to be a picture of a format that is taken and of a size that can be. */
export async function readPicture(upload: Buffer): Promise<ReadablePicture> {
  if (upload.length === 0) throw badInput('file', 'picture.type');
  const source = sharp(upload, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
  const metadata = await source.metadata().catch((error: unknown) => {
    throw refusalOf(error);
  });
  if (!FORMATS.has(metadata.format)) throw badInput('file', 'picture.type');
  return { source, metadata };
}

/**
 * The picture drawn anew: turned upright, fitted in size, and without what cameras write into files (place, time, owner).
 * `encode` says in which form.
 */
export async function redraw({ source }: ReadablePicture, longestSide: number, encode: (picture: Sharp) => Sharp): Promise<Picture> {
  const fitted = source.clone().autoOrient().resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
  const { data, info } = await encode(fitted)
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
  if (said.includes('pixel limit')) return limitExceeded('picture.tooManyPixels', { max: MAX_PIXELS / 1_000_000 }, 'file');
  return badInput('file', said.includes('unsupported image format') ? 'picture.type' : 'picture.damaged');
}
