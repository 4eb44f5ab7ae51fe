import { defineModule } from '../../module.js';
import { AddressChange } from './address-change.entity.js';
import { Authenticator, RecoveryCode, SignInChallenge } from './authenticator.entity.js';
import { AuthenticatorResolver } from './authenticators.resolver.js';
import { FactorRemoval } from './factor-removal.entity.js';
import { identityChecks } from './identity.checks.js';
import { identityJobs } from './identity.jobs.js';
import { identityMessages } from './identity.messages.js';
import { identityMigrations } from './identity.migrations.js';
import { AccountResolver, SessionResolver, ViewerResolver } from './identity.resolver.js';
import { identitySearchColumns } from './identity.search.js';
import { AccountLetter, EmailLink } from './letter.entity.js';
import { Passkey, PasskeyChallenge } from './passkey.entity.js';
import { PasskeyResolver } from './passkeys.resolver.js';
import { PlatformRoleGrant } from './role-grant.entity.js';
import { roleGrantMigrations } from './role-grants.migrations.js';
import { AccountPendingResolver, PendingChangesResolver } from './pending-changes.resolver.js';
import { KnownDevice, Session, SignInDevice } from './session.entity.js';
import { Suspension } from './suspension.entity.js';
import { AccountStateResolver, SuspensionResolver } from './suspensions.resolver.js';
import { Credential, User } from './user.entity.js';
import { manageAccounts, seeAccounts } from './identity.permissions.js';
import { totpSecret } from './totp-secrets.js';
import { identityTraceKinds } from './identity.trace.js';
import { endWaitingRemovals } from './identity.closing.js';
import { identityRetention } from './identity.retention.js';
import { identityInventory } from './identity.personal.js';

export const identityModule = defineModule({
  name: 'identity',
  inventory: identityInventory,
  entities: [
    User,
    Credential,
    PlatformRoleGrant,
    Session,
    KnownDevice,
    SignInDevice,
    AccountLetter,
    EmailLink,
    Authenticator,
    RecoveryCode,
    SignInChallenge,
    Suspension,
    AddressChange,
    FactorRemoval,
    Passkey,
    PasskeyChallenge,
  ],
  migrations: [...identityMigrations, ...roleGrantMigrations],
  resolvers: [
    ViewerResolver,
    SessionResolver,
    AccountResolver,
    AccountStateResolver,
    SuspensionResolver,
    PendingChangesResolver,
    AccountPendingResolver,
    AuthenticatorResolver,
    PasskeyResolver,
  ],
  messages: identityMessages,
  checks: identityChecks,
  jobs: identityJobs,
  searchColumns: identitySearchColumns,
  permissions: [seeAccounts, manageAccounts],
  traceKinds: identityTraceKinds,
  retentionRules: identityRetention,
  sealedColumns: [totpSecret],
  closingSteps: [endWaitingRemovals],
});
