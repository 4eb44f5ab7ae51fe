import sharp, { type Metadata, type Sharp } from 'sharp';
import { badInput, limitExceeded } from '../errors.js';

// libvips reads dozens of formats, some of which fetch other files or run scripts. Uploads reach three decoders only. The
// fourth one reads the shapes that the server draws itself, such as cards; `hasKnownBeginning` keeps uploads from it.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadSvgBuffer',
  ],
});
// The cache is off, because nobody uploads the same picture twice in a row and it would only hold memory.
sharp.cache(false);

const FORMATS = new Set(['jpeg', 'png', 'webp']);
const DECODE_SECONDS = 20;
/** The most pixels of an upload. A file of a few kilobytes can need gigabytes of memory. */
export const MAX_PIXELS = 40_000_000;

/** A picture that the server has encoded. */
export interface Picture {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** An upload whose content is a picture, whatever its sender called it. */
export interface ReadablePicture {
  readonly source: Sharp;
  readonly metadata: Metadata;
}

/** Whether the file begins as JPEG, PNG or WebP do. libvips chooses its decoder by the same bytes. */
function hasKnownBeginning(upload: Buffer): boolean {
  const begins = upload.toString('latin1', 0, 12);
  return begins.startsWith('\xff\xd8\xff') || begins.startsWith('\x89PNG\r\n\x1a\n') || /^RIFF[^]{4}WEBP$/.test(begins);
}

/** The brands of HEIC files, in the box `ftyp` with which they begin. libvips has no decoder for them in sharp's builds. */
const HEIC = /^[^]{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)/;

/** Whether the file is a photo in HEIC, as iPhones take it by default. */
export const isHeic = (upload: Uint8Array): boolean =>
  HEIC.test(Buffer.from(upload.subarray(0, 12)).toString('latin1'));

/** Opens `upload` as a picture. Throws when its format is not accepted or it has too many pixels. */
export async function readPicture(upload: Buffer): Promise<ReadablePicture> {
  if (isHeic(upload)) throw badInput('file', 'picture.heic');
  if (!hasKnownBeginning(upload)) throw badInput('file', 'picture.type');
  const source = sharp(upload, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
  const metadata = await source.metadata().catch((error: unknown) => {
    throw refusalOf(error);
  });
  if (!FORMATS.has(metadata.format)) throw badInput('file', 'picture.type');
  return { source, metadata };
}

/**
 * Returns the picture encoded anew: turned upright, fitted into `longestSide` pixels, and without metadata of cameras
 * (place, time, owner). `encode` chooses the format. Throws when the picture is damaged.
 */
export async function redraw(
  { source }: ReadablePicture,
  longestSide: number,
  encode: (picture: Sharp) => Sharp,
): Promise<Picture> {
  const fitted = source
    .clone()
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
  const { data, info } = await encode(fitted)
    .timeout({ seconds: DECODE_SECONDS })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw refusalOf(error);
    });
  return { data, width: info.width, height: info.height };
}

/** Converts an error of libvips into a refusal, because its own words name files and versions of the server. */
function refusalOf(error: unknown): Error {
  const said = error instanceof Error ? error.message : '';
  if (said.includes('pixel limit'))
    return limitExceeded('picture.tooManyPixels', { max: MAX_PIXELS / 1_000_000 }, 'file');
  return badInput('file', said.includes('unsupported image format') ? 'picture.type' : 'picture.damaged');
}
