import { type BadInputRow } from '../../support/bad-input.ts';
import { email, id, text } from '../../support/bad-values.ts';
import { factorHolder, mover, preparedRemoval, unitToReplace } from '../../support/recovery.ts';

const reason = text({ max: 500, multiline: true });

export default [
  {
    mutation: 'prepareOwnerReplacement',
    who: ({ admin }) => admin,
    async good({ app }) {
      const { organizationId, heir } = await unitToReplace(app);
      return { organizationId, email: heir.email, reason: '负责人已调离' };
    },
    inputs: { organizationId: id(), email, reason },
  },
  {
    mutation: 'prepareFactorRemoval',
    who: ({ admin }) => admin,
    good: async ({ app }) => ({ userId: (await factorHolder(app)).id, reason: '手机丢失' }),
    inputs: { userId: id(), reason },
  },
  {
    mutation: 'prepareAddressWaiver',
    who: ({ admin }) => admin,
    good: async ({ app }) => ({ userId: (await mover(app)).id, reason: '原单位邮箱已停用' }),
    inputs: { userId: id(), reason },
  },
  {
    mutation: 'signAccessChange',
    who: ({ admin }) => admin,
    good: ({ app }) => preparedRemoval(app),
    inputs: { id: id() },
  },
  {
    mutation: 'withdrawAccessChange',
    who: ({ admin }) => admin,
    good: ({ app }) => preparedRemoval(app),
    inputs: { id: id(), reason: text({ max: 500, optional: true, multiline: true }) },
  },
] satisfies readonly BadInputRow[];
