import { sendFile, type Sent } from './send-file';

/** A picture that the server stores. */
export interface StoredPicture {
  id: string;
  url: string;
  width: number;
  height: number;
  alt: string;
}

export const uploadPicture = (
  file: File,
  alt: string,
  onProgress: (percent: number) => void,
  signal: AbortSignal,
): Promise<Sent<StoredPicture>> => sendFile(`/uploads/covers?alt=${encodeURIComponent(alt)}`, file, onProgress, signal);

export type PictureFault = 'heic' | 'type' | 'size';

/** Returns what is wrong with a picture before it is sent; the server also checks its content. */
export function faultOfPicture({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): PictureFault | undefined {
  // Some systems know no type for these photos, so the name decides as well.
  if (/^image\/hei[cf]/.test(type) || /\.(heic|heif|hif)$/i.test(name)) return 'heic';
  if (!PICTURE_TYPES.includes(type)) return 'type';
  return size > PICTURE_BYTES ? 'size' : undefined;
}

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'];
export const PICTURE_BYTES = 8 * 1024 * 1024;
