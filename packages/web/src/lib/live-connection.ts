import { useSyncExternalStore } from 'react';

/** The state of the live connection of the page. `idle` means that nothing is subscribed. */
export type LiveState = 'idle' | 'connecting' | 'live' | 'lost';

let state: LiveState = 'idle';
const listeners = new Set<() => void>();

export function setLiveState(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

/** Whether the live connection works at this moment. */
export const isLive = (): boolean => state === 'live';

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
    () => 'idle',
  );
}
