import { type Failure, toFailureOfBody } from './failure';
import { i18n } from './i18n';

export type Sent<T> = { stored: T } | { failure: Failure };

/**
 * Sends one file as it is. XMLHttpRequest, because fetch cannot tell how much has left, and on a phone's uplink a bar that
 * moves is the difference between waiting and giving up.
 */
export function sendFile<T>(address: string, file: File, onProgress: (percent: number) => void, signal: AbortSignal): Promise<Sent<T>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const lost: Failure = { code: 'NETWORK', message: '', nothingRecorded: true };
    request.open('POST', address);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.setRequestHeader('x-requested-with', 'hongchuang');
    request.setRequestHeader('accept-language', i18n.language);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.floor((event.loaded / event.total) * 100));
    };
    request.onload = () => resolve(request.status === 201 ? { stored: JSON.parse(request.responseText) as T } : { failure: toFailureOfBody(request.responseText) });
    // A file that nothing refers to yet counts as nothing recorded, whatever became of it.
    request.onerror = () => resolve({ failure: lost });
    request.onabort = () => resolve({ failure: lost });
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
