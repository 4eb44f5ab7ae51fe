import { codes, type BadInputRow } from '../../support/bad-input.ts';
import { flag, id, object, text } from '../../support/bad-values.ts';
import { clearPayees, firstPayee, payeeInput } from '../../support/payees.ts';

const reason = { max: 500, multiline: true };

export default [
  {
    mutation: 'enterPayeeAccount',
    who: ({ owner }) => owner,
    good: async (town) => payeeInput(await clearPayees(town)),
    inputs: {
      input: object(),
      'input.organizationId': id(),
      'input.accountName': text({ max: 100 }),
      'input.bank': text({ max: 100 }),
      'input.number': [
        ...text({ max: 60 }),
        ...codes([
          '1234567',
          '123456789012345678901234567890123',
          '6222 0000 A',
          '6222.0000.1111',
          '-',
          '一二三四五六七八',
        ]),
      ],
    },
  },
  {
    mutation: 'withdrawPayeeAccount',
    who: ({ owner }) => owner,
    good: async (town) => ({ id: (await firstPayee(town)).id }),
    inputs: { id: id(), reason: text({ ...reason, optional: true }) },
  },
  {
    mutation: 'decidePayeeAccount',
    who: ({ treasurer }) => treasurer,
    good: async (town) => ({ id: (await firstPayee(town)).id, accepted: false, reason: '户名不符' }),
    inputs: { id: id(), accepted: flag(), reason: text(reason) },
  },
  {
    mutation: 'decidePayeeAccount',
    as: 'with consent',
    who: ({ treasurer }) => treasurer,
    good: async (town) => ({ id: (await firstPayee(town)).id, accepted: true, reason: '已电话核对' }),
    inputs: { reason: text({ ...reason, optional: true }) },
  },
] satisfies readonly BadInputRow[];
