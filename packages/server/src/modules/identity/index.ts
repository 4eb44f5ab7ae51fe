/** People, how they sign in, and the platform roles they hold. */
export { AccountResolver, SessionResolver, ViewerResolver } from './identity.resolver.js';
export { identitySearchColumns } from './identity.search.js';
export { readEmail, SESSION_LIFETIME_MS } from './identity.rules.js';
export { createAccount, emailsOf, findViewer, findViewerAgain, grantRole, namesOf, peopleWithRole } from './identity.service.js';
export { Session } from './session.entity.js';
export { Credential, PlatformRoleGrant, User } from './user.entity.js';
