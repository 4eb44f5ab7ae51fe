import type { TraceKind } from '../trace/index.js';
import { manageAccounts } from './identity.permissions.js';

export const accountMade: TraceKind = {
  name: 'ACCOUNT_MADE',
  label: ['注册了账号', 'Made an account'],
  subject: 'account',
};

export const signedIn: TraceKind = {
  name: 'SIGNED_IN',
  label: ['登录', 'Signed in'],
  subject: 'session',
};

export const signInFailed: TraceKind = {
  name: 'SIGN_IN_FAILED',
  label: ['登录失败', 'Failed to sign in'],
  subject: 'account',
};

export const signedOut: TraceKind = {
  name: 'SIGNED_OUT',
  label: ['退出登录', 'Signed out'],
  subject: 'session',
};

export const sessionsEnded: TraceKind = {
  name: 'SESSIONS_ENDED',
  label: ['结束了其他设备上的登录', 'Ended sessions on other devices'],
  subject: 'account',
};

export const passwordChanged: TraceKind = {
  name: 'PASSWORD_CHANGED',
  label: ['修改了密码', 'Changed the password'],
  subject: 'account',
};

export const passwordRefused: TraceKind = {
  name: 'PASSWORD_REFUSED',
  label: ['再次输入的密码错误', 'Gave a wrong password when asked again'],
  subject: 'account',
};

export const emailVerified: TraceKind = {
  name: 'EMAIL_VERIFIED',
  label: ['验证了邮箱', 'Verified the address of mail'],
  subject: 'account',
};

export const resetAsked: TraceKind = {
  name: 'PASSWORD_RESET_ASKED',
  label: ['申请重设密码', 'Asked for a letter to set a new password'],
  subject: null,
};

export const passwordReset: TraceKind = {
  name: 'PASSWORD_RESET',
  label: ['通过邮件重设了密码', 'Set a new password by a letter'],
  subject: 'account',
};

export const factorRefused: TraceKind = {
  name: 'FACTOR_REFUSED',
  label: ['登录的第二步验证失败', 'Failed the second step of signing in'],
  subject: 'account',
};

export const factorAdded: TraceKind = {
  name: 'FACTOR_ADDED',
  label: ['添加了验证器', 'Added an authenticator'],
  subject: 'account',
};

export const factorRemoved: TraceKind = {
  name: 'FACTOR_REMOVED',
  label: ['移除了验证器', 'Removed an authenticator'],
  subject: 'account',
};

export const passkeyAdded: TraceKind = {
  name: 'PASSKEY_ADDED',
  label: ['添加了通行密钥', 'Added a passkey'],
  subject: 'account',
};

export const passkeyRemoved: TraceKind = {
  name: 'PASSKEY_REMOVED',
  label: ['移除了通行密钥', 'Removed a passkey'],
  subject: 'account',
};

export const passkeyRenamed: TraceKind = {
  name: 'PASSKEY_RENAMED',
  label: ['给通行密钥改了名称', 'Gave a passkey another name'],
  subject: 'account',
};

export const codesRenewed: TraceKind = {
  name: 'RECOVERY_CODES_RENEWED',
  label: ['更换了恢复码', 'Made new recovery codes'],
  subject: 'account',
};

export const identityProved: TraceKind = {
  name: 'IDENTITY_PROVED',
  label: ['再次验证了身份', 'Proved again who they are'],
  subject: 'session',
};

export const nameChanged: TraceKind = {
  name: 'NAME_CHANGED',
  label: ['修改了称呼', 'Changed the name to go by'],
  subject: 'account',
};

export const roleGiven: TraceKind = {
  name: 'ROLE_GIVEN',
  label: ['给予了平台角色', 'Gave a platform role'],
  subject: 'account',
};

export const roleTaken: TraceKind = {
  name: 'ROLE_TAKEN',
  label: ['收回了平台角色', 'Took a platform role'],
  subject: 'account',
};

export const roleEnded: TraceKind = {
  name: 'ROLE_ENDED',
  label: ['平台角色到期', 'A platform role ended by time'],
  subject: 'account',
};

export const accountSuspended: TraceKind = {
  name: 'ACCOUNT_SUSPENDED',
  label: ['停用了账号', 'Suspended an account'],
  subject: 'account',
  permission: manageAccounts,
};

export const accountRestored: TraceKind = {
  name: 'ACCOUNT_RESTORED',
  label: ['恢复了账号', 'Restored an account'],
  subject: 'account',
  permission: manageAccounts,
};

export const accountSignedOut: TraceKind = {
  name: 'ACCOUNT_SIGNED_OUT',
  label: ['让账号在所有设备上退出', 'Signed an account out everywhere'],
  subject: 'account',
  permission: manageAccounts,
};

export const addressChangeAsked: TraceKind = {
  name: 'ADDRESS_CHANGE_ASKED',
  label: ['申请更换邮箱', 'Asked for another address'],
  subject: 'account',
};

export const addressConfirmed: TraceKind = {
  name: 'ADDRESS_CONFIRMED',
  label: ['确认了邮箱的更换', 'Confirmed the change of an address'],
  subject: 'account',
};

export const addressChanged: TraceKind = {
  name: 'ADDRESS_CHANGED',
  label: ['更换了邮箱', 'Changed the address of an account'],
  subject: 'account',
};

export const addressChangeEnded: TraceKind = {
  name: 'ADDRESS_CHANGE_ENDED',
  label: ['邮箱的更换未成', 'Ended the change of an address'],
  subject: 'account',
};

export const factorsRemoved: TraceKind = {
  name: 'FACTORS_REMOVED',
  label: ['按两人的决定移除了两步验证', 'Removed all second factors, as two people decided'],
  subject: 'account',
};

export const factorRemovalStopped: TraceKind = {
  name: 'FACTOR_REMOVAL_STOPPED',
  label: ['阻止了两步验证的移除', 'Stopped the removal of the second factors'],
  subject: 'account',
};

export const identityTraceKinds: readonly TraceKind[] = [
  accountMade,
  signedIn,
  signInFailed,
  signedOut,
  sessionsEnded,
  passwordChanged,
  passwordRefused,
  emailVerified,
  resetAsked,
  passwordReset,
  factorRefused,
  factorAdded,
  factorRemoved,
  passkeyAdded,
  passkeyRemoved,
  passkeyRenamed,
  codesRenewed,
  identityProved,
  nameChanged,
  roleGiven,
  roleTaken,
  roleEnded,
  accountSuspended,
  accountRestored,
  accountSignedOut,
  addressChangeAsked,
  addressConfirmed,
  addressChanged,
  addressChangeEnded,
  factorsRemoved,
  factorRemovalStopped,
];
