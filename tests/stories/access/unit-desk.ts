import type { TestApp } from '../../support/app.ts';
import { byId, EDITORS, queryRow, type AccessTable } from '../../support/access.ts';
import { verifiedOrganization } from '../../support/city.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { DESK_DAYS } from '../../support/unit-desk.ts';

export default (_app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'remindUnits',
      // A new unit each time, because one unit is reminded once a day.
      async target({ rival, admin, organization }) {
        const child = await verifiedOrganization(rival, admin, { name: '下级支部', kind: 'PARTY_COMMITTEE' });
        const input = { parentId: organization.id, parentReason: '批复' };
        await admin.client.must(MUTATIONS.updateOrganization, { id: child.id, input });
        return { input: { organizationId: organization.id, unitIds: [child.id], ...DESK_DAYS } };
      },
      allowed: EDITORS,
    },
    {
      mutation: 'setMemberAmounts',
      target: ({ organization }) => ({ input: { organizationId: organization.id, amountsFor: 'OWNERS' } }),
      allowed: ['owner'],
    },
  ],
  traces: {
    remindUnits: ['UNITS_REMINDED'],
    setMemberAmounts: ['MEMBER_AMOUNTS_SET'],
  },
  seeing: {
    unitDesk: queryRow(
      'query D($id: ID!) { it: unitDesk(organizationId: $id, from: "2026-06-01", until: "2026-06-30") { from } }',
      EDITORS,
      byId(({ town }) => town.organization.id),
    ),
  },
});
