import type { BookLineKind } from '@hongchuang/schema';

export const KINDS: readonly BookLineKind[] = ['GIFT', 'RELEASE', 'REFUND', 'CORRECTION'];

/** The kind that stands in the address. Unknown ones are ignored: addresses get edited and shared. */
export function kindOf(inAddress: string): BookLineKind | undefined {
  return KINDS.find((kind) => kind === inAddress.toUpperCase());
}

/** Where the books are to be had as a file, in the page's language: the browser's own may be another one. */
export function exportPath(slug: string | undefined, language: string): string {
  return `/exports/books${slug === undefined ? '' : `/${encodeURIComponent(slug)}`}.csv?lang=${language}`;
}
