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

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'];
export const PICTURE_BYTES = 8 * 1024 * 1024;
