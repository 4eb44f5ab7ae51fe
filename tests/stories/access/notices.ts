import { queryRow, SIGNED_IN, type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  doing: [
    { mutation: 'readNotices', target: () => ({}), allowed: SIGNED_IN },
    { mutation: 'setNoticeWay', target: () => ({ topic: 'SUPPORTED', way: 'AT_ONCE' }), allowed: SIGNED_IN },
    { mutation: 'setNoticeLanguage', target: () => ({ language: 'ZH_CN' }), allowed: SIGNED_IN },
    { mutation: 'setQuietHours', target: () => ({ from: null, until: null }), allowed: SIGNED_IN },
    // The link of a letter decides, and not who is signed in.
    {
      mutation: 'stopMail',
      target: () => ({ token: 'x' }),
      allowed: [],
      refused: { 'signed out': 'BAD_USER_INPUT' },
      otherwise: 'BAD_USER_INPUT',
    },
  ],
  seeing: {
    'stoppableMail of no letter': queryRow(
      'query ($token: String!) { it: stoppableMail(token: $token) { about stopped } }',
      [],
      () => ({ token: 'x' }),
      'nothing',
    ),
  },
  topics: {
    'viewer:notices': SIGNED_IN,
  },
});
