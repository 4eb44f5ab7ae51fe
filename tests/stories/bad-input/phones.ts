import { type BadInputRow } from '../../support/bad-input.ts';
import { password, text } from '../../support/bad-values.ts';
import { addPhone, askedCode, newNumber } from '../../support/texts.ts';

const typedAgain = [
  ...password.filter(({ value }) => typeof value !== 'string'),
  { what: 'another', value: 'not-the-password', code: 'BAD_USER_INPUT' as const },
];

export default [
  {
    mutation: 'askPhoneCode',
    who: ({ rival }) => rival,
    good: ({ rival }) => ({ number: newNumber(), password: rival.password }),
    inputs: {
      number: [
        // A number is no text: whatever else stands there is refused as well.
        ...text({ max: 40 }),
        ...['1380013800', '138001380000', '12345678901', '076088888888', '+85291234567', 'call me', "1' OR 1=1 --"].map(
          (value) => ({ what: JSON.stringify(value), value, code: 'BAD_USER_INPUT' as const }),
        ),
      ],
      password: typedAgain,
    },
  },
  {
    mutation: 'confirmPhone',
    who: ({ donor }) => donor,
    good: async ({ app, donor }) => ({ code: (await askedCode(app, donor)).code }),
    inputs: {
      code: [
        ...text({ max: 40 }).filter(({ what }) => !what.includes('inside')),
        ...['12345', '1234567', 'abcdef', "' OR 1"].map((value) => ({
          what: JSON.stringify(value),
          value,
          code: 'BAD_USER_INPUT' as const,
        })),
      ],
    },
  },
  {
    mutation: 'removePhone',
    who: ({ member }) => member,
    good: async ({ app, member }) => {
      await addPhone(app, member);
      return { password: member.password };
    },
    inputs: { password: typedAgain },
  },
] satisfies readonly BadInputRow[];
