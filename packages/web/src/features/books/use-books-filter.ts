import { useQuery } from '@apollo/client/react';
import { type BookKindsQuery, BookKindsDocument } from '@hongchuang/schema';
import { useAddressBar } from '../../lib/address-bar';
import { type BooksFilter, filterOf } from './kinds';

/** The kinds of lines with their words; undefined until they are known. */
export const useBookKinds = (): BookKindsQuery['bookKinds'] | undefined => useQuery(BookKindsDocument).data?.bookKinds;

/** The filter in the address; undefined until it is known whether the address names a kind of lines. */
export function useBooksFilter(): BooksFilter | undefined {
  const { get } = useAddressBar();
  const { data, error } = useQuery(BookKindsDocument);
  if (data === undefined && error === undefined && get('kind') !== '') return undefined;
  return filterOf(get, data?.bookKinds.map(({ kind }) => kind) ?? []);
}
