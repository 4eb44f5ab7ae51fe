import { randomUUID } from 'node:crypto';
import { clientKey, type BadInputRow, type World } from '../../support/bad-input.ts';
import { choice, flag, id, ids, list, object, text } from '../../support/bad-values.ts';
import { verifiedOrganization } from '../../support/city.ts';
import { joinUnit } from '../../support/town.ts';
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
    mutation: 'askUnitSplit',
    who: ({ owner }) => owner,
    good: async (world) => {
      const organizationId = await unitOfOwner(world);
      const { owner, editor } = world;
      await joinUnit(
        world.app,
        { ...world, publisher: owner, organization: { id: organizationId, name: '' } },
        editor,
        'MEMBER',
      );
      const part = {
        name: `分设${randomUUID().slice(-8)}`,
        kind: 'COMMUNITY',
        ownerId: editor.id,
        memberIds: [editor.id],
        childIds: [],
      };
      return { input: { organizationId, reason: '分设', parts: [part] } };
    },
    inputs: {
      input: object(),
      'input.organizationId': id(),
      'input.reason': text({ max: 500, multiline: true }),
      'input.parts': list({
        min: 1,
        max: 10,
        sample: { name: '分设', kind: 'COMMUNITY', ownerId: randomUUID(), memberIds: [randomUUID()], childIds: [] },
      }),
      'input.parts.0.name': text({ min: 2, max: 80 }),
      'input.parts.0.kind': choice(),
      'input.parts.0.ownerId': id(),
      // More would be more values than a request may have, which is refused before it is read.
      'input.parts.0.memberIds': ids({ min: 1, max: 250 }).filter(({ what }) => what !== 'far too many'),
      'input.parts.0.childIds': ids({ min: 0, max: 200 }),
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
