import { useApolloClient } from '@apollo/client/react';
import { ProjectStagesDocument } from '@hongchuang/schema';
import { useEffect, useRef } from 'react';

const REST_MS = 800;

/** Asks for a project's stages again when `key` changes: with the live progress of the project, when a stage moved on. */
export function useFreshStages(projectId: string, key: string | number): void {
  const client = useApolloClient();
  const known = useRef(key);
  useEffect(() => {
    if (known.current === key) return undefined;
    const timer = setTimeout(() => {
      known.current = key;
      // A failure here costs nothing: the next change asks again.
      client.query({ query: ProjectStagesDocument, variables: { id: projectId }, fetchPolicy: 'network-only' }).catch(() => undefined);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [client, projectId, key]);
}
