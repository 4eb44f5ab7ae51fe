import { SIGNED_IN, type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  doing: [
    { mutation: 'acceptPrivacyNotice', target: () => ({ version: '2026-11-30' }), allowed: SIGNED_IN },
    {
      mutation: 'closeAccount',
      as: 'with another password',
      // The story of privacy closes accounts. Here each is needed again.
      target: () => ({ password: 'not-the-password' }),
      allowed: [],
      otherwise: 'BAD_USER_INPUT',
    },
  ],
});
