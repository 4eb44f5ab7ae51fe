import { type FieldPolicy, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

/** Pages of one list are merged; lists with another filter or page size stay apart. */
function connection(): FieldPolicy {
  return relayStylePagination((args) => {
    const { after: _after, before: _before, ...rest } = args ?? {};
    return JSON.stringify(rest, Object.keys(flatten(rest)).sort());
  }) as FieldPolicy;
}

/** Every key at any depth: JSON.stringify's allow list, sorted, makes equal filters equal text. */
function flatten(value: unknown, keys: Record<string, true> = {}): Record<string, true> {
  if (value && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) keys[key] = true;
      flatten(inner, keys);
    }
  }
  return keys;
}

export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: {
          projects: connection(),
          organizations: connection(),
          reviewQueue: connection(),
          objectionQueue: connection(),
          measurementQueue: connection(),
          milestoneQueue: connection(),
          releaseQueue: connection(),
          paymentQueue: connection(),
          newestPledges: connection(),
          accounts: connection(),
          books: connection(),
          treeHeads: connection(),
          statements: connection(),
          statementLines: connection(),
          unlinkedEntries: connection(),
          disclosureQueue: connection(),
        },
      },
      Viewer: { fields: { pledges: connection(), notices: connection() } },
      Organization: { fields: { projects: connection(), pledges: connection() } },
      Project: { fields: { pledges: connection() } },
      ProjectProgress: { keyFields: ['projectId'] },
      CityTotals: { keyFields: [] },
      Platform: { keyFields: [] },
      Region: { keyFields: ['name'] },
      Category: { keyFields: ['name'] },
      Receipt: { keyFields: ['number'] },
      TreeHead: { keyFields: ['size'] },
      ProofKey: { keyFields: ['keyId'] },
      OrganizationMember: { keyFields: false },
      Cover: { keyFields: false },
      NoticeSetting: { keyFields: ['kind'] },
      FundStatement: { keyFields: false, merge: true },
      ProjectDisclosure: { keyFields: false, merge: true },
    },
  });
}
