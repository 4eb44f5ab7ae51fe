import type { StatementSummaryFragment } from '@hongchuang/schema';
import { useEffect, useRef } from 'react';

/** Whether the server is at work on a statement, so that it is worth asking again soon. */
export const isBusy = (state: StatementSummaryFragment['state']): boolean => state === 'STORING' || state === 'MATCHING' || state === 'CONFIRMING' || state === 'SUSPENDING';

const ASK_AGAIN_MS = 700;

/** Asks again and again while the server is at work, and says so once when it is done. */
export function useWhileBusy(busy: boolean, query: { startPolling: (ms: number) => void; stopPolling: () => void }, onDone: () => void): void {
  const latest = useRef({ query, onDone });
  latest.current = { query, onDone };
  useEffect(() => {
    if (!busy) return undefined;
    latest.current.query.startPolling(ASK_AGAIN_MS);
    return () => {
      latest.current.query.stopPolling();
      latest.current.onDone();
    };
  }, [busy]);
}
