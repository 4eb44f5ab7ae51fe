import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/**
 * Filters, sorting and paging are stored in the address bar, so that a reload, the back button and a shared link show
 * the same. Empty values are removed from the address. A change that is drawn `atOnce` does not wait for other work of
 * the page.
 */
export function useAddressBar(): {
  get: (name: string) => string;
  getAll: (name: string) => string[];
  set: (
    changes: Record<string, string | string[] | undefined>,
    options?: { replace?: boolean; atOnce?: boolean },
  ) => void;
} {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (
      changes: Record<string, string | string[] | undefined>,
      { replace = true, atOnce = false }: { replace?: boolean; atOnce?: boolean } = {},
    ) => {
      setParams(
        () => {
          // Reads the address bar itself, because the address of the last render may lack a recent change, which would
          // be lost.
          const next = new URLSearchParams(location.search);
          for (const [name, value] of Object.entries(changes)) {
            next.delete(name);
            for (const one of Array.isArray(value) ? value : [value]) if (one) next.append(name, one);
          }
          return next;
        },
        { replace, preventScrollReset: true, flushSync: atOnce },
      );
    },
    [setParams],
  );
  return { get: (name) => params.get(name) ?? '', getAll: (name) => params.getAll(name), set };
}
