import { Fragment, type ReactNode } from 'react';
import { LoadMore, type LoadMoreProps } from './load-more';
import { ErrorState, Loading } from './states';

export interface Connection<T> {
  edges: readonly { node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  totalCount: number;
}

export interface ConnectionListProps<T extends { id: string }> {
  /** What useQuery has: undefined while it loads. */
  connection: Connection<T> | null | undefined;
  error?: unknown;
  refetch?: () => unknown;
  fetchMore: LoadMoreProps['fetchMore'];
  pageSize: number;
  name?: string | false;
  /** Drawn while the first page is on its way; as tall as it will be. */
  skeleton: ReactNode;
  empty: ReactNode;
  /** The container: a list, a grid of cards. Receives the drawn items. */
  container?: (items: ReactNode) => ReactNode;
  children: (node: T) => ReactNode;
}

/** A paged list with its four states: loading, failed, empty, and there. */
export function ConnectionList<T extends { id: string }>(props: ConnectionListProps<T>) {
  const { connection, error, skeleton, empty, container = (items) => <ul>{items}</ul>, children } = props;
  if (!connection) {
    if (error) return <ErrorState error={error} onRetry={props.refetch && (() => void props.refetch?.())} />;
    return <Loading>{skeleton}</Loading>;
  }
  if (connection.edges.length === 0) return <>{empty}</>;
  return (
    <>
      {container(connection.edges.map(({ node }) => <Fragment key={node.id}>{children(node)}</Fragment>))}
      <LoadMore
        shown={connection.edges.length}
        total={connection.totalCount}
        pageInfo={connection.pageInfo}
        fetchMore={props.fetchMore}
        pageSize={props.pageSize}
        name={props.name ?? 'shown'}
      />
    </>
  );
}
