import type { TestApp } from '../../support/app.ts';
import { byId, queryRow, type AccessTable } from '../../support/access.ts';
import { verifiedOrganization } from '../../support/city.ts';
import type { Town } from '../../support/town.ts';
import { askMerger, DECIDE_CHANGE } from '../../support/unit-changes.ts';

const CHANGES = 'query C($id: ID!) { organization(id: $id) { changes { id state } } }';
const partOf = (userId: string) => ({
  name: '分设的支部',
  kind: 'PARTY_COMMITTEE',
  ownerId: userId,
  memberIds: [userId],
  childIds: [],
});
const STRANGERS = 'NOT_FOUND';

export default (_app: TestApp): AccessTable => {
  /** A unit of the owner and one of the rival, because a merger closes units. */
  const units = async ({ owner, rival, admin }: Town) => ({
    organizationId: (await verifiedOrganization(owner, admin, { name: '要并入的支部', kind: 'PARTY_COMMITTEE' })).id,
    intoId: (await verifiedOrganization(rival, admin, { name: '接收的支部', kind: 'PARTY_COMMITTEE' })).id,
  });
  const asked = async (town: Town) => {
    const { organizationId, intoId } = await units(town);
    return askMerger(town.owner, organizationId, intoId);
  };
  const consented = async (town: Town) => {
    const id = await asked(town);
    await town.rival.client.must(DECIDE_CHANGE, { id, accepted: true });
    return id;
  };
  const known = { owner: 'FORBIDDEN', rival: 'FORBIDDEN', admin: 'FORBIDDEN', auditor: 'FORBIDDEN' } as const;
  return {
    doing: [
      {
        mutation: 'askUnitMerger',
        target: async (town) => ({ input: { ...(await units(town)), reason: '合并设置' } }),
        allowed: ['owner'],
      },
      {
        mutation: 'askUnitSplit',
        target: ({ member, organization }) => ({
          input: { organizationId: organization.id, reason: '分设', parts: [partOf(member.id)] },
        }),
        allowed: ['owner'],
        async undo({ owner, organization }) {
          const { changes } = (await owner.client.must(CHANGES, { id: organization.id })).organization;
          const { id } = changes.find(({ state }: { state: string }) => state === 'CONSENTED');
          await owner.client.must(DECIDE_CHANGE, { id, accepted: false });
        },
      },
      {
        mutation: 'decideUnitChange',
        target: async (town) => ({ id: await asked(town), accepted: true, reason: '同意' }),
        allowed: ['rival'],
        refused: known,
        otherwise: STRANGERS,
      },
      {
        mutation: 'decideUnitChange',
        as: 'to carry it out',
        target: async (town) => ({ id: await consented(town), accepted: true, reason: '有批复' }),
        allowed: ['admin'],
        refused: known,
        otherwise: STRANGERS,
      },
      {
        mutation: 'decideUnitChange',
        as: 'against it',
        target: async (town) => ({ id: await consented(town), accepted: false, reason: '不同意' }),
        allowed: ['owner', 'rival', 'admin'],
        refused: known,
        otherwise: STRANGERS,
      },
    ],
    traces: {
      askUnitMerger: ['UNIT_MERGER_ASKED'],
      askUnitSplit: ['UNIT_SPLIT_ASKED'],
      decideUnitChange: ['UNIT_CHANGE_DECIDED'],
    },
    seeing: {
      unitChangeQueue: queryRow('{ it: unitChangeQueue { totalCount edges { node { id } } } }', ['admin']),
      unitMergerStakes: queryRow(
        'query S($id: ID!, $into: ID!) { it: unitMergerStakes(organizationId: $id, intoId: $into) { name } }',
        ['owner'],
        ({ town }) => ({ id: town.organization.id, into: town.rivals.id }),
      ),
      unitSplitStakes: queryRow(
        'query S($id: ID!) { it: unitSplitStakes(organizationId: $id) { name } }',
        ['owner'],
        byId(({ town }) => town.organization.id),
      ),
    },
    open: { Organization: ['changes', 'closedAt', 'successor'] },
    queues: { 'unit-changes': { sees: ['admin'], works: ['admin'] } },
  };
};
