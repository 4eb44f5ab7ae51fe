import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { refetchPage } from './refetch-page';
import { useChanged } from './use-changed';

/** Switching between two windows must not cause a read each time. */
const REST_MS = 3_000;

/**
 * Keeps a desk up to date while others work. Its lists and counts are read again when one of `topics` changes; they
 * keep their length and their place, and `useKeptFocus` keeps the focus. The document beside a list is not read again,
 * because the person may be writing there. Everything on the page is read again when the page, or another `part` of it,
 * is chosen once more in a navigation, and when its window comes back to the front. This hook does not handle the
 * person's own changes, because every mutation reads the shown lists again (`lib/apollo.ts`).
 */
export function useLivePage(topics: readonly string[], part = ''): void {
  const client = useApolloClient();
  const { key, pathname, search } = useLocation();
  const address = pathname + search;
  const shown = useRef({ key, address, part });
  useEffect(() => {
    const before = shown.current;
    shown.current = { key, address, part };
    if (before.key === key || (before.address !== address && before.part === part)) return;
    void refetchPage(client, { all: true });
  }, [client, key, address, part]);

  useEffect(() => {
    let askedAt = Date.now();
    const back = () => {
      if (document.hidden || !navigator.onLine || Date.now() - askedAt < REST_MS) return;
      askedAt = Date.now();
      void refetchPage(client, { all: true });
    };
    addEventListener('focus', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      removeEventListener('focus', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [client]);

  useChanged(topics, () => void refetchPage(client));
}
