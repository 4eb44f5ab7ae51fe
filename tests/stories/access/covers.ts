import { SIGNED_IN, personOf, type AccessTable } from '../../support/access.ts';
import { uploadCover } from '../../support/files.ts';

export default (): AccessTable => ({
  doing: [
    {
      mutation: 'describeCover',
      target: async (t, role) => ({
        coverId: await uploadCover((personOf(t, role) ?? t.preparer).client),
        alt: '老人们围坐一桌',
      }),
      allowed: SIGNED_IN,
      own: SIGNED_IN,
    },
    {
      mutation: 'describeCover',
      as: 'of somebody else',
      target: async (t) => ({ coverId: await uploadCover(t.preparer.client), alt: '老人们围坐一桌' }),
      allowed: [],
      otherwise: 'NOT_FOUND',
    },
  ],
  traces: { describeCover: 'says what the own picture shows' },
});
