import { type OrderKind, SIGN_PATH } from '../orders/index.js';

/** The order that gives a sponsor back what its fund did not use. Nobody of the sponsor prepares or signs it. */
export const matchReturn: OrderKind = {
  name: 'MATCH_RETURN',
  secondPerson: 'ALWAYS',
  label: 'match.order.label',
  path: () => SIGN_PATH,
  words: {
    ownUnit: 'match.ownUnit',
    preparedByViewer: 'match.secondPerson',
    otherDuty: 'match.secondPerson',
  },
};
