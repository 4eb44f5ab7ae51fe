import type { ApolloCache } from '@apollo/client';

interface CachedConnection {
  edges: readonly { node: unknown }[];
  totalCount: number;
}

/**
 * Removes an object from every cached page of a queue. A settled item thus leaves the queue at once, and people who
 * loaded further pages keep their place.
 */
export function removeFromList(cache: ApolloCache, field: string, typename: string, id: string): void {
  const gone = cache.identify({ __typename: typename, id });
  cache.modify({
    fields: {
      [field]: (existing: unknown, { readField }: { readField: (name: string, from: never) => unknown }) => {
        const connection = existing as CachedConnection;
        if (!connection || !Array.isArray(connection.edges)) return existing;
        const edges = connection.edges.filter((edge) => {
          const node = (readField('node', edge as never) ?? edge.node) as { __ref?: string };
          return node.__ref !== gone;
        });
        const removed = connection.edges.length - edges.length;
        return removed === 0
          ? existing
          : { ...connection, edges, totalCount: Math.max(0, connection.totalCount - removed) };
      },
    },
  } as Parameters<ApolloCache['modify']>[0]);
}
