import { randomUUID } from 'node:crypto';
import { type BadInputRow } from '../../support/bad-input.ts';
import { suspendedAccount } from '../access/identity.ts';
import {
  email,
  factorCode,
  flag,
  id,
  linkToken,
  noticeVersion,
  object,
  passkeyResponse,
  password,
  text,
} from '../../support/bad-values.ts';

/** A password that is typed again. */
const typedAgain = [
  ...password.filter(({ value }) => typeof value !== 'string'),
  { what: 'another', value: 'not-the-password', code: 'BAD_USER_INPUT' as const },
];

export default [
  {
    mutation: 'signUp',
    who: () => null,
    good: () => ({ input: { email: `${randomUUID()}@example.test`, password: 'a-good-password', name: '新人' } }),
    inputs: {
      input: object(),
      'input.email': email,
      'input.password': password,
      'input.name': text({ max: 50 }),
      'input.noticeVersion': noticeVersion,
    },
  },
  {
    mutation: 'askAddressChange',
    who: ({ stranger }) => stranger,
    good: ({ stranger }) => ({ newEmail: `${randomUUID()}@example.test`, password: stranger.password }),
    inputs: { newEmail: email, password: typedAgain },
  },
  {
    mutation: 'confirmNewAddress',
    who: ({ moving }) => moving.user,
    good: ({ moving }) => ({ token: moving.newToken }),
    inputs: { token: linkToken },
  },
  {
    mutation: 'answerAddressChange',
    who: () => null,
    good: ({ moving }) => ({ token: moving.oldToken, agrees: true }),
    inputs: { token: linkToken, agrees: flag() },
  },
  {
    mutation: 'keepSecondFactors',
    who: () => null,
    good: ({ keepingToken }) => ({ token: keepingToken }),
    inputs: { token: linkToken },
  },
  {
    mutation: 'suspendAccount',
    who: ({ admin }) => admin,
    good: async ({ app }) => ({ userId: (await app.signUp()).id, reason: '账号被盗用' }),
    inputs: { userId: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'restoreAccount',
    who: ({ admin }) => admin,
    good: async ({ app }) => ({ ...(await suspendedAccount(app)), reason: '已找回' }),
    inputs: { userId: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'signOutAccount',
    who: ({ admin }) => admin,
    good: async ({ app }) => ({ userId: (await app.signUp()).id, reason: '设备丢失' }),
    inputs: { userId: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'signIn',
    who: () => null,
    good: ({ stranger }) => ({ email: stranger.email, password: stranger.password }),
    inputs: { email, password: password.filter(({ value }) => typeof value !== 'string') },
  },
  {
    mutation: 'updateProfile',
    who: ({ stranger }) => stranger,
    good: () => ({ name: '换名' }),
    inputs: { name: text({ max: 50 }) },
  },
  {
    mutation: 'changePassword',
    who: ({ stranger }) => stranger,
    good: ({ stranger }) => ({ currentPassword: stranger.password, newPassword: stranger.password }),
    inputs: {
      currentPassword: [
        ...password.filter(({ value }) => typeof value !== 'string'),
        { what: 'another', value: 'not-the-password', code: 'BAD_USER_INPUT' },
      ],
      newPassword: password,
    },
  },
  { mutation: 'endSession', who: ({ stranger }) => stranger, good: () => ({ id: randomUUID() }), inputs: { id: id() } },
  {
    mutation: 'verifyEmail',
    who: ({ unverified }) => unverified.user,
    good: ({ unverified }) => ({ token: unverified.token }),
    inputs: { token: linkToken },
  },
  {
    mutation: 'requestPasswordReset',
    who: () => null,
    good: () => ({ email: 'reset@example.test' }),
    inputs: { email },
  },
  {
    mutation: 'resetPassword',
    who: () => null,
    good: ({ resetToken }) => ({ token: resetToken, newPassword: 'a-good-password' }),
    inputs: { token: linkToken, newPassword: password },
  },
  {
    mutation: 'startAuthenticator',
    who: ({ newPasskey }) => newPasskey.user,
    good: ({ newPasskey }) => ({ password: newPasskey.user.password }),
    inputs: { password: typedAgain },
  },
  {
    mutation: 'addAuthenticator',
    who: ({ settingUp }) => settingUp.user,
    good: ({ settingUp }) => ({ name: '我的手机', code: settingUp.code() }),
    inputs: { name: text({ max: 50 }), code: factorCode },
  },
  {
    mutation: 'renewRecoveryCodes',
    who: ({ factored }) => factored.user,
    good: ({ factored }) => ({ password: factored.user.password }),
    inputs: { password: typedAgain },
  },
  {
    mutation: 'proveIdentity',
    who: ({ withPasskey }) => withPasskey.user,
    good: ({ withPasskey }) => ({ password: withPasskey.user.password }),
    // A code beside the password is one proof too many, whatever it is.
    inputs: {
      password: typedAgain,
      code: factorCode.filter(({ value }) => value != null),
      passkey: passkeyResponse.filter(({ value }) => value != null),
    },
  },
  {
    mutation: 'startPasskey',
    who: ({ newPasskey }) => newPasskey.user,
    good: ({ newPasskey }) => ({ password: newPasskey.user.password }),
    inputs: { password: typedAgain },
  },
  {
    mutation: 'addPasskey',
    who: ({ newPasskey }) => newPasskey.user,
    good: async ({ newPasskey }) => ({ name: '电脑', response: await newPasskey.create() }),
    expires: true,
    inputs: { name: text({ max: 50 }), response: passkeyResponse },
  },
  {
    mutation: 'renamePasskey',
    who: ({ removable }) => removable.user,
    good: ({ removable }) => ({ id: removable.id, name: '办公室电脑' }),
    inputs: { id: id(), name: text({ max: 50 }) },
  },
  {
    mutation: 'removePasskey',
    who: ({ removable }) => removable.user,
    good: ({ removable }) => ({ id: removable.id, password: removable.user.password }),
    inputs: { id: id(), password: typedAgain },
  },
  {
    mutation: 'signInWithPasskey',
    who: () => null,
    good: async ({ withPasskey }) => ({ response: await withPasskey.sign() }),
    expires: true,
    // An object that is no answer of a browser is refused like an unknown passkey.
    inputs: { response: passkeyResponse },
  },
  {
    mutation: 'removeAuthenticator',
    who: ({ factored }) => factored.user,
    good: ({ factored }) => ({ id: factored.id, password: factored.user.password }),
    inputs: { id: id(), password: typedAgain },
  },
  {
    mutation: 'confirmSecondFactor',
    who: () => null,
    good: ({ signingIn }) => ({ challenge: signingIn.challenge, code: signingIn.code() }),
    // Few codes, because wrong ones are counted.
    inputs: {
      challenge: linkToken,
      code: factorCode.filter(({ value }) => typeof value !== 'string' || value.length < 6),
    },
  },
] satisfies readonly BadInputRow[];
