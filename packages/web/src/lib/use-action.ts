import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useCallback, useRef, useState } from 'react';
import { type Failure, type OperationKind, toFailure } from './failure';
import { ViewerDocument } from '@hongchuang/schema';

export interface Action<TData, TVariables> {
  /** Sends the mutation. Resolves with its data, or with undefined after a failure, which is then in `failure`. */
  run: (variables: TVariables) => Promise<TData | undefined>;
  busy: boolean;
  failure: Failure | undefined;
  kind: OperationKind;
  reset: () => void;
}

export interface ActionOptions<TData> {
  /** `keyed` for operations with an idempotency key: repeating them is safe, and the failure text says so. */
  kind?: Exclude<OperationKind, 'read'>;
  refetch?: string[];
  onDone?: (data: TData) => void;
  onFailed?: (failure: Failure) => void;
}

/** One mutation with its waiting and failing. A second click while the first is on its way does nothing. */
export function useAction<TData, TVariables extends OperationVariables>(
  document: TypedDocumentNode<TData, TVariables>,
  options: ActionOptions<TData> = {},
): Action<TData, TVariables> {
  const client = useApolloClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const underWay = useRef(false);
  const latest = useRef(options);
  latest.current = options;

  const run = useCallback(
    async (variables: TVariables) => {
      if (underWay.current) return undefined;
      underWay.current = true;
      setBusy(true);
      setFailure(undefined);
      try {
        const { data } = await client.mutate<TData>({
          mutation: document as TypedDocumentNode<TData, OperationVariables>,
          variables,
          refetchQueries: latest.current.refetch ?? [],
        });
        if (data === undefined || data === null) throw new Error('The answer had no data');
        latest.current.onDone?.(data as TData);
        return data as TData;
      } catch (error) {
        const found = toFailure(error);
        setFailure(found);
        latest.current.onFailed?.(found);
        // The session may have ended: let the header and the guards know.
        if (found.code === 'UNAUTHENTICATED') void client.query({ query: ViewerDocument, fetchPolicy: 'network-only' }).catch(() => undefined);
        return undefined;
      } finally {
        underWay.current = false;
        setBusy(false);
      }
    },
    [client, document],
  );
  const reset = useCallback(() => setFailure(undefined), []);
  return { run, busy, failure, kind: options.kind ?? 'write', reset };
}
