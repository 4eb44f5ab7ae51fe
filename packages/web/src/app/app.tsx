import type { ApolloClient } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { TakenOver } from './taken-over';

/** The frame around every page, on the server and in the browser. `children` is the router of that side. */
export function App({
  client,
  isServed,
  children,
}: {
  client: ApolloClient;
  /** Whether the server draws this page or has drawn it. Both sides must draw the same elements. */
  isServed: boolean;
  children: ReactNode;
}) {
  return (
    <ApolloProvider client={client}>
      {children}
      {isServed && <TakenOver />}
    </ApolloProvider>
  );
}
