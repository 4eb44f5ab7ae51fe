import { queryRow, type AccessTable } from '../../support/access.ts';
import type { TestApp } from '../../support/app.ts';
import { factorHolder, mover, preparedRemoval, unitToReplace } from '../../support/recovery.ts';

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'prepareOwnerReplacement',
      async target() {
        const { organizationId, heir } = await unitToReplace(app);
        return { organizationId, email: heir.email, reason: '负责人已调离' };
      },
      allowed: ['admin'],
      // Others do not know of a unit that is not verified, and are refused before it is looked for.
    },
    {
      mutation: 'prepareFactorRemoval',
      target: async () => ({ userId: (await factorHolder(app)).id, reason: '手机丢失' }),
      allowed: ['admin'],
    },
    {
      mutation: 'prepareAddressWaiver',
      target: async () => ({ userId: (await mover(app)).id, reason: '原单位邮箱已停用' }),
      allowed: ['admin'],
    },
    { mutation: 'signAccessChange', target: () => preparedRemoval(app), allowed: ['admin'] },
    { mutation: 'withdrawAccessChange', target: () => preparedRemoval(app), allowed: ['admin'] },
  ],
  seeing: {
    accessChangeQueue: queryRow('{ it: accessChangeQueue { totalCount edges { node { id } } } }', ['admin']),
  },
  queues: { 'access-changes': { sees: ['admin'], works: ['admin'] } },
});
