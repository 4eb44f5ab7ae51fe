import { addColumn, createIndex, createTable } from '../../db/ddl.js';

export const organizationMigrations = [
  createTable(
    1_760_000_001_001,
    'organizations',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    parent_id ${t.id},
    name ${t.text(80)} NOT NULL,
    verified_name ${t.text(80)},
    kind ${t.text(20)} NOT NULL,
    credit_code ${t.text(18)} UNIQUE,
    about ${t.longText} NOT NULL,
    verification ${t.text(20)} NOT NULL,
    verification_comment ${t.text(500)},
    search_text ${t.longText} NOT NULL,
    created_at ${t.time} NOT NULL,
    FOREIGN KEY (parent_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(1_760_000_001_002, 'organizations', 'organizations_by_parent', 'parent_id, verification, id'),
  createIndex(1_760_000_001_003, 'organizations', 'organizations_by_verification', 'verification, id'),
  createTable(
    1_760_000_001_004,
    'memberships',
    (t) => `
    user_id ${t.id} NOT NULL,
    organization_id ${t.id} NOT NULL,
    role ${t.text(20)} NOT NULL,
    created_at ${t.time} NOT NULL,
    PRIMARY KEY (user_id, organization_id),
    FOREIGN KEY (user_id) REFERENCES users (id),
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(1_760_000_001_005, 'memberships', 'memberships_by_organization', 'organization_id, created_at'),
  createTable(
    1_760_000_001_006,
    'invitations',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    organization_id ${t.id} NOT NULL,
    email ${t.text(254)} NOT NULL,
    role ${t.text(20)} NOT NULL,
    token_hash ${t.text(64)} NOT NULL UNIQUE,
    status ${t.text(20)} NOT NULL,
    invited_by ${t.id} NOT NULL,
    accepted_by ${t.id},
    created_at ${t.time} NOT NULL,
    expires_at ${t.time} NOT NULL,
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
    FOREIGN KEY (invited_by) REFERENCES users (id),
    FOREIGN KEY (accepted_by) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_001_007, 'invitations', 'invitations_by_organization', 'organization_id, status, email'),
  createIndex(1_760_000_001_008, 'invitations', 'invitations_by_inviter', 'invited_by, created_at'),
  addColumn(1_760_000_103_001, 'organizations', 'decided_by_id', (t) => `${t.id} NULL`),
  addColumn(1_760_000_103_002, 'organizations', 'decided_at', (t) => `${t.time} NULL`),
];
