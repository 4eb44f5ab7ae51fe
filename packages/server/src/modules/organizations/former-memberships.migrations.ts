import { createTable } from '../../db/ddl.js';

const AT = 1_760_000_162_000;

export const formerMembershipMigrations = [
  createTable(
    AT,
    'former_memberships',
    (t) => `
    organization_id ${t.id} NOT NULL,
    user_id ${t.id} NOT NULL,
    ended_at ${t.time} NOT NULL,
    bound_until ${t.time} NOT NULL,
    PRIMARY KEY (organization_id, user_id),
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
  `,
  ),
];
