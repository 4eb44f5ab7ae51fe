const MIB = 1024 * 1024;

export const COVER_LIMITS = {
  /** The size limit of an upload. */
  bytes: 8 * MIB,
  /** The pixel limit of an upload, because a file of a few kilobytes can need gigabytes of memory. */
  pixels: 40_000_000,
  /** The least size of the stored picture. A smaller one would look blurred on a project's page. */
  minWidth: 320,
  minHeight: 180,
  /** The longest side of the stored picture, in pixels. */
  longestSide: 1_600,
  altLength: 200,
  /** How long after its upload a picture can be described. Later the description is part of what was reviewed. */
  describedMs: 86_400_000,
  /** How many pictures are processed at once, and how many more may wait or still be arriving. */
  atOnce: 2,
  waiting: 20,
  /** The age at which an unused picture is removed, and the interval at which the job looks for such pictures. */
  unusedMs: 7 * 86_400_000,
  lookEveryMs: 3_600_000,
} as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Returns the size at which a picture is stored. It is never larger than the upload. */
export function storedSize({ width, height }: Size): Size {
  const scale = Math.min(1, COVER_LIMITS.longestSide / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/**
 * Whether a picture is large enough for a cover. A long strip is not, because it is too thin after it is scaled down.
 */
export function isLargeEnough(source: Size): boolean {
  const { width, height } = storedSize(source);
  return width >= COVER_LIMITS.minWidth && height >= COVER_LIMITS.minHeight;
}
