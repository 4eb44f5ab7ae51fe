import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useCallback, useRef, useState } from 'react';
import { type Failure, type OperationKind, toFailure } from './failure';
import { Submission, type SubmissionPhase } from './submission';
import { ViewerDocument } from '@hongchuang/schema';

export interface Action<TData, TVariables> {
  /**
   * Sends the mutation. Resolves with its data, or with undefined after a failure, which is then in `failure`. When
   * `variables` is a function, it is called only when the mutation is sent.
   */
  run: (variables: TVariables | (() => TVariables)) => Promise<TData | undefined>;
  /** True while the request is in progress, and after its success until the page is left. */
  busy: boolean;
  /** True after the success of an action that leaves the page, until the next page is shown. */
  done: boolean;
  failure: Failure | undefined;
  kind: OperationKind;
  reset: () => void;
  /** Begins the same action once more, after a success that did not leave the page. */
  begin: () => void;
}

export interface ActionOptions<TData> {
  /** `keyed` for operations with an idempotency key: repeating them is safe, and the failure text says so. */
  kind?: Exclude<OperationKind, 'read'>;
  /** Success leads to another page or removes the form from this one; until then nothing more is sent. */
  leaves?: boolean;
  refetch?: string[];
  onDone?: (data: TData) => void;
  onFailed?: (failure: Failure) => void;
}

/** The longest time that an action stays busy while it waits for its refetched queries. */
const REFETCH_PATIENCE_MS = 10_000;

/**
 * One mutation with its busy state and its failure. A second click while the first request is in progress does nothing.
 */
export function useAction<TData, TVariables extends OperationVariables>(
  document: TypedDocumentNode<TData, TVariables>,
  options: ActionOptions<TData> = {},
): Action<TData, TVariables> {
  const client = useApolloClient();
  const [phase, setPhase] = useState<SubmissionPhase>('ready');
  const [refreshing, setRefreshing] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [submission] = useState(() => new Submission(setPhase));
  const refreshingNow = useRef(false);
  const latest = useRef(options);
  latest.current = options;

  /**
   * Waits for the refetched queries, because the form stays on the page until its result is shown and must not be sent
   * again before.
   */
  const refresh = useCallback(
    async (names: string[]) => {
      refreshingNow.current = true;
      setRefreshing(true);
      const patience = new Promise((resolve) => setTimeout(resolve, REFETCH_PATIENCE_MS));
      // A failed read is stored in its own query, whose page shows the failure.
      await Promise.race([client.refetchQueries({ include: names }).catch(() => undefined), patience]);
      refreshingNow.current = false;
      setRefreshing(false);
    },
    [client],
  );

  const run = useCallback(
    async (variables: TVariables | (() => TVariables)) => {
      if (refreshingNow.current) return undefined;
      return submission.submit(
        async () => {
          setFailure(undefined);
          try {
            const { data } = await client.mutate<TData>({
              mutation: document as TypedDocumentNode<TData, OperationVariables>,
              variables: typeof variables === 'function' ? variables() : variables,
            });
            if (data === undefined || data === null) throw new Error('The answer had no data');
            const { refetch = [] } = latest.current;
            if (refetch.length > 0) void refresh(refetch);
            latest.current.onDone?.(data as TData);
            return data as TData;
          } catch (error) {
            const found = toFailure(error);
            setFailure(found);
            latest.current.onFailed?.(found);
            // The session may have ended, so the header and the guards have to be updated.
            if (found.code === 'UNAUTHENTICATED')
              void client.query({ query: ViewerDocument, fetchPolicy: 'network-only' }).catch(() => undefined);
            return undefined;
          }
        },
        { leaves: latest.current.leaves ?? false },
      );
    },
    [client, document, refresh, submission],
  );
  const reset = useCallback(() => setFailure(undefined), []);
  const begin = useCallback(() => submission.begin(), [submission]);
  return {
    run,
    busy: phase !== 'ready' || refreshing,
    done: phase === 'done',
    failure,
    kind: options.kind ?? 'write',
    reset,
    begin,
  };
}
