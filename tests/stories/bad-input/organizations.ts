import { randomUUID } from 'node:crypto';
import { clientKey, codes, type BadInputRow } from '../../support/bad-input.ts';
import { askingUnit } from '../../support/town.ts';
import { choice, email, flag, id, object, text, type Kind } from '../../support/bad-values.ts';

const organizationInputs = (optional: boolean): Record<string, Kind> => ({
  // Null is no name: what is to stay as it is has to be left out.
  'input.name': text({ min: 2, max: 80, nullable: optional }),
  'input.kind': choice({ optional }),
  'input.parentId': id({ optional: true }),
  'input.creditCode': [
    ...text({ max: 100, optional: true }),
    ...codes([
      '0',
      '91442000MA4UJ5JX7',
      '91442000MA4UJ5JX711',
      'I1442000MA4UJ5JX71',
      '914420O0MA4UJ5JX71',
      '91442000MA4UJ5JX70',
    ]),
  ],
  'input.about': text({ max: 2_000, multiline: true, optional: true }),
});

export default [
  {
    mutation: 'createOrganization',
    who: ({ stranger }) => stranger,
    good: () => ({ input: { name: '新单位', kind: 'COMMUNITY' } }),
    inputs: { input: object(), ...organizationInputs(false), 'input.idempotencyKey': clientKey },
  },
  {
    mutation: 'updateOrganization',
    who: ({ rival }) => rival,
    good: ({ hidden }) => ({ id: hidden.id, input: { about: '说明' } }),
    inputs: {
      id: id(),
      input: object(),
      ...organizationInputs(true),
      'input.parentReason': text({ max: 500, multiline: true, optional: true }),
    },
  },
  {
    mutation: 'decideUnitParent',
    who: ({ owner }) => owner,
    good: async (town) => ({ id: (await askingUnit(town)).request, accepted: false, reason: '不是本单位下属' }),
    inputs: { id: id(), accepted: flag(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'verifyOrganization',
    who: ({ admin }) => admin,
    good: ({ hidden }) => ({ id: hidden.id, accepted: false, comment: '材料不全' }),
    inputs: { id: id(), accepted: flag(), comment: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'verifyOrganization',
    as: 'with consent',
    who: ({ admin }) => admin,
    good: ({ rivals }) => ({ id: rivals.id, accepted: true, comment: '属实' }),
    inputs: { comment: text({ max: 500, multiline: true, optional: true }) },
  },
  {
    mutation: 'inviteMember',
    who: ({ owner }) => owner,
    good: ({ organization }) => ({
      input: { organizationId: organization.id, email: `${randomUUID()}@example.test`, role: 'MEMBER' },
    }),
    inputs: {
      input: object(),
      'input.organizationId': id(),
      'input.email': email,
      'input.role': choice(),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'revokeInvitation',
    who: ({ owner }) => owner,
    good: ({ other }) => ({ id: other.id }),
    inputs: { id: id() },
  },
  {
    mutation: 'acceptInvitation',
    who: ({ stranger }) => stranger,
    good: ({ invitation }) => ({ token: invitation.token }),
    inputs: { token: id().map((one) => (one.what === 'a number' ? { ...one, code: 'BAD_USER_INPUT' } : one)) },
  },
  {
    mutation: 'setMemberRole',
    who: ({ owner }) => owner,
    good: ({ organization, member }) => ({ organizationId: organization.id, userId: member.id, role: 'EDITOR' }),
    inputs: { organizationId: id(), userId: id(), role: choice() },
  },
  {
    mutation: 'handOverUnit',
    who: ({ handing }) => handing.owner,
    good: ({ handing: { organizationId, userId } }) => ({ organizationId, userId }),
    inputs: { organizationId: id(), userId: id() },
  },
  {
    mutation: 'removeMember',
    who: ({ owner }) => owner,
    good: ({ organization, editor }) => ({ organizationId: organization.id, userId: editor.id }),
    inputs: { organizationId: id(), userId: id() },
  },
] satisfies readonly BadInputRow[];
