const MIB = 1024 * 1024;

export const COVER_LIMITS = {
  /** Of the upload. */
  bytes: 8 * MIB,
  /** Of the upload: a file of a few kilobytes can ask for gigabytes of memory. */
  pixels: 40_000_000,
  /** Of the stored picture; anything smaller is a blur on a project's page. */
  minWidth: 320,
  minHeight: 180,
  /** Of the stored picture. */
  longestSide: 1_600,
  altLength: 200,
  /** Uploads a person may begin within `windowMs`, refused ones included: those cost work too. */
  uploads: 60,
  windowMs: 3_600_000,
  /** Pictures worked on at once, and how many more may wait or still be arriving. */
  atOnce: 2,
  waiting: 20,
  /** After this long, a picture that nothing uses is removed, and this often somebody looks. */
  unusedMs: 7 * 86_400_000,
  lookEveryMs: 3_600_000,
} as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size at which a picture is stored: never larger than it was. */
export function storedSize({ width, height }: Size): Size {
  const scale = Math.min(1, COVER_LIMITS.longestSide / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** Whether a picture makes a cover. A long strip does not: it is too thin once it fits. */
export function isLargeEnough(source: Size): boolean {
  const { width, height } = storedSize(source);
  return width >= COVER_LIMITS.minWidth && height >= COVER_LIMITS.minHeight;
}
