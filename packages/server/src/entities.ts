import { Credential, PlatformRoleGrant, Session, User } from './modules/identity/index.js';

/** Every stored class, upstream modules first. */
export const entities = [User, Credential, PlatformRoleGrant, Session];
