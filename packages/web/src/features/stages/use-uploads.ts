import type { EvidenceFileFragment } from '@hongchuang/schema';
import { useEffect, useReducer, useRef } from 'react';
import { useOnline } from '../../lib/browser';
import type { Failure } from '../../lib/failure';
import { sendFile } from '../../lib/send-file';
import { faultOf, type FileFault } from './evidence';

export type KeptFile = Omit<EvidenceFileFragment, '__typename' | 'width' | 'height'>;

/** A file on its way: waiting for its turn or for the network, being sent, or refused. */
export interface Arrival {
  key: number;
  file: File;
  percent: number | undefined;
  fault?: FileFault;
  failure?: Failure;
}

/** Whether sending it again may end otherwise: the network may come back, a wrong file stays wrong. */
export const mayRetry = ({ failure }: Arrival): boolean => failure !== undefined && ['NETWORK', 'UNAVAILABLE', 'UNEXPECTED', 'LIMIT_EXCEEDED', 'UNAUTHENTICATED'].includes(failure.code);

type Step = { add: Arrival[] } | { change: number; to: Partial<Arrival> } | { remove: number };

function reduce(arrivals: Arrival[], step: Step): Arrival[] {
  if ('add' in step) return [...arrivals, ...step.add];
  if ('remove' in step) return arrivals.filter(({ key }) => key !== step.remove);
  return arrivals.map((one) => (one.key === step.change ? { ...one, ...step.to } : one));
}

let keys = 0;

/**
 * Sends chosen files one after the other, each with its own progress, and tells of each that the server keeps. Without a
 * network they wait; when it is back they go on by themselves.
 */
export function useUploads(address: (name: string) => string, kept: number, onKept: (file: KeptFile) => void) {
  const [arrivals, dispatch] = useReducer(reduce, []);
  const online = useOnline();
  const sending = useRef<{ key: number; controller: AbortController }>(undefined);
  const latest = useRef({ address, onKept });
  latest.current = { address, onKept };
  useEffect(() => () => sending.current?.controller.abort(), []);

  const next = arrivals.find(({ fault, failure }) => fault === undefined && failure === undefined);
  useEffect(() => {
    if (!next || !online || sending.current) return;
    const { key, file } = next;
    const controller = new AbortController();
    sending.current = { key, controller };
    dispatch({ change: key, to: { percent: 0 } });
    void sendFile<KeptFile>(latest.current.address(file.name), file, (percent) => dispatch({ change: key, to: { percent } }), controller.signal).then((sent) => {
      sending.current = undefined;
      if (controller.signal.aborted) dispatch({ remove: key });
      else if ('stored' in sent) {
        latest.current.onKept(sent.stored);
        dispatch({ remove: key });
      }
      // The network went away under it: it waits like those behind it.
      else dispatch({ change: key, to: navigator.onLine || sent.failure.code !== 'NETWORK' ? { percent: undefined, failure: sent.failure } : { percent: undefined } });
    });
  }, [next, online]);

  return {
    arrivals,
    online,
    /** Takes what was chosen or dropped; what cannot be kept is said at once, and nothing of it is sent. */
    add(files: readonly File[]) {
      let place = kept + arrivals.filter(({ fault }) => fault === undefined).length;
      dispatch({
        add: files.map((file) => {
          const fault = faultOf(file, place);
          if (fault === undefined) place += 1;
          return { key: (keys += 1), file, percent: undefined, ...(fault && { fault }) };
        }),
      });
    },
    retry: (key: number) => dispatch({ change: key, to: { failure: undefined, percent: undefined } }),
    remove(key: number) {
      if (sending.current?.key === key) sending.current.controller.abort();
      else dispatch({ remove: key });
    },
  };
}
