import { useApolloClient } from '@apollo/client/react';
import { SearchPaletteDocument, type SearchPaletteQuery } from '@hongchuang/schema';
import { useEffect, useState } from 'react';

/** A pause in typing after which the search begins. */
const PAUSE_MS = 150;

export interface PaletteResults {
  /** The text for which these are the results. */
  readonly text: string;
  readonly groups?: SearchPaletteQuery;
  readonly error?: unknown;
}

/**
 * Searches for `text` after a pause in the typing. The results of an earlier text stay until the new ones are there, and
 * a request for an earlier text is aborted.
 */
export function usePaletteSearch(text: string): PaletteResults {
  const client = useApolloClient();
  const [results, setResults] = useState<PaletteResults>({ text: '' });
  useEffect(() => {
    if (text === '') {
      setResults({ text });
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      client
        .query({
          query: SearchPaletteDocument,
          variables: { text },
          fetchPolicy: 'no-cache',
          context: { fetchOptions: { signal: abort.signal }, queryDeduplication: false },
        })
        .then(
          ({ data }) => !abort.signal.aborted && setResults({ text, groups: data }),
          (error: unknown) => !abort.signal.aborted && setResults({ text, error }),
        );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [client, text]);
  return results;
}
