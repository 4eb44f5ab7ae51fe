import { useCallback, useRef } from 'react';

/**
 * Asks one after the other. An answer that is still under way was read before what one asks about now: it would be taken
 * for the answer to the same question asked again, or come after it and stay. A failure costs nothing: the next one asks again.
 */
export function useInTurn(): (ask: () => Promise<unknown>) => void {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback((ask) => {
    last.current = last.current.then(ask).catch(() => undefined);
  }, []);
}
