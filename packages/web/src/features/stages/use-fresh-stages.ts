import { useApolloClient } from '@apollo/client/react';
import { ProjectStagesDocument } from '@hongchuang/schema';
import { useEffect, useRef } from 'react';
import { useInTurn } from '../../lib/in-turn';

const REST_MS = 800;

/** Asks for a project's stages again when `key` changes: with the live progress of the project, when a stage moved on. */
export function useFreshStages(projectId: string, key: string | number): void {
  const client = useApolloClient();
  const inTurn = useInTurn();
  const known = useRef(key);
  useEffect(() => {
    if (known.current === key) return undefined;
    const timer = setTimeout(() => {
      known.current = key;
      inTurn(() => client.query({ query: ProjectStagesDocument, variables: { id: projectId }, fetchPolicy: 'network-only' }));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [client, inTurn, projectId, key]);
}
