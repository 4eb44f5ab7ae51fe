import { useEffect, useMemo, useRef, useState } from 'react';
import type { Failure } from '../../lib/failure';
import { faultOfPicture, type PictureFault, uploadPicture } from '../../lib/upload-picture';
import type { CoverValue } from './draft';

export interface CoverUpload {
  /** The chosen picture that is not stored yet, with an address that shows it. */
  chosen: { name: string; url: string } | undefined;
  /** How far it is; undefined while nothing is sent. */
  percent: number | undefined;
  /** Why the last file was not even sent. */
  fault: PictureFault | undefined;
  failure: Failure | undefined;
  choose: (file: File | undefined) => void;
  retry: () => void;
  /** Stops sending, or forgets a picture that could not be sent. */
  drop: () => void;
}

/**
 * Sends a picture as soon as it is chosen. It belongs to the whole form and not to one step, so the upload goes on, and a
 * failure is seen, whichever step is shown.
 */
export function useCoverUpload(onStored: (cover: CoverValue) => void): CoverUpload {
  const [file, setFile] = useState<File>();
  const [percent, setPercent] = useState<number>();
  const [fault, setFault] = useState<PictureFault>();
  const [failure, setFailure] = useState<Failure>();
  const sending = useRef<AbortController>(undefined);
  const latest = useRef(onStored);
  latest.current = onStored;
  const url = useMemo(() => (file ? URL.createObjectURL(file) : undefined), [file]);
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);
  useEffect(() => () => sending.current?.abort(), []);

  const send = async (picture: File) => {
    sending.current?.abort();
    const controller = new AbortController();
    sending.current = controller;
    setFailure(undefined);
    setPercent(0);
    const answer = await uploadPicture(picture, '', setPercent, controller.signal);
    // Another picture was chosen meanwhile, or this one was given up.
    if (sending.current !== controller) return;
    sending.current = undefined;
    setPercent(undefined);
    if ('stored' in answer) {
      setFile(undefined);
      latest.current(answer.stored);
    } else setFailure(answer.failure);
  };

  return {
    chosen: file && url ? { name: file.name, url } : undefined,
    percent,
    fault,
    failure,
    choose(picked) {
      if (!picked) return;
      const wrong = faultOfPicture(picked);
      setFault(wrong);
      if (wrong) return;
      setFile(picked);
      void send(picked);
    },
    retry: () => void (file && send(file)),
    drop() {
      const controller = sending.current;
      sending.current = undefined;
      controller?.abort();
      setFile(undefined);
      setPercent(undefined);
      setFailure(undefined);
    },
  };
}
