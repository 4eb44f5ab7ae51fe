import type { BookLineKind } from '@hongchuang/schema';

/** Of a project's fund. */
export const FUND_KINDS: readonly BookLineKind[] = ['GIFT', 'RELEASE', 'REFUND', 'CORRECTION'];
/** With those of the charity's own. */
export const KINDS: readonly BookLineKind[] = [...FUND_KINDS, 'BANK_CHARGE', 'INTEREST', 'OWN_TRANSFER', 'REVERSAL'];

/** The kind that stands in the address. Unknown ones are ignored: addresses get edited and shared. */
export function kindOf(inAddress: string): BookLineKind | undefined {
  return KINDS.find((kind) => kind === inAddress.toUpperCase());
}

/** The filter of a statement as the address has it, and as the server takes it. */
export interface BooksFilter {
  kind: BookLineKind | undefined;
  from: string | undefined;
  to: string | undefined;
  search: string | undefined;
}

const dayOf = (inAddress: string): string | undefined => {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(inAddress) ? new Date(`${inAddress}T00:00:00Z`) : undefined;
  return moment && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(inAddress) && inAddress >= '1970-01-01' ? inAddress : undefined;
};

export function filterOf(get: (name: string) => string): BooksFilter {
  const [from, to] = [dayOf(get('from')), dayOf(get('to'))];
  return { kind: kindOf(get('kind')), from, to: from && to && to < from ? undefined : to, search: get('search').trim().slice(0, 50) || undefined };
}

export const isFiltered = ({ kind, from, to, search }: BooksFilter): boolean => Boolean(kind ?? from ?? to ?? search);

/** The variables of the queries that a filter stands for. */
export const variablesOf = ({ kind, from, to, search }: BooksFilter) => ({ kinds: kind ? [kind] : null, from: from ?? null, to: to ?? null, search: search ?? null });

/** Where the books are to be had as a file: filtered as the page is, in the page's language, for the browser's own may be another one. */
export function exportPath(ending: 'csv' | 'xlsx', slug: string | undefined, filter: BooksFilter, language: string): string {
  const query = new URLSearchParams({ lang: language });
  const { kind, from, to, search } = filter;
  for (const [name, value] of Object.entries({ kind: kind?.toLowerCase(), from, to, search })) if (value) query.set(name, value);
  return `/exports/books${slug === undefined ? '' : `/${encodeURIComponent(slug)}`}.${ending}?${query.toString()}`;
}
