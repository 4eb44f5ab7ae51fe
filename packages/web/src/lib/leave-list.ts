import type { ApolloCache } from '@apollo/client';

interface CachedConnection {
  edges: readonly { node: unknown }[];
  totalCount: number;
}

/**
 * Takes something out of every cached page of a queue, so that what was just settled leaves it at once and those
 * who loaded further pages keep their place. `only` chooses among lists with different filters, by the name that
 * the cache keeps them under.
 */
export function leaveList(cache: ApolloCache, field: string, typename: string, id: string, only: (storedAs: string) => boolean = () => true): void {
  const gone = cache.identify({ __typename: typename, id });
  cache.modify({
    fields: {
      [field]: (existing: unknown, { readField, storeFieldName }: { readField: (name: string, from: never) => unknown; storeFieldName: string }) => {
        if (!only(storeFieldName)) return existing;
        const connection = existing as CachedConnection;
        if (!connection || !Array.isArray(connection.edges)) return existing;
        const edges = connection.edges.filter((edge) => {
          const node = (readField('node', edge as never) ?? edge.node) as { __ref?: string };
          return node.__ref !== gone;
        });
        const removed = connection.edges.length - edges.length;
        return removed === 0 ? existing : { ...connection, edges, totalCount: Math.max(0, connection.totalCount - removed) };
      },
    },
  } as Parameters<ApolloCache['modify']>[0]);
}
