import { SIGNED_IN, personOf, type AccessTable } from '../../support/access.ts';
import type { TestApp } from '../../support/app.ts';
import { addPhone, newNumber } from '../../support/texts.ts';

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'askPhoneCode',
      target: (t, role) => ({ number: newNumber(), password: personOf(t, role)?.password ?? 'a-good-password' }),
      allowed: SIGNED_IN,
    },
    // Nobody waits for a code that has five digits.
    { mutation: 'confirmPhone', target: () => ({ code: '00000' }), allowed: [], otherwise: 'BAD_USER_INPUT' },
    {
      mutation: 'removePhone',
      async target(t, role) {
        const person = personOf(t, role);
        if (person !== null) await addPhone(app, person);
        return { password: 'a-good-password' };
      },
      allowed: SIGNED_IN,
    },
  ],
  traces: {
    askPhoneCode: ['PHONE_CODE_ASKED'],
    confirmPhone: ['PHONE_CONFIRMED'],
    removePhone: ['PHONE_REMOVED'],
  },
});
