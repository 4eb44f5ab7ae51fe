import type { Check } from '../../db/check.js';

/** The invariants of units and their members, as SQL that trusts no service. */
export const organizationChecks: readonly Check[] = [
  {
    name: 'every unit has an owner',
    sql: `SELECT o.id, o.name FROM organizations o
          LEFT JOIN memberships m ON m.organization_id = o.id AND m.role = 'OWNER'
          WHERE m.user_id IS NULL`,
  },
  {
    name: 'every parent of a unit exists',
    sql: `SELECT o.id, o.parent_id FROM organizations o
          LEFT JOIN organizations parent ON parent.id = o.parent_id
          WHERE o.parent_id IS NOT NULL AND parent.id IS NULL`,
  },
  {
    // Nine units in a row are one level too many, and a circle gives rows of any length.
    name: 'the tree of units has no circle and at most eight levels',
    sql: `SELECT o1.id, o1.name FROM organizations o1
          JOIN organizations o2 ON o2.id = o1.parent_id JOIN organizations o3 ON o3.id = o2.parent_id
          JOIN organizations o4 ON o4.id = o3.parent_id JOIN organizations o5 ON o5.id = o4.parent_id
          JOIN organizations o6 ON o6.id = o5.parent_id JOIN organizations o7 ON o7.id = o6.parent_id
          JOIN organizations o8 ON o8.id = o7.parent_id JOIN organizations o9 ON o9.id = o8.parent_id`,
  },
  {
    name: 'every membership belongs to a user and a unit',
    sql: `SELECT m.user_id, m.organization_id FROM memberships m
          LEFT JOIN users u ON u.id = m.user_id LEFT JOIN organizations o ON o.id = m.organization_id
          WHERE u.id IS NULL OR o.id IS NULL`,
  },
  {
    name: 'an address has at most one open invitation to a unit',
    sql: `SELECT organization_id, email, COUNT(*) AS open_count FROM invitations
          WHERE status = 'OPEN' GROUP BY organization_id, email HAVING COUNT(*) > 1`,
  },
  {
    name: 'every accepted invitation says who accepted it, and no other does',
    sql: `SELECT id, status, accepted_by FROM invitations
          WHERE (status = 'ACCEPTED' AND accepted_by IS NULL) OR (status <> 'ACCEPTED' AND accepted_by IS NOT NULL)`,
  },
];
