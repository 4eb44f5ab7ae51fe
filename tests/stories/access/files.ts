import { randomUUID } from 'node:crypto';
import { type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  doing: [
    {
      mutation: 'takeDownFile',
      as: 'that does not exist',
      // The story of privacy takes files down; here it is tried who may ask for it.
      target: () => ({ id: randomUUID(), cause: 'PERSONAL_DATA', reason: '有受助人的照片' }),
      allowed: [],
      refused: { admin: 'NOT_FOUND', reviewer: 'NOT_FOUND', insider: 'NOT_FOUND' },
    },
  ],
});
