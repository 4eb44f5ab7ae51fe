import type { BookLineKind } from '@hongchuang/schema';

/** Returns the kind in the address. Unknown kinds are ignored, because people edit and share addresses. */
export const kindOf = (inAddress: string, kinds: readonly BookLineKind[]): BookLineKind | undefined =>
  kinds.find((kind) => kind === inAddress.toUpperCase());

/** The filter of the books, as the address stores it and as the server takes it. */
export interface BooksFilter {
  kind: BookLineKind | undefined;
  from: string | undefined;
  to: string | undefined;
  search: string | undefined;
}

const dayOf = (inAddress: string): string | undefined => {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(inAddress) ? new Date(`${inAddress}T00:00:00Z`) : undefined;
  return moment &&
    !Number.isNaN(moment.getTime()) &&
    moment.toISOString().startsWith(inAddress) &&
    inAddress >= '1970-01-01'
    ? inAddress
    : undefined;
};

export function filterOf(get: (name: string) => string, kinds: readonly BookLineKind[]): BooksFilter {
  const [from, to] = [dayOf(get('from')), dayOf(get('to'))];
  return {
    kind: kindOf(get('kind'), kinds),
    from,
    to: from && to && to < from ? undefined : to,
    search: get('search').trim().slice(0, 50) || undefined,
  };
}

export const isFiltered = ({ kind, from, to, search }: BooksFilter): boolean => Boolean(kind ?? from ?? to ?? search);

/** Returns the query variables of a filter. */
export const variablesOf = ({ kind, from, to, search }: BooksFilter) => ({
  kinds: kind ? [kind] : null,
  from: from ?? null,
  to: to ?? null,
  search: search ?? null,
});

/**
 * Returns the address of the books as a file, with the filter of the page. It names the language of the page, because
 * the browser's own language may differ.
 */
export function exportPath(
  ending: 'csv' | 'xlsx',
  slug: string | undefined,
  filter: BooksFilter,
  language: string,
): string {
  const query = new URLSearchParams({ lang: language });
  const { kind, from, to, search } = filter;
  for (const [name, value] of Object.entries({ kind: kind?.toLowerCase(), from, to, search }))
    if (value) query.set(name, value);
  return `/exports/books${slug === undefined ? '' : `/${encodeURIComponent(slug)}`}.${ending}?${query.toString()}`;
}
