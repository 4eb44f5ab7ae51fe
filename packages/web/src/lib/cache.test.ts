import { CityGiftsDocument, ProjectGiftsDocument } from '@hongchuang/schema';
import { describe, expect, it } from 'vitest';
import { createCache } from './cache';

const gift = (id: string) => ({
  __typename: 'PledgeEdge' as const,
  cursor: id,
  node: {
    __typename: 'Pledge' as const,
    id,
    amount: 100,
    matchedAmount: 0,
    displayName: 'x',
    handledBy: null,
    message: null,
    tombstones: [],
    createdAt: '2017-06-08T00:00:00Z',
    paidAt: null,
    onBehalfOf: null,
    onBehalfOfName: null,
  },
});
const page = (ids: string[], hasNextPage: boolean) => ({
  project: {
    __typename: 'Project' as const,
    id: 'p',
    pledges: {
      __typename: 'PledgeConnection' as const,
      totalCount: 4,
      pageInfo: { __typename: 'PageInfo' as const, hasNextPage, endCursor: ids.at(-1) ?? null },
      edges: ids.map(gift),
    },
  },
});

describe('lists in the cache', () => {
  const cache = createCache();
  const variables = { id: 'p', first: 2 };
  const write = (after: string | undefined, data: ReturnType<typeof page>) =>
    cache.writeQuery({ query: ProjectGiftsDocument, variables: { ...variables, ...(after && { after }) }, data });
  const read = (first: number) =>
    cache.readQuery({ query: ProjectGiftsDocument, variables: { id: 'p', first } })?.project?.pledges;

  it('grow page by page and keep the last cursor', () => {
    write(undefined, page(['a', 'b'], true));
    write('b', page(['c', 'd'], false));
    expect(read(2)?.edges.map(({ node }) => node.id)).toEqual(['a', 'b', 'c', 'd']);
    expect(read(2)?.pageInfo).toMatchObject({ hasNextPage: false, endCursor: 'd' });
    expect(read(2)?.totalCount).toBe(4);
  });

  it('start again when the first page is read again', () => {
    write(undefined, page(['z', 'a'], true));
    expect(read(2)?.edges.map(({ node }) => node.id)).toEqual(['z', 'a']);
  });

  it('of another length stay separate', () => {
    expect(read(6)).toBeUndefined();
    expect(cache.readQuery({ query: CityGiftsDocument, variables: { first: 2 } })).toBeNull();
  });
});
