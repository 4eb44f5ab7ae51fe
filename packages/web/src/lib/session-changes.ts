import { useSyncExternalStore } from 'react';

// What the pages of one browser tell each other about its session, which they share.

const CHANNEL = 'hc-session';

/** How many sign-ins and sign-outs this page is carrying out. */
let changes = 0;
const listeners = new Set<() => void>();
const lookers = new Set<() => void>();
let channel: BroadcastChannel | undefined;

function note(difference: number): void {
  changes += difference;
  for (const listener of listeners) listener();
}

/** Call this before a sign-in or sign-out replaces what the page knows, and the returned function afterwards. */
export function beginSessionChange(): () => void {
  note(1);
  return () => note(-1);
}

/** Whether this page is signing somebody in or out by itself, so that another viewer surprises nobody. */
export const useSessionChanging = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => changes > 0,
    () => false,
  );

/** Looks again who is signed in. */
export function lookAtSession(): void {
  for (const look of lookers) look();
}

/** Calls `look` when another page of this browser may have changed the session, until the returned function is called. */
export function onSessionLook(look: () => void): () => void {
  lookers.add(look);
  if (channel === undefined && typeof BroadcastChannel !== 'undefined') {
    channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = lookAtSession;
  }
  return () => void lookers.delete(look);
}

/** Tells the other pages of this browser that somebody signed in or out. */
export const tellOtherPages = (): void => channel?.postMessage('changed');
