import type { Check } from '../../db/check.js';

/** The invariants of units and their members, in SQL that relies on no service. */
export const organizationChecks: readonly Check[] = [
  {
    name: 'every unit has an owner',
    sql: `SELECT o.id, o.name FROM organizations o
          LEFT JOIN memberships m ON m.organization_id = o.id AND m.role = 'OWNER'
          WHERE m.user_id IS NULL AND o.closed_at IS NULL`,
  },
  {
    name: 'a closed unit has neither members nor units above or below it, and an open unit stands for it',
    sql: `SELECT o.id, o.closed_at, o.successor_id FROM organizations o
          LEFT JOIN organizations s ON s.id = o.successor_id AND s.closed_at IS NULL
          WHERE (o.closed_at IS NULL) <> (o.successor_id IS NULL)
             OR (o.closed_at IS NOT NULL AND (s.id IS NULL OR o.parent_id IS NOT NULL
               OR EXISTS (SELECT 1 FROM memberships m WHERE m.organization_id = o.id)
               OR EXISTS (SELECT 1 FROM organizations b WHERE b.parent_id = o.id)
               OR EXISTS (SELECT 1 FROM invitations i WHERE i.organization_id = o.id AND i.status = 'OPEN')))`,
  },
  {
    name: 'every parent of a unit exists',
    sql: `SELECT o.id, o.parent_id FROM organizations o
          LEFT JOIN organizations parent ON parent.id = o.parent_id
          WHERE o.parent_id IS NOT NULL AND parent.id IS NULL`,
  },
  {
    name: 'every membership belongs to a user and a unit',
    sql: `SELECT m.user_id, m.organization_id FROM memberships m
          LEFT JOIN users u ON u.id = m.user_id LEFT JOIN organizations o ON o.id = m.organization_id
          WHERE u.id IS NULL OR o.id IS NULL`,
  },
  {
    name: 'every member of a unit has a verified address',
    sql: `SELECT m.user_id, m.organization_id FROM memberships m
          LEFT JOIN credentials c ON c.user_id = m.user_id WHERE c.email_verified_at IS NULL`,
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
  {
    name: 'nobody decides on the verification of a unit to which they belong or which they left within a year',
    sql: `SELECT o.id, m.user_id FROM organizations o JOIN memberships m ON m.organization_id = o.id
      AND m.user_id = o.decided_by_id
          WHERE m.created_at < o.decided_at
          UNION ALL
          SELECT o.id, f.user_id FROM organizations o JOIN former_memberships f ON f.organization_id = o.id
            AND f.user_id = o.decided_by_id
          WHERE f.ended_at <= o.decided_at AND o.decided_at < f.bound_until`,
  },
];
