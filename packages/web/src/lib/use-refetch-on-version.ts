import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { LatestRead } from './latest-read';

/** Rapid changes cause one read, after they have paused this long. */
const REST_MS = 800;

/**
 * Reads a document again when `version` changes, and puts it into the cache for the components that show it. It serves
 * data that follows from a live state, such as the gifts of a project, which follow its total.
 */
export function useRefetchOnVersion<TData, TVariables extends OperationVariables>(
  document: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
  version: string | number,
  { atMostEveryMs = 0 }: { atMostEveryMs?: number } = {},
): void {
  const client = useApolloClient();
  const followed = useRef({ version, at: 0 });
  const question = JSON.stringify(variables);
  const reads = useRef(new LatestRead<string>());
  useEffect(() => {
    if (followed.current.version === version) return undefined;
    const timer = setTimeout(
      () => {
        followed.current = { version, at: Date.now() };
        const asked = JSON.parse(question) as TVariables;
        void reads.current.read(question, async (isOld) => {
          const { data } = await client.query({
            query: document as TypedDocumentNode<TData, OperationVariables>,
            variables: asked,
            fetchPolicy: 'no-cache',
            context: { queryDeduplication: false },
          });
          if (data && !isOld())
            client.writeQuery({
              query: document as TypedDocumentNode<TData, OperationVariables>,
              variables: asked,
              data: data as TData,
            });
        });
      },
      Math.max(REST_MS, followed.current.at + atMostEveryMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [client, document, question, version, atMostEveryMs]);
}
