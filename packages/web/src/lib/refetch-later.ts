import type { ApolloClient } from '@apollo/client';
import type { WhatToAsk } from './refetch-page';

/** Reads queries of the open page again, by code that loads with the first change: most readers never see one. */
export async function refetchLater(client: ApolloClient, what: WhatToAsk): Promise<void> {
  const { refetchPage } = await import('./refetch-page');
  await refetchPage(client, what);
}
