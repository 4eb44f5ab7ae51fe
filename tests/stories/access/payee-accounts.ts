import { EDITORS, queryRow, type AccessTable, type World } from '../../support/access.ts';
import { clearPayees, firstPayee, payeeInput, preparedPayee, waitingPayee } from '../../support/payees.ts';

const ofUnit = (selection: string) =>
  `query P($id: ID!) { it: organization(id: $id) { payeeAccounts { id ${selection} } } }`;
const unitId = ({ town }: World) => ({ id: town.organization.id });
/** Whether a field of the accounts is seen; who sees no account sees none of its fields. */
const shows =
  (field: string) =>
  ({ it }: { it: { payeeAccounts: Record<string, unknown>[] | null } }): boolean =>
    it.payeeAccounts?.some((account) => account[field] !== null) ?? false;

export default (): AccessTable => ({
  doing: [
    {
      mutation: 'enterPayeeAccount',
      target: async (town) => payeeInput(await clearPayees(town)),
      allowed: ['owner'],
    },
    {
      mutation: 'withdrawPayeeAccount',
      target: async (town) => ({ id: (await waitingPayee(town)).id }),
      allowed: ['owner'],
    },
    {
      mutation: 'decidePayeeAccount',
      target: async (town) => ({ id: (await firstPayee(town)).id, accepted: true }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'decidePayeeAccount',
      as: 'that another treasurer prepared',
      target: async (town) => ({ id: (await preparedPayee(town)).id, accepted: true }),
      allowed: ['treasurer', 'admin'],
    },
    {
      mutation: 'decidePayeeAccount',
      as: 'against it',
      target: async (town) => ({ id: (await preparedPayee(town)).id, accepted: false, reason: '户名不符' }),
      allowed: ['treasurer', 'admin'],
    },
  ],
  seeing: {
    payeeAccountQueue: queryRow('{ it: payeeAccountQueue { totalCount edges { node { id } } } }', [
      'treasurer',
      'admin',
    ]),
  },
  queues: { 'payee-accounts': { sees: ['treasurer', 'admin'], works: ['treasurer', 'admin'] } },
  traces: {
    enterPayeeAccount: ['PAYEE_ACCOUNT_ENTERED'],
    withdrawPayeeAccount: ['PAYEE_ACCOUNT_WITHDRAWN'],
    decidePayeeAccount: ['PAYEE_ACCOUNT_DECIDED'],
  },
  secret: {
    'Organization.payeeAccounts': {
      query: ofUnit('maskedNumber'),
      variables: unitId,
      seen: shows('maskedNumber'),
      by: [...EDITORS, 'treasurer', 'admin'],
    },
    'PayeeAccount.number': {
      query: ofUnit('number'),
      variables: unitId,
      seen: shows('number'),
      by: ['treasurer', 'admin'],
    },
    'PayeeAccount.unitsWithSameNumber': {
      query: ofUnit('unitsWithSameNumber { id }'),
      variables: unitId,
      seen: shows('unitsWithSameNumber'),
      by: ['treasurer', 'admin'],
    },
    'PayeeAccount.order': {
      query: ofUnit('order { id }'),
      variables: unitId,
      seen: shows('order'),
      by: ['treasurer', 'admin'],
    },
    'Release.payee': {
      query: 'query R($id: ID!) { it: project(id: $id) { milestones { release { payee { id } } } } }',
      variables: ({ prepared }) => ({ id: prepared.project.id }),
      seen: ({ it }) => it.milestones[0].release.payee !== null,
      by: [...EDITORS, 'treasurer', 'admin'],
    },
  },
  open: {
    PayeeAccount: [
      'accountName',
      'bank',
      'decidedAt',
      'decidedBy',
      'enteredAt',
      'enteredBy',
      'id',
      'maskedNumber',
      'organization',
      'reason',
      'replacedAt',
      'state',
    ],
  },
});
