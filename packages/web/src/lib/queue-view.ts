import { useApolloClient, useQuery } from '@apollo/client/react';
import { type QueueFiguresFragment, QueuesDocument, type QueueSort } from '@hongchuang/schema';
import { useAddressBar } from './address-bar';
import { refetchLater } from './refetch-later';
import { useChanged } from './use-changed';
import { useViewer } from './viewer';

export const QUEUE_SORTS = ['DEADLINE', 'OLDEST', 'NEWEST', 'LARGEST'] as const satisfies readonly QueueSort[];

export interface QueueView {
  search: string | null;
  sort: QueueSort;
}

/**
 * Reads the view of a queue's list from the address. Unknown values are ignored, because people edit and share
 * addresses.
 */
export function useQueueView(): QueueView {
  const { get } = useAddressBar();
  return {
    search: get('search').trim().slice(0, 100) || null,
    sort: QUEUE_SORTS.find((one) => one === get('sort')) ?? 'DEADLINE',
  };
}

const NONE: readonly QueueFiguresFragment[] = [];

/** The figures of the queues that the viewer sees. People without a role do not send this query. */
function useQueues(): readonly QueueFiguresFragment[] {
  const { viewer } = useViewer();
  const { data } = useQuery(QueuesDocument, {
    skip: !viewer || viewer.roles.length === 0,
    fetchPolicy: 'cache-and-network',
  });
  return data?.queues ?? NONE;
}

/** Keeps the figures of all queues up to date. The header does this, so every page shows current counts. */
export function useLiveQueues(): void {
  const client = useApolloClient();
  useChanged(
    useQueues().flatMap(({ topics }) => topics),
    () => void refetchLater(client, { documents: [QueuesDocument] }),
  );
}

/** Whether the viewer works a queue, and does not only read it. */
export function useWorks(name: string | undefined): boolean {
  return useQueues().some((queue) => queue.name === name && queue.viewerWorks);
}

/** Returns the topics whose changes may change one of these queues. */
export function useQueueTopics(...names: string[]): readonly string[] {
  return useQueues().flatMap(({ name, topics }) => (names.includes(name) ? topics : []));
}

/**
 * Returns how much waits in the queues that are worked at certain addresses. The result is undefined where no queue is
 * worked, and until the figures are known.
 */
export function useWaiting(): (isHere: (address: string) => boolean) => number | undefined {
  const queues = useQueues();
  return (isHere) => {
    const here = queues.filter(({ path }) => isHere(path));
    return here.length === 0 ? undefined : here.reduce((sum, { count }) => sum + count, 0);
  };
}
