import { ApolloClient, ApolloLink, gql, type ObservableQuery } from '@apollo/client';
import { Observable } from 'rxjs';
import { expect, it } from 'vitest';
import { refetchPage, outermostList } from './refetch-page';
import { createCache } from './cache';
import { removeFromList } from './remove-from-list';

const QUEUE = gql`
  query Queue($first: Int!, $after: String) {
    reviewQueue(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          id
        }
      }
    }
  }
`;

/**
 * A server with `count` waiting projects, some of which the test decides. Its responses come at once, or when `release`
 * is called.
 */
function deskWith(count: number) {
  let waiting = Array.from({ length: count }, (_, index) => `p${String(index).padStart(3, '0')}`);
  let held: (() => void)[] | undefined;
  const answer = ({ first, after }: Record<string, unknown>) => {
    const rest = waiting.filter((id) => !after || id > String(after));
    const ids = rest.slice(0, Number(first));
    return {
      reviewQueue: {
        __typename: 'ProjectConnection',
        totalCount: waiting.length,
        pageInfo: {
          __typename: 'PageInfo',
          hasNextPage: rest.length > ids.length,
          endCursor: ids[ids.length - 1] ?? null,
        },
        edges: ids.map((id) => ({ __typename: 'ProjectEdge', cursor: id, node: { __typename: 'Project', id } })),
      },
    };
  };
  const link = new ApolloLink(
    ({ variables }) =>
      new Observable((observer) => {
        const data = answer(variables);
        const send = () => {
          observer.next({ data });
          observer.complete();
        };
        if (held) held.push(send);
        else send();
      }),
  );
  const client = new ApolloClient({ link, cache: createCache() });
  const query: ObservableQuery = client.watchQuery({ query: QUEUE, variables: { first: 10 } });
  query.subscribe({});
  return {
    client,
    decide(id: string) {
      waiting = waiting.filter((one) => one !== id);
      removeFromList(client.cache, 'reviewQueue', 'Project', id);
    },
    more: () =>
      query.fetchMore({
        variables: {
          after: outermostList(client.cache.readQuery({ query: QUEUE, variables: { first: 10 } }))!.pageInfo!.endCursor,
        },
      }),
    hold: () => (held = []),
    release() {
      const sends = held ?? [];
      held = undefined;
      for (const send of sends) send();
      return sends.length;
    },
    shown() {
      const list = outermostList(client.cache.readQuery({ query: QUEUE, variables: { first: 10 } })) as {
        edges: { node: { id: string } }[];
        totalCount: number;
      };
      return { ids: list.edges.map(({ node }) => node.id), total: list.totalCount };
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

it('a page of ten is full again after ten decisions, and shows that 31 wait', async () => {
  const desk = deskWith(41);
  await settle();
  for (const id of desk.shown().ids) {
    desk.decide(id);
    await refetchPage(desk.client);
  }
  expect(desk.shown().total).toBe(31);
  expect(desk.shown().ids).toEqual(Array.from({ length: 10 }, (_, index) => `p0${index + 10}`));
});

it('a list keeps its length when more pages were loaded than one request can return', async () => {
  const desk = deskWith(200);
  await settle();
  for (let page = 1; page < 13; page += 1) await desk.more();
  expect(desk.shown().ids).toHaveLength(130);
  desk.decide('p005');
  await refetchPage(desk.client);
  expect(desk.shown().ids).toHaveLength(129);
  expect(desk.shown().ids[128]).toBe('p129');
  expect(desk.shown().total).toBe(199);
  await desk.more();
  expect(desk.shown().ids).toHaveLength(139);
});

it('rows that were read before a decision do not come back after it', async () => {
  const desk = deskWith(41);
  await settle();
  desk.hold();
  const asked = refetchPage(desk.client);
  await settle();
  desk.decide('p000');
  void refetchPage(desk.client);
  desk.release();
  await asked;
  expect(desk.shown().ids).not.toContain('p000');
  expect(desk.shown().total).toBe(40);
});

it('a page that was loaded meanwhile stays', async () => {
  const desk = deskWith(41);
  await settle();
  desk.hold();
  const asked = refetchPage(desk.client);
  const more = desk.more();
  await settle();
  desk.release();
  await Promise.all([asked, more]);
  expect(desk.shown().ids).toHaveLength(20);
});

it('reads the queries of the named documents, and no others', async () => {
  const desk = deskWith(3);
  await settle();
  const requestsFor = async (document: typeof QUEUE) => {
    desk.hold();
    const asked = refetchPage(desk.client, { documents: [document] });
    await settle();
    const requests = desk.release();
    await asked;
    return requests;
  };
  expect(await requestsFor(QUEUE)).toBe(1);
  expect(await requestsFor(gql('query Other { viewer { id } }'))).toBe(0);
});
