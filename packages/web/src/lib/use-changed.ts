import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef } from 'react';

/**
 * Calls `refetchPage` when one of `topics` has changed, no matter who changed it. It is also called once when the page begins to
 * watch the topics, because a change may have happened between the query and that moment. Pages with many visitors
 * avoid this extra call with `isFresh`. All components of a page share one subscription. Topics that the viewer may not
 * watch are left out.
 */
export function useChanged(
  topics: readonly string[],
  refetchPage: () => void,
  { isFresh = false }: { isFresh?: boolean } = {},
): void {
  const client = useApolloClient();
  const latest = useRef(refetchPage);
  latest.current = refetchPage;
  const names = topics.join(' ');
  useEffect(() => {
    if (names === '') return undefined;
    let leave: (() => void) | undefined;
    let left = false;
    // The watch loads after the page, which can be read and used without it.
    import('./watch-of').then(
      ({ watchOf }) => {
        if (!left) leave = watchOf(client).join(names.split(' '), () => latest.current(), isFresh);
      },
      // Without it the page shows what it has until it is opened again.
      () => undefined,
    );
    return () => {
      left = true;
      leave?.();
    };
  }, [client, names, isFresh]);
}
