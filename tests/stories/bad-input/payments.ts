import { clientKey, type BadInputRow } from '../../support/bad-input.ts';
import { choice, id, object } from '../../support/bad-values.ts';
import { promiseOnline, startInput } from '../../support/payments.ts';

export default [
  {
    mutation: 'startPayment',
    who: ({ donor }) => donor,
    good: async ({ open, donor }) => startInput((await promiseOnline(donor.client, open.id)).id),
    inputs: {
      input: object(),
      'input.pledgeId': id(),
      'input.method': [...choice(), { what: 'no provider', value: 'BANK_TRANSFER', code: 'BAD_USER_INPUT' }],
      'input.scene': [
        ...choice(),
        { what: 'one that the provider does not have', value: 'WEB', code: 'BAD_USER_INPUT' },
      ],
      'input.giftKey': clientKey,
    },
  },
] satisfies readonly BadInputRow[];
