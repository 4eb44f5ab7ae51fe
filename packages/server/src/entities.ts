import { Cover } from './modules/covers/index.js';
import { Credential, PlatformRoleGrant, Session, User } from './modules/identity/index.js';
import { Invitation, Membership, Organization } from './modules/organizations/index.js';

/** Every stored class, upstream modules first. */
export const entities = [User, Credential, PlatformRoleGrant, Session, Organization, Membership, Invitation, Cover];
