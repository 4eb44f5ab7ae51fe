import type { EvidenceFileFragment } from '@hongchuang/schema';
import { useEffect, useRef, useState } from 'react';
import { useOnline } from './browser';
import type { Failure } from './failure';
import { sendFile } from './send-file';

export type KeptFile = Omit<EvidenceFileFragment, '__typename' | 'width' | 'height' | 'tombstone'>;

/** A file that waits for its turn or for the network, is being sent, or was refused. */
export interface Arrival<Fault extends string = string> {
  key: number;
  file: File;
  percent: number | undefined;
  fault?: Fault | undefined;
  failure?: Failure | undefined;
}

/** Whether sending the file again may succeed: the network may come back, but a wrong file stays wrong. */
export const mayRetry = ({ failure }: Pick<Arrival, 'failure'>): boolean =>
  failure !== undefined &&
  ['NETWORK', 'UNAVAILABLE', 'UNEXPECTED', 'LIMIT_EXCEEDED', 'UNAUTHENTICATED'].includes(failure.code);

/** Neither refused nor stored: the file waits or is being sent. */
const isOpen = ({ fault, failure }: Pick<Arrival, 'fault' | 'failure'>): boolean =>
  fault === undefined && failure === undefined;

let keys = 0;

/**
 * Sends the chosen files one after the other, each with its own progress, and calls `onKept` for each file that the
 * server stores. Without a network the files wait; when the network is back, the uploads go on by themselves.
 */
export function useUploads<Fault extends string>({
  address,
  kept,
  faultOf,
  onKept,
}: {
  /** Where a file of this name is sent. */
  address: (name: string) => string;
  /** How many files the server has stored already. */
  kept: number;
  /** Returns what is wrong with a file before it is sent. `place` is its place among all files. */
  faultOf: (file: File, place: number) => Fault | undefined;
  onKept: (file: KeptFile) => void;
}) {
  const [arrivals, setArrivals] = useState<readonly Arrival<Fault>[]>([]);
  // The current files, because an upload ends long after the render in which it began.
  const current = useRef(arrivals);
  const sending = useRef<{ key: number; controller: AbortController }>(undefined);
  const latest = useRef({ address, onKept });
  latest.current = { address, onKept };
  const online = useOnline();

  const show = (next: readonly Arrival<Fault>[]) => {
    current.current = next;
    setArrivals(next);
  };
  const change = (key: number, to: Partial<Arrival<Fault>>) =>
    show(current.current.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const drop = (key: number) => show(current.current.filter((one) => one.key !== key));

  const send = async ({ key, file }: Arrival<Fault>) => {
    const controller = new AbortController();
    sending.current = { key, controller };
    change(key, { percent: 0 });
    const sent = await sendFile<KeptFile>(
      latest.current.address(file.name),
      file,
      (percent) => change(key, { percent }),
      controller.signal,
    );
    sending.current = undefined;
    if ('stored' in sent) {
      drop(key);
      latest.current.onKept(sent.stored);
    } else if (controller.signal.aborted) drop(key);
    // The network was lost during the upload, so this file waits like those behind it.
    else change(key, { percent: undefined, failure: navigator.onLine ? sent.failure : undefined });
  };

  const sendAll = async () => {
    while (sending.current === undefined && navigator.onLine) {
      const next = current.current.find(isOpen);
      if (!next) return;
      await send(next);
    }
  };
  const goOn = useRef(sendAll);
  goOn.current = sendAll;
  useEffect(() => {
    if (online) void goOn.current();
  }, [online]);
  useEffect(
    () => () => {
      current.current = [];
      sending.current?.controller.abort();
    },
    [],
  );

  return {
    arrivals,
    online,
    /** Takes chosen or dropped files. A file that cannot be stored is reported at once and not sent. */
    add(files: readonly File[]) {
      let place = kept + current.current.filter(isOpen).length;
      const added = files.map((file): Arrival<Fault> => {
        const fault = faultOf(file, place);
        if (fault === undefined) place += 1;
        return { key: (keys += 1), file, percent: undefined, fault };
      });
      show([...current.current, ...added]);
      void sendAll();
    },
    retry(key: number) {
      change(key, { failure: undefined, percent: undefined });
      void sendAll();
    },
    remove(key: number) {
      if (sending.current?.key === key) sending.current.controller.abort();
      else drop(key);
    },
  };
}
