import { type BadInputRow } from '../../support/bad-input.ts';
import { choice, future, id, text } from '../../support/bad-values.ts';
import { preparedChange } from '../access/appointments.ts';

export default [
  {
    mutation: 'setPlatformRoles',
    who: ({ admin }) => admin,
    good: ({ stranger }) => ({ userId: stranger.id, roles: [] }),
    inputs: {
      organizationId: id({ optional: true }),
      reason: text({ max: 500, optional: true, multiline: true }),
      validUntil: future({ years: 10, optional: true }),
      userId: id(),
      roles: [
        ...choice(),
        { what: 'null inside', value: [null], code: 'BAD_USER_INPUT', below: '.0' },
        { what: 'one that does not exist', value: ['REVIEWER', 'KING'], code: 'BAD_USER_INPUT', below: '.1' },
      ],
    },
  },
  {
    mutation: 'signRoleChange',
    who: ({ admin }) => admin,
    good: ({ app }) => preparedChange(app),
    inputs: { id: id() },
  },
  {
    mutation: 'withdrawRoleChange',
    who: ({ admin }) => admin,
    good: ({ app }) => preparedChange(app),
    inputs: { id: id(), reason: text({ max: 500, optional: true, multiline: true }) },
  },
] satisfies readonly BadInputRow[];
