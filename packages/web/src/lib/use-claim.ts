import { ClaimItemDocument, ReleaseItemDocument } from '@hongchuang/schema';
import { useEffect } from 'react';
import { apollo, CHANGES_NO_LIST } from './apollo';
import { useWorks } from './queue-view';

/**
 * An item counts as open after this long, because a person who moves through a queue with J and K passes items unread.
 */
const OPEN_AFTER_MS = 1_500;
/** The interval of renewal, less than half of the lease that the server gives. */
const RENEW_MS = 120_000;

/**
 * Shows to others that this person has an item open, unless the person only reads the queue. A failure of this request is ignored, because a claim keeps nobody
 * from deciding.
 */
export function useClaim(queue: string | undefined, id: string | undefined): void {
  const works = useWorks(queue);
  useEffect(() => {
    if (!works || queue === undefined || id === undefined) return undefined;
    const variables = { queue, id };
    let claimed = false;
    const claim = () => {
      claimed = true;
      apollo.mutate({ mutation: ClaimItemDocument, variables, context: CHANGES_NO_LIST }).catch(() => undefined);
    };
    const first = setTimeout(claim, OPEN_AFTER_MS);
    const renewals = setInterval(() => {
      if (!document.hidden) claim();
    }, RENEW_MS);
    return () => {
      clearTimeout(first);
      clearInterval(renewals);
      if (claimed)
        apollo.mutate({ mutation: ReleaseItemDocument, variables, context: CHANGES_NO_LIST }).catch(() => undefined);
    };
  }, [queue, id, works]);
}
