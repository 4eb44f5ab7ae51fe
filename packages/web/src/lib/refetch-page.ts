import type { ApolloClient, ObservableQuery, OperationVariables } from '@apollo/client';
import { CONNECTION_FIELDS } from '@hongchuang/schema/connections';
import { type DocumentNode, Kind, visit } from 'graphql';
import { filter, firstValueFrom, from } from 'rxjs';
import { LatestRead } from './latest-read';

/** The largest page that the server returns. */
const LARGEST_PAGE = 100;
/** Fields that hold counts or states and are not lists. */
const COUNTS = ['releaseCounts', 'queues', 'queue', 'queueItems'];
const LISTS = new Set([...Object.values(CONNECTION_FIELDS).flat(), ...COUNTS]);

const known = new WeakMap<DocumentNode, boolean>();

/** Whether a query reads a paged list, or the length of one. */
export function readsList(document: DocumentNode): boolean {
  const found = known.get(document);
  if (found !== undefined) return found;
  let reads = false;
  visit(document, {
    Field({ name }) {
      reads ||= LISTS.has(name.value);
    },
  });
  known.set(document, reads);
  return reads;
}

interface LoadedPage {
  edges: readonly unknown[];
  pageInfo?: { hasNextPage: boolean; endCursor?: string | null };
}

/** Returns the outermost list of a result, which is the one that `first` and `after` page through. */
export function outermostList(data: unknown): LoadedPage | undefined {
  let level: unknown[] = [data];
  while (level.length > 0) {
    const next: unknown[] = [];
    for (const value of level) {
      if (!value || typeof value !== 'object') continue;
      if ('edges' in value && Array.isArray(value.edges)) return value as LoadedPage;
      next.push(...Object.values(value));
    }
    level = next;
  }
  return undefined;
}

const lists = new LatestRead<ObservableQuery<unknown>>();

export interface WhatToAsk {
  all?: boolean;
  documents?: readonly DocumentNode[];
}

/**
 * Reads queries of the open page again: the lists and counts, or with `all` every query, or those of `documents`. A
 * list keeps its place: as many rows are read as were loaded, and they replace the old ones in one step. After a
 * failure the old rows stay; the next change or poll reads again.
 */
export async function refetchPage(client: ApolloClient, { all = false, documents }: WhatToAsk = {}): Promise<void> {
  const names = documents?.map(nameOf);
  const queries = [...client.getObservableQueries('active')].filter(
    ({ query }) => all || (names?.includes(nameOf(query)) ?? readsList(query)),
  ) as ObservableQuery<unknown>[];
  await Promise.all(queries.map((query) => lists.read(query, (isOld) => askOne(client, query, isOld))));
}

/** A query in use is not the document from which it was made, because the cache adds the names of types. */
const nameOf = ({ definitions }: DocumentNode): string | undefined =>
  definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)?.name?.value;

async function askOne(client: ApolloClient, query: ObservableQuery<unknown>, isOld: () => boolean): Promise<void> {
  // The query's own request may still be in progress; its result would overwrite a newer one.
  if (query.getCurrentResult().loading)
    await firstValueFrom(from(query).pipe(filter(({ loading }) => !loading)), { defaultValue: undefined });
  for (;;) {
    const { variables } = query;
    const rows = rowsLoaded(client, query);
    const pages = await readPages(client, query.query, variables, rows);
    if (isOld() || !query.hasObservers() || query.variables !== variables) return;
    // The person loaded more rows meanwhile, and these rows must not disappear.
    if (rowsLoaded(client, query) > rows) continue;
    client.cache.batch({
      update: (cache) => {
        for (const { data, after } of pages)
          cache.writeQuery({
            query: query.query,
            variables: { ...variables, ...(after !== undefined && { after }) },
            data,
          });
      },
    });
    return;
  }
}

const rowsLoaded = (client: ApolloClient, query: ObservableQuery<unknown>): number =>
  outermostList(client.cache.readQuery({ query: query.query, variables: query.variables }))?.edges.length ?? 0;

interface PageRead {
  data: Record<string, unknown>;
  after?: string;
}

/** Reads the first page of a query and, when more rows than that were loaded, the following pages. */
async function readPages(
  client: ApolloClient,
  query: DocumentNode,
  variables: OperationVariables,
  rows: number,
): Promise<PageRead[]> {
  const first = variables['first'] as unknown;
  const pages: PageRead[] = [];
  let after: string | undefined;
  for (let left = rows; ;) {
    const asked = typeof first === 'number' ? { first: Math.max(first, Math.min(left, LARGEST_PAGE)) } : {};
    const { data } = await client.query<Record<string, unknown>>({
      query,
      variables: { ...variables, ...asked, ...(after !== undefined && { after }) },
      fetchPolicy: 'no-cache',
      context: { queryDeduplication: false },
    });
    if (data === undefined) return [];
    pages.push({ data, ...(after !== undefined && { after }) });
    const list = outermostList(data);
    left -= list?.edges.length ?? left;
    if (typeof first !== 'number' || left <= 0 || !list?.pageInfo?.hasNextPage || !list.pageInfo.endCursor)
      return pages;
    after = list.pageInfo.endCursor;
  }
}
