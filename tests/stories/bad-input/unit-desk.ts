import { clientKey, type BadInputRow } from '../../support/bad-input.ts';
import { choice, day, id, ids, object } from '../../support/bad-values.ts';
import { verifiedOrganization } from '../../support/city.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { DESK_DAYS } from '../../support/unit-desk.ts';

export default [
  {
    mutation: 'remindUnits',
    who: ({ owner }) => owner,
    async good({ rival, admin, organization }) {
      const child = await verifiedOrganization(rival, admin, { name: '要提醒的支部', kind: 'PARTY_COMMITTEE' });
      const input = { parentId: organization.id, parentReason: '批复' };
      await admin.client.must(MUTATIONS.updateOrganization, { id: child.id, input });
      return { input: { organizationId: organization.id, unitIds: [child.id], campaignId: null, ...DESK_DAYS } };
    },
    inputs: {
      input: object(),
      'input.organizationId': id(),
      'input.unitIds': ids({ min: 1, max: 200 }),
      'input.from': day(),
      'input.until': day(),
      'input.campaignId': id({ optional: true }),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'setMemberAmounts',
    who: ({ owner }) => owner,
    good: ({ organization }) => ({ input: { organizationId: organization.id, amountsFor: 'NOBODY' } }),
    inputs: { input: object(), 'input.organizationId': id(), 'input.amountsFor': choice() },
  },
] satisfies readonly BadInputRow[];
