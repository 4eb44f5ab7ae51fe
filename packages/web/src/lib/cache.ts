import { type FieldPolicy, InMemoryCache, type TypePolicies } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { CONNECTION_FIELDS } from '@hongchuang/schema/connections';

/** Merges the pages of one list. Lists with another filter or page size stay separate. */
function connection(): FieldPolicy {
  return relayStylePagination((args) => {
    const { after: _after, before: _before, ...rest } = args ?? {};
    return JSON.stringify(rest, Object.keys(flatten(rest)).sort());
  }) as FieldPolicy;
}

/**
 * Collects every key at any depth. As the allow list of JSON.stringify, in sorted order, it makes equal filters equal
 * text.
 */
function flatten(value: unknown, keys: Record<string, true> = {}): Record<string, true> {
  if (value && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) keys[key] = true;
      flatten(inner, keys);
    }
  }
  return keys;
}

/** The key fields of types without an `id`, and the types that are stored inside their parent. */
const KEYS: TypePolicies = {
  ProjectProgress: { keyFields: ['projectId'] },
  CampaignProgress: { keyFields: ['campaignId'] },
  CityTotals: { keyFields: [] },
  Platform: { keyFields: [] },
  Region: { keyFields: ['name'] },
  Category: { keyFields: ['name'] },
  Receipt: { keyFields: ['number'] },
  TreeHead: { keyFields: ['size'] },
  ProofKey: { keyFields: ['keyId'] },
  OrganizationMember: { keyFields: false },
  QueueState: { keyFields: false },
  QueueItem: { keyFields: false },
  QueueDeputy: { keyFields: false },
  Cover: { keyFields: false },
  NoticeSetting: { keyFields: ['topic'] },
  // It belongs to the viewer, who is one.
  NoticePreferences: { keyFields: [] },
  // The marks of a hit belong to one search.
  SearchHit: { keyFields: false },
  FundStatement: { keyFields: false, merge: true },
  ProjectDisclosure: { keyFields: false, merge: true },
};

/** Every paged list of the schema is merged by the same rule. The names are generated, so that none is missing. */
const LISTS: TypePolicies = Object.fromEntries(
  Object.entries(CONNECTION_FIELDS).map(([type, fields]) => [
    type,
    { fields: Object.fromEntries(fields.map((field) => [field, connection()])) },
  ]),
);

export function createCache(): InMemoryCache {
  return new InMemoryCache({ typePolicies: { ...KEYS, ...LISTS } });
}
