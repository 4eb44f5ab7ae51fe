import { ROLES, SIGNED_IN, queryRow, personOf, type AccessTable } from '../../support/access.ts';
import type { TestApp } from '../../support/app.ts';
import { MUTATIONS } from '../../support/operations.ts';

const newAddress = () => ({
  newEmail: `${Math.random().toString(36).slice(2)}@example.test`,
  password: 'a-good-password',
});

/** Suspends a new account in the name of another administrator, so that those of the town restore it. */
export const suspendedAccount = async (app: TestApp): Promise<{ userId: string }> => {
  const [colleague, person] = [await app.signUp({ roles: ['ADMIN'] }), await app.signUp()];
  await colleague.client.must(MUTATIONS.suspendAccount, { userId: person.id, reason: '账号被盗用' });
  return { userId: person.id };
};

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'updateProfile',
      target: (t, role) => ({ name: personOf(t, role)?.name ?? '没人' }),
      allowed: SIGNED_IN,
    },
    {
      mutation: 'signUp',
      target: () => ({
        input: {
          email: `${Math.random().toString(36).slice(2)}@example.test`,
          password: 'a-good-password',
          name: '新人',
        },
      }),
      allowed: ROLES,
      ownBrowser: true,
    },
    {
      mutation: 'signIn',
      target: ({ stranger }) => ({ email: stranger.email, password: stranger.password }),
      allowed: ROLES,
      ownBrowser: true,
    },
    {
      mutation: 'sendVerification',
      target: () => ({}),
      allowed: [],
      // Everybody in the town has a verified address.
      otherwise: 'INVALID_STATE',
    },
    { mutation: 'verifyEmail', target: () => ({ token: 'x' }), allowed: [], otherwise: 'BAD_USER_INPUT' },
    {
      mutation: 'requestPasswordReset',
      target: (_town, role) => ({ email: `${role.replace(' ', '-')}@nowhere.test` }),
      allowed: ROLES,
    },
    {
      mutation: 'resetPassword',
      target: () => ({ token: 'x', newPassword: 'a-good-password' }),
      allowed: [],
      refused: { 'signed out': 'BAD_USER_INPUT' },
      otherwise: 'BAD_USER_INPUT',
    },
    {
      mutation: 'startAuthenticator',
      target: () => ({ password: 'a-good-password' }),
      allowed: SIGNED_IN,
    },
    {
      mutation: 'addAuthenticator',
      target: () => ({ name: '手机', code: '000' }),
      allowed: [],
      otherwise: 'BAD_USER_INPUT',
    },
    {
      mutation: 'removeAuthenticator',
      target: ({ stranger }) => ({ id: stranger.id, password: 'a-good-password' }),
      allowed: [],
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'renewRecoveryCodes',
      target: () => ({ password: 'a-good-password' }),
      allowed: [],
      otherwise: 'BAD_USER_INPUT',
    },
    { mutation: 'startPasskey', target: () => ({ password: 'a-good-password' }), allowed: SIGNED_IN },
    {
      mutation: 'addPasskey',
      target: () => ({ name: '电脑', response: '{}' }),
      allowed: [],
      otherwise: 'BAD_USER_INPUT',
    },
    {
      mutation: 'removePasskey',
      target: ({ stranger }) => ({ id: stranger.id, password: 'a-good-password' }),
      allowed: [],
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'renamePasskey',
      target: ({ stranger }) => ({ id: stranger.id, name: '办公室电脑' }),
      allowed: [],
      otherwise: 'NOT_FOUND',
    },
    { mutation: 'askForPasskey', target: () => ({}), allowed: ROLES },
    { mutation: 'signInWithPasskey', target: () => ({ response: '{}' }), allowed: [], otherwise: 'UNAUTHENTICATED' },
    { mutation: 'proveIdentity', target: () => ({ password: 'a-good-password' }), allowed: SIGNED_IN },
    {
      mutation: 'confirmSecondFactor',
      target: () => ({ challenge: 'x', code: '000000' }),
      allowed: [],
      refused: { 'signed out': 'BAD_USER_INPUT' },
      otherwise: 'BAD_USER_INPUT',
    },
    {
      mutation: 'askAddressChange',
      target: () => newAddress(),
      allowed: SIGNED_IN,
    },
    {
      mutation: 'cancelAddressChange',
      async target(t, role) {
        await personOf(t, role)?.client.must(MUTATIONS.askAddressChange, newAddress());
        return {};
      },
      allowed: SIGNED_IN,
    },
    { mutation: 'confirmNewAddress', target: () => ({ token: 'x' }), allowed: [], otherwise: 'BAD_USER_INPUT' },
    {
      mutation: 'answerAddressChange',
      target: () => ({ token: 'x', agrees: true }),
      allowed: [],
      refused: { 'signed out': 'BAD_USER_INPUT' },
      otherwise: 'BAD_USER_INPUT',
    },
    {
      mutation: 'keepSecondFactors',
      target: () => ({ token: 'x' }),
      allowed: [],
      refused: { 'signed out': 'BAD_USER_INPUT' },
      otherwise: 'BAD_USER_INPUT',
    },
    { mutation: 'keepOwnSecondFactors', target: () => ({}), allowed: [], otherwise: 'INVALID_STATE' },
    {
      mutation: 'suspendAccount',
      target: async () => ({ userId: (await app.signUp()).id, reason: '账号被盗用' }),
      allowed: ['admin'],
    },
    {
      mutation: 'suspendAccount',
      as: 'of oneself',
      target: (t, role) => ({ userId: personOf(t, role)?.id ?? t.stranger.id, reason: '账号被盗用' }),
      allowed: [],
    },
    {
      mutation: 'restoreAccount',
      target: async () => ({ ...(await suspendedAccount(app)), reason: '已找回' }),
      allowed: ['admin'],
    },
    {
      mutation: 'signOutAccount',
      target: async () => ({ userId: (await app.signUp()).id, reason: '设备丢失' }),
      allowed: ['admin'],
    },
    { mutation: 'signOut', target: () => ({}), allowed: ROLES, ownBrowser: true },
    {
      mutation: 'endSession',
      as: 'of somebody else',
      target: async ({ admin, stranger }, role) => ({
        id: (await (role === 'stranger' ? admin : stranger).client.must('{ viewer { sessions { id } } }')).viewer
          .sessions[0].id,
      }),
      allowed: [],
      otherwise: 'NOT_FOUND',
    },
    { mutation: 'endOtherSessions', target: () => ({}), allowed: SIGNED_IN, ownBrowser: true },
    {
      mutation: 'changePassword',
      target: () => ({ currentPassword: 'a-good-password', newPassword: 'a-good-password' }),
      allowed: SIGNED_IN,
      ownBrowser: true,
    },
  ],
  seeing: {
    account: queryRow(
      'query A($id: ID!) { it: account(id: $id) { email sessions { device } suspensions { reason } } }',
      ['admin'],
      ({ town }) => ({ id: town.stranger.id }),
      'nothing',
    ),
    accounts: queryRow('{ it: accounts { edges { node { email roles } } } }', ['admin']),
    // Everybody here has a valid session or none.
    sessionEnd: queryRow('{ it: sessionEnd }', [], () => ({}), 'nothing'),
    viewer: queryRow(
      '{ it: viewer { id email roles memberships { role } sessions { id } pledges { totalCount } } }',
      SIGNED_IN,
      () => ({}),
      'nothing',
    ),
  },
});
