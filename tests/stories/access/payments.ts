import type { TestApp } from '../../support/app.ts';
import { byId, queryRow, ROLES, type AccessTable } from '../../support/access.ts';
import { promiseOnline, startInput } from '../../support/payments.ts';
import { projectAt, type Town } from '../../support/town.ts';

const ofDonor = async (app: TestApp, town: Town) =>
  promiseOnline(town.donor.client, (await projectAt(app, town, 'FUNDRAISING')).id);

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'startPayment',
      target: async (t) => startInput((await ofDonor(app, t)).id),
      allowed: ['donor'],
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'startPayment',
      as: 'of a guest, with the key of the gift',
      target: async (t) => {
        const { id, key } = await promiseOnline(app.anonymous(), (await projectAt(app, t, 'FUNDRAISING')).id, {
          guest: { name: '访客' },
        });
        return startInput(id, { giftKey: key });
      },
      allowed: ROLES,
    },
  ],
  seeing: {
    paymentProviders: queryRow('{ it: paymentProviders { method isTest } }'),
    onlinePayment: queryRow(
      'query P($id: ID!) { it: onlinePayment(id: $id) { status } }',
      ['donor'],
      byId(({ online }) => online.id),
      'nothing',
    ),
  },
  topics: {
    'online-payment': {
      id: ({ online }) => online.id,
      sees: ['donor', 'treasurer', 'auditor'],
      otherwise: 'NOT_FOUND',
    },
  },
  traces: { startPayment: 'The attempt is a row of its own, and no staff acts.' },
  secret: {
    'Pledge.onlinePayment': {
      query: 'query P($id: ID!) { it: pledge(id: $id) { onlinePayment { status } } }',
      variables: ({ onlinePledge }) => ({ id: onlinePledge.id }),
      seen: ({ it }) => it !== null && it.onlinePayment !== null,
      by: ['donor', 'treasurer'],
    },
  },
});
