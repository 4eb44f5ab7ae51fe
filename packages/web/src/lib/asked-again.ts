import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/**
 * For what is asked again because it has changed: the same question may still be under way, and its answer, read before the change, would be
 * taken for the one to this.
 */
export const ASKED_ANEW = { queryDeduplication: false };

/**
 * Asks again when the page that is open is chosen once more in a navigation, or another `part` of it: whoever does that
 * wants to see what others did meanwhile, and the address alone changes too little for the page to notice.
 */
export function useAskedAgain(ask: () => Promise<unknown>, part = ''): void {
  const { key, pathname, search } = useLocation();
  const address = pathname + search;
  const shown = useRef({ key, address, part });
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const before = shown.current;
    shown.current = { key, address, part };
    if (before.key === key || (before.address !== address && before.part === part)) return;
    // A failure stands in the query, and the page says so.
    latest.current().catch(() => undefined);
  }, [key, address, part]);
}
