import { ApolloLink, Observable } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { HttpLink } from '@apollo/client/link/http';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { OperationTypeNode } from 'graphql';
import { from, mergeMap, of, tap } from 'rxjs';
import { attention } from './attention';
import { i18n } from './i18n';
import { askForProof, PROOF_REQUIRED } from './proof-of-identity';
import { refetchPage } from './refetch-page';
import { staleAnswersLink } from './stale-answers';

/**
 * Sends the hash of each operation, which the server knows. Where the browser computes no hash, as without HTTPS, the
 * text is sent.
 */
function byHash(): ApolloLink {
  const subtle = (globalThis.crypto as Partial<Crypto>).subtle;
  if (subtle === undefined) return new ApolloLink((operation, forward) => forward(operation));
  return new PersistedQueryLink({
    async sha256(text) {
      const bytes = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text)));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  });
}

/**
 * Reads the shown lists again after every mutation, whichever component sent it. A decided item thus leaves its list,
 * and every count on the page agrees with the server. Mutations do not list the queries that they affect, because such
 * a list is easily incomplete.
 */
function freshLists(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (operation.operationType !== OperationTypeNode.MUTATION || operation.getContext()['changesNoList'] === true)
      return forward(operation);
    // Runs in a task of its own, so that the result of the mutation is in the cache first.
    return forward(operation).pipe(tap({ complete: () => setTimeout(() => void refetchPage(operation.client), 0) }));
  });
}

/** The live connection, which loads with the first subscription: a page can be read and used without it. */
let live: Promise<typeof import('./live-client')> | undefined;

const liveLink = new ApolloLink(
  (operation) =>
    new Observable((observer) => {
      let subscription: { unsubscribe(): void } | undefined;
      let ended = false;
      (live ??= import('./live-client')).then(
        ({ liveLink: link }) => {
          if (!ended) subscription = link.request(operation).subscribe(observer);
        },
        (error: unknown) => {
          live = undefined;
          observer.error(error);
        },
      );
      return () => {
        ended = true;
        subscription?.unsubscribe();
      };
    }),
);

/**
 * Asks for a proof of the person where the server demands one, and then sends the same operation again, with the same
 * idempotency key. A refused operation has done nothing.
 */
function provenLink(): ApolloLink {
  const isRefused = ({ errors }: ApolloLink.Result) =>
    errors?.some(({ extensions }) => extensions?.['key'] === PROOF_REQUIRED) === true;
  return new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      mergeMap((result) =>
        isRefused(result)
          ? from(askForProof()).pipe(mergeMap((isProved) => (isProved ? forward(operation) : of(result))))
          : of(result),
      ),
    ),
  );
}

/**
 * Tells the server when nobody is at the page, so that what the page asks by itself keeps no session alive. When the
 * response carries a new token, the socket connects again, because it still has the old token.
 */
const fetchAttended: typeof fetch = async (address, init) => {
  const headers = new Headers(init?.headers);
  if (!attention.isHere()) headers.set('x-unattended', '1');
  const response = await fetch(address, { ...init, headers });
  if (response.headers.has('x-session')) void live?.then(({ endLiveConnection }) => endLiveConnection());
  return response;
};

/** The way of all operations to the server. */
export function createLink(): ApolloLink {
  const headers = new SetContextLink(({ headers: given }) => ({
    // Cross-site forms cannot send the preflight header, and the server refuses requests without it.
    headers: {
      ...(given as Record<string, string> | undefined),
      'accept-language': i18n.language,
      'apollo-require-preflight': 'true',
    },
  }));
  const http = byHash().concat(new HttpLink({ uri: '/graphql', credentials: 'same-origin', fetch: fetchAttended }));
  return freshLists()
    .concat(
      staleAnswersLink({
        ProjectProgress: (value) => String(value['projectId']),
        CampaignProgress: (value) => String(value['campaignId']),
        CityTotals: () => 'city',
      }),
    )
    .concat(
      ApolloLink.split(
        (operation) => operation.operationType === OperationTypeNode.SUBSCRIPTION,
        liveLink,
        provenLink().concat(headers).concat(http),
      ),
    );
}

/** Ends the live connection, which still belongs to the old session. The next subscription opens another one. */
export async function endLiveConnection(): Promise<void> {
  (await live)?.endLiveConnection();
}
