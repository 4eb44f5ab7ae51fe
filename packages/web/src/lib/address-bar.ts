import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/**
 * Filters, sorting and paging live in the address bar, so that a reload, the back button and a shared link show
 * the same. Empty values leave the address.
 */
export function useAddressBar(): {
  get: (name: string) => string;
  getAll: (name: string) => string[];
  set: (changes: Record<string, string | string[] | undefined>, options?: { replace?: boolean }) => void;
} {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string | string[] | undefined>, { replace = true }: { replace?: boolean } = {}) => {
      setParams(
        () => {
          // As the address bar has it: what the page was drawn with may lack a change of a moment ago, which would be lost.
          const next = new URLSearchParams(location.search);
          for (const [name, value] of Object.entries(changes)) {
            next.delete(name);
            for (const one of Array.isArray(value) ? value : [value]) if (one) next.append(name, one);
          }
          return next;
        },
        { replace, preventScrollReset: true },
      );
    },
    [setParams],
  );
  return { get: (name) => params.get(name) ?? '', getAll: (name) => params.getAll(name), set };
}
