import { useApolloClient, useQuery } from '@apollo/client/react';
import { type SessionEnd, ViewerDocument } from '@hongchuang/schema';
import { useEffect, useRef } from 'react';
import { attention } from './attention';

/** How often a page at which nobody is asks whether its session is still valid. */
const LOOK_MS = 120_000;

/** Returns why the session of this browser ended by itself. */
export const useSessionEndOfBrowser = (): SessionEnd | null => useQuery(ViewerDocument).data?.sessionEnd ?? null;

/**
 * Returns why the session ended by itself while the page was open, otherwise null. Looks when somebody returns to the
 * page, and from time to time while nobody is at it.
 */
export function useSessionEnd(): SessionEnd | null {
  const client = useApolloClient();
  const { data } = useQuery(ViewerDocument);
  const wasSignedIn = useRef(false);
  const isSignedIn = data?.viewer != null;
  if (isSignedIn) wasSignedIn.current = true;

  useEffect(() => {
    if (!isSignedIn) return undefined;
    const look = () => {
      void client.query({ query: ViewerDocument, fetchPolicy: 'network-only' }).catch(() => undefined);
    };
    const stop = attention.onReturn(look);
    const timer = setInterval(() => {
      if (!attention.isHere()) look();
    }, LOOK_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [client, isSignedIn]);

  return wasSignedIn.current ? (data?.sessionEnd ?? null) : null;
}
