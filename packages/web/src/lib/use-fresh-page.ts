import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { askAgain } from './ask-again';

/** A desk that is left open learns of new work this soon. */
const POLL_MS = 20_000;
/** Going to and fro between two windows must not ask each time. */
const REST_MS = 3_000;

/**
 * Keeps a desk current while others work. Everything on the page is read again when the page, or another `part` of it, is chosen once more in a
 * navigation, and when its window comes back to the front. The lists and counts are also read every twenty seconds while the window is visible.
 * A change of one's own is not this hook's: every mutation reads the shown lists again (`lib/apollo.ts`).
 */
export function useFreshPage(part = ''): void {
  const client = useApolloClient();
  const { key, pathname, search } = useLocation();
  const address = pathname + search;
  const shown = useRef({ key, address, part });
  useEffect(() => {
    const before = shown.current;
    shown.current = { key, address, part };
    if (before.key === key || (before.address !== address && before.part === part)) return;
    void askAgain(client, { all: true });
  }, [client, key, address, part]);

  useEffect(() => {
    let askedAt = Date.now();
    const ask = (all: boolean) => {
      if (document.hidden || !navigator.onLine || Date.now() - askedAt < REST_MS) return;
      askedAt = Date.now();
      void askAgain(client, { all });
    };
    const back = () => ask(true);
    const timer = setInterval(() => ask(false), POLL_MS);
    addEventListener('focus', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      clearInterval(timer);
      removeEventListener('focus', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [client]);
}
