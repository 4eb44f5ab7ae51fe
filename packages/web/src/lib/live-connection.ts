import { useSyncExternalStore } from 'react';

/** Whether the page receives live news now. `idle`: nothing is subscribed, so there is nothing to tell. */
export type LiveState = 'idle' | 'connecting' | 'live' | 'lost';

let state: LiveState = 'idle';
const listeners = new Set<() => void>();

export function setLiveState(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
