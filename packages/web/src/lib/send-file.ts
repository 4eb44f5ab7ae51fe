import { type Failure, toFailureOfBody } from './failure';
import { i18n } from './i18n';
import { askForProof, PROOF_REQUIRED } from './proof-of-identity';

export type Sent<T> = { stored: T } | { failure: Failure };

/**
 * Sends one file as the raw body. It uses XMLHttpRequest, because fetch cannot report the progress of an upload, and on
 * a slow phone connection a person without a moving progress bar gives up.
 */
export async function sendFile<T>(
  address: string,
  file: File,
  onProgress: (percent: number) => void,
  signal: AbortSignal,
): Promise<Sent<T>> {
  const sent = await sendOnce<T>(address, file, onProgress, signal);
  const isRefused = 'failure' in sent && sent.failure.key === PROOF_REQUIRED;
  return isRefused && (await askForProof()) ? sendOnce(address, file, onProgress, signal) : sent;
}

function sendOnce<T>(
  address: string,
  file: File,
  onProgress: (percent: number) => void,
  signal: AbortSignal,
): Promise<Sent<T>> {
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
    request.onload = () =>
      resolve(
        request.status === 201
          ? { stored: JSON.parse(request.responseText) as T }
          : { failure: toFailureOfBody(request.responseText) },
      );
    // A file that nothing refers to yet counts as not recorded, whatever happened to the request.
    request.onerror = () => resolve({ failure: lost });
    request.onabort = () => resolve({ failure: lost });
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
