import { queryRow, personOf, type AccessTable } from '../../support/access.ts';
import type { TestApp } from '../../support/app.ts';
import { MUTATIONS } from '../../support/operations.ts';

/** Prepares a change of a new person's roles in the name of another administrator, so that those of the town sign. */
export const preparedChange = async (app: TestApp): Promise<{ id: string }> => {
  const [colleague, person] = [await app.signUp({ roles: ['ADMIN'] }), await app.signUp()];
  const { setPlatformRoles } = await colleague.client.must(MUTATIONS.setPlatformRoles, {
    userId: person.id,
    roles: ['AUDITOR'],
  });
  return { id: setPlatformRoles.waitingChanges[0].id };
};

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'setPlatformRoles',
      target: async () => ({ userId: (await app.signUp()).id, roles: ['REVIEWER'] }),
      allowed: ['admin'],
    },
    {
      mutation: 'setPlatformRoles',
      as: 'to oneself',
      target: (t, role) => ({ userId: personOf(t, role)?.id ?? t.stranger.id, roles: ['ADMIN', 'KEEPER'] }),
      allowed: ['admin'],
      undo: ({ admin }) => admin.client.must(MUTATIONS.setPlatformRoles, { userId: admin.id, roles: ['ADMIN'] }),
    },
    {
      mutation: 'setPlatformRoles',
      as: 'for one unit',
      target: async ({ organization }) => ({
        userId: (await app.signUp()).id,
        roles: ['REVIEWER'],
        organizationId: organization.id,
      }),
      allowed: ['admin'],
    },
    { mutation: 'signRoleChange', target: () => preparedChange(app), allowed: ['admin'] },
    { mutation: 'withdrawRoleChange', target: () => preparedChange(app), allowed: ['admin'] },
  ],
  seeing: { roleChangeQueue: queryRow('{ it: roleChangeQueue { totalCount edges { node { id } } } }', ['admin']) },
  queues: { 'role-changes': { sees: ['admin'], works: ['admin'] } },
});
