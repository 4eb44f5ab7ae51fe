import { codes, type BadInputRow } from '../../support/bad-input.ts';
import { password } from '../../support/bad-values.ts';

export default [
  {
    mutation: 'acceptPrivacyNotice',
    who: ({ stranger }) => stranger,
    good: () => ({ version: '2026-11-30' }),
    inputs: {
      version: [
        { what: 'null', value: null, code: 'BAD_USER_INPUT' },
        { what: 'a number', value: 20261130, code: 'BAD_USER_INPUT' },
        ...codes(['', '2026-11-31', ' 2026-11-30', 'latest', '1'.repeat(1_000)]),
      ],
    },
  },
  {
    mutation: 'closeAccount',
    who: ({ leaver }) => leaver,
    good: ({ leaver }) => ({ password: leaver.password }),
    inputs: {
      password: [
        ...password.filter(({ value }) => typeof value !== 'string'),
        { what: 'another', value: 'not-the-password', code: 'BAD_USER_INPUT' },
      ],
    },
  },
] satisfies readonly BadInputRow[];
