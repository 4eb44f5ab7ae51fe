import { type Failure, toFailureOfBody } from './failure';
import { i18n } from './i18n';

/** A picture that this server keeps. */
export interface StoredPicture {
  id: string;
  url: string;
  width: number;
  height: number;
  alt: string;
}

export type Upload = { picture: StoredPicture } | { failure: Failure };

/**
 * Sends one picture. XMLHttpRequest, because fetch cannot tell how much has left, and on a phone's uplink a bar that
 * moves is the difference between waiting and giving up.
 */
export function uploadPicture(file: File, alt: string, onProgress: (percent: number) => void, signal: AbortSignal): Promise<Upload> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const lost: Failure = { code: 'NETWORK', message: '', nothingRecorded: true };
    request.open('POST', `/uploads/covers?alt=${encodeURIComponent(alt)}`);
    request.setRequestHeader('content-type', file.type || 'image/jpeg');
    request.setRequestHeader('x-requested-with', 'hongchuang');
    request.setRequestHeader('accept-language', i18n.language);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.floor((event.loaded / event.total) * 100));
    };
    request.onload = () => {
      if (request.status === 201) {
        const { id, url, width, height, alt: stored } = JSON.parse(request.responseText) as StoredPicture;
        resolve({ picture: { id, url, width, height, alt: stored } });
      } else {
        resolve({ failure: toFailureOfBody(request.responseText) });
      }
    };
    // A picture that nothing refers to yet counts as nothing recorded, whatever became of it.
    request.onerror = () => resolve({ failure: lost });
    request.onabort = () => resolve({ failure: lost });
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'];
export const PICTURE_BYTES = 8 * 1024 * 1024;
