import { useApolloClient, useQuery } from '@apollo/client/react';
import { type SessionEnd, ViewerDocument } from '@hongchuang/schema';
import { useEffect, useRef, useState } from 'react';
import { startNewSession } from './apollo';
import { attention } from './attention';
import { onSessionLook, useSessionChanging } from './session-changes';

/** How often an open page asks whether its session is still valid. */
const LOOK_MS = 120_000;

/** Returns why the session of this browser ended by itself. */
export const useSessionEndOfBrowser = (): SessionEnd | null => useQuery(ViewerDocument).data?.sessionEnd ?? null;

/** Why the page lost its session: it ended by itself, or somebody ended it in another place. */
export type SessionLoss = SessionEnd | 'ELSEWHERE';

export interface PageSession {
  /** Why the session ended while the page at this address was open; null otherwise. */
  loss: SessionLoss | null;
  /** Draw the page anew when this changes: it may show what belongs to somebody who is no longer signed in. */
  generation: number;
}

/**
 * Watches whether the person for whom the page was drawn is still signed in. Looks when somebody returns to the page or
 * to its tab, when another tab or the server says so, and from time to time. When the person is gone, everything that
 * was read for them is forgotten.
 */
export function usePageSession(pathname: string): PageSession {
  const client = useApolloClient();
  const isChanging = useSessionChanging();
  const { data } = useQuery(ViewerDocument);
  /** The id of the person for whom the page was drawn; null for a visitor, undefined before that is known. */
  const known = useRef<string | null>(undefined);
  const [lost, setLost] = useState<{ why: SessionLoss; pathname: string } | null>(null);
  const [generation, setGeneration] = useState(0);
  const id = data === undefined ? undefined : (data.viewer?.id ?? null);
  if (id !== undefined && (isChanging || known.current === undefined)) known.current = id;
  const isOther = id !== undefined && id !== known.current;
  const hasLost = isOther && known.current !== null;
  const why = data?.sessionEnd ?? 'ELSEWHERE';
  const isSignedIn = id != null;

  useEffect(() => {
    if (!isOther) return;
    known.current = id;
    if (hasLost) {
      setLost(id === null ? { why, pathname } : null);
      setGeneration((last) => last + 1);
    }
    void startNewSession();
  }, [isOther, hasLost, id, why, pathname]);

  useEffect(() => {
    setLost((last) => (id == null && last?.pathname === pathname ? last : null));
  }, [id, pathname]);

  useEffect(() => {
    const look = () => {
      void client.query({ query: ViewerDocument, fetchPolicy: 'network-only' }).catch(() => undefined);
    };
    const endLooks = onSessionLook(look);
    // Nothing can be taken away from a visitor, and a crowd of visitors must not ask.
    if (!isSignedIn) return endLooks;
    const lookIfShown = () => {
      if (document.visibilityState === 'visible') look();
    };
    document.addEventListener('visibilitychange', lookIfShown);
    const endReturns = attention.onReturn(look);
    const timer = setInterval(look, LOOK_MS);
    return () => {
      document.removeEventListener('visibilitychange', lookIfShown);
      endReturns();
      endLooks();
      clearInterval(timer);
    };
  }, [client, isSignedIn]);

  if (hasLost) return { loss: why, generation };
  // Another query may have told that the viewer is gone before the server could say why.
  return { loss: id == null && lost?.pathname === pathname ? (data?.sessionEnd ?? lost.why) : null, generation };
}
