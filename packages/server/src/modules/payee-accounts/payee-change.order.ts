import type { OrderKind } from '../orders/index.js';
import { unitsPaidTogether } from './paid-together.js';
import { signPayees, verifyPayees } from './payee-accounts.permissions.js';

export const PAYEES_PATH = '/treasury/payees';

/**
 * The order that replaces the account of a unit. Two people decide it always, because a letter that asks for payment to
 * another account is the commonest fraud.
 */
export const payeeChange: OrderKind = {
  name: 'PAYEE_ACCOUNT',
  secondPerson: 'ALWAYS',
  label: 'payee.order.label',
  path: () => PAYEES_PATH,
  prepare: verifyPayees,
  sign: signPayees,
  together: unitsPaidTogether,
  words: {
    ownUnit: 'payee.ownUnit',
    preparedByViewer: 'payee.secondPerson',
    otherDuty: 'payee.secondPerson',
  },
};
