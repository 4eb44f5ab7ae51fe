import { clientKey, type BadInputRow, type World } from '../../support/bad-input.ts';
import { flag, id, object, text } from '../../support/bad-values.ts';
import { verifiedOrganization } from '../../support/city.ts';
import { askMerger } from '../../support/unit-changes.ts';

const unitOfOwner = async ({ owner, admin }: World) =>
  (await verifiedOrganization(owner, admin, { name: '想合并的支部', kind: 'PARTY_COMMITTEE' })).id;

export default [
  {
    mutation: 'askUnitMerger',
    who: ({ owner }) => owner,
    good: async (world) => ({
      input: { organizationId: await unitOfOwner(world), intoId: world.rivals.id, reason: '合并设置' },
    }),
    inputs: {
      input: object(),
      'input.organizationId': id(),
      'input.intoId': id(),
      'input.reason': text({ max: 500, multiline: true }),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'decideUnitChange',
    who: ({ rival }) => rival,
    good: async (world) => ({
      id: await askMerger(world.owner, await unitOfOwner(world), world.rivals.id),
      accepted: false,
      reason: '暂不合并',
    }),
    inputs: { id: id(), accepted: flag(), reason: text({ max: 500, multiline: true }) },
  },
] satisfies readonly BadInputRow[];
