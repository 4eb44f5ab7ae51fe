import { Fragment, type ReactNode, useEffect } from 'react';
import { LoadMore, type LoadMoreProps } from './load-more';
import { ErrorState, Loading } from './states';

export interface Connection<T> {
  edges: readonly { node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  totalCount: number;
}

export interface ConnectionListProps<T> {
  /** The connection of useQuery: undefined while it loads. */
  connection: Connection<T> | null | undefined;
  error?: unknown;
  refetch: () => Promise<unknown>;
  fetchMore: LoadMoreProps['fetchMore'];
  pageSize: number;
  name?: string | false;
  /** Shown while the first page loads; as tall as the page will be. */
  skeleton: ReactNode;
  /** Shown only where the server says that the whole list has no row. */
  empty: ReactNode;
  /** The key of a row, for rows without an `id`. */
  keyOf?: (node: T) => string;
}

interface EachRow<T> {
  /** The container of the rows: a list, a grid of cards. It receives the drawn items. */
  container?: (items: ReactNode) => ReactNode;
  children: (node: T) => ReactNode;
  whole?: never;
}

interface AllRows<T> {
  /** Draws all rows at once, such as a table. */
  whole: (nodes: readonly T[]) => ReactNode;
  container?: never;
  children?: never;
}

const ownId = (node: unknown): string => (node as { id: string }).id;

/**
 * A paged list with its four states: loading, failed, empty and filled. Only this component says that a list is empty.
 */
export function ConnectionList<T extends object>(props: ConnectionListProps<T> & (EachRow<T> | AllRows<T>)) {
  const { connection, error, refetch, skeleton, empty, keyOf = ownId } = props;
  // All loaded rows have left the list while others wait. The others are read, and the list is not shown as empty.
  const ranOut = connection != null && connection.edges.length === 0 && connection.totalCount > 0;
  useEffect(() => {
    // A failure of the refetch is stored in the query, which shows it below.
    if (ranOut) refetch().catch(() => undefined);
  }, [ranOut, refetch]);
  if (!connection || ranOut) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return <Loading>{skeleton}</Loading>;
  }
  if (connection.totalCount === 0) return <>{empty}</>;
  const nodes = connection.edges.map(({ node }) => node);
  const { container = (items: ReactNode) => <ul>{items}</ul> } = props;
  return (
    <>
      {props.whole
        ? props.whole(nodes)
        : container(nodes.map((node) => <Fragment key={keyOf(node)}>{props.children(node)}</Fragment>))}
      <LoadMore
        shown={nodes.length}
        total={connection.totalCount}
        pageInfo={connection.pageInfo}
        fetchMore={props.fetchMore}
        pageSize={props.pageSize}
        name={props.name ?? 'shown'}
      />
    </>
  );
}
