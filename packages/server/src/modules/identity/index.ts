/** People, how they sign in, and the platform roles they hold. */
export { identityModule } from './module.js';
export { readEmail } from './identity.rules.js';
export { SESSION_LIFETIME_MS } from './session.rules.js';
export { DEVICE_LIFETIME_MS } from './sign-in-devices.js';
export {
  emailsOf,
  lockOpenAccount,
  markVerified,
  requireVerifiedAccount,
  requireVerifiedEmail,
  verifiedEmailsOf,
  verifyByOperator,
} from './emails.service.js';
export { accountsOf, createAccount, listAccounts, namesOf } from './identity.service.js';
export { findSession, findViewerAgain, renewIfDue } from './sessions.service.js';
export { Session } from './session.entity.js';
export { isSuspended, suspendedUserIds } from './suspended.js';
export { topicOfSession } from './session-end.js';
export { AddressChange, AddressChangeEnd } from './address-change.entity.js';
export { findAddressChange, waiveOldAddress } from './address-changes.service.js';
export { hasSecondFactor } from './second-factors.js';
export { FactorRemoval } from './factor-removal.entity.js';
export { beginFactorRemoval, findFactorRemoval } from './factor-removals.service.js';
export { queueLetter } from './letters.service.js';
export { restoreByOperator } from './suspensions.service.js';
export { seeAccounts } from './identity.permissions.js';
export { Account } from './identity.inputs.js';
export { PlatformRoleGrant, ScopeKind } from './role-grant.entity.js';
export {
  giveRole,
  grantRole,
  grantsOf,
  holdersOf,
  requireCompatible,
  takeRole,
  type RoleToGive,
  type ScopedRole,
} from './roles.service.js';
export { requirePassword } from './passwords.service.js';
export { tellOfClosing } from './closing-letter.js';
export { Credential, User } from './user.entity.js';
