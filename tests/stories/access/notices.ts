import { SIGNED_IN, type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  doing: [
    { mutation: 'readNotices', target: () => ({}), allowed: SIGNED_IN },
    { mutation: 'setNoticeMail', target: () => ({ kind: 'STAGE_PAID', mailed: true }), allowed: SIGNED_IN },
  ],
  topics: {
    'viewer:notices': SIGNED_IN,
  },
});
