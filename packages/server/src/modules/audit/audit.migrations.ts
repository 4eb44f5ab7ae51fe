import { createIndex, createTable, migration, refuse } from '../../db/ddl.js';
import { treeTables } from '../proof/index.js';

const AT = 1_760_000_131_000;

export const auditMigrations = [
  ...treeTables('trace', 'trace_entries', { tree: AT + 1, leaves: AT + 2, nodes: AT + 3, heads: AT + 4 }),
  ...['trace_leaves', 'trace_nodes', 'trace_heads'].flatMap((table, index) => [
    refuse(AT + 5 + index * 2, table, 'UPDATE'),
    refuse(AT + 6 + index * 2, table, 'DELETE'),
  ]),
  createTable(
    AT + 11,
    'trace_alerts',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    pattern ${t.text(40)} NOT NULL,
    person_id ${t.id} NOT NULL,
    alert_key ${t.text(120)} NOT NULL UNIQUE,
    entries ${t.integer} NOT NULL,
    first_at ${t.time} NOT NULL,
    last_at ${t.time} NOT NULL
  `,
  ),
  createIndex(AT + 12, 'trace_alerts', 'trace_alerts_by_person', 'person_id, id'),
  refuse(AT + 13, 'trace_alerts', 'UPDATE'),
  refuse(AT + 14, 'trace_alerts', 'DELETE'),
  createTable(
    1_760_000_183_000,
    'joint_heads',
    (t) => `
    ledger_size ${t.integer} NOT NULL,
    trace_size ${t.integer} NOT NULL,
    ledger_root ${t.text(64)} NOT NULL,
    trace_root ${t.text(64)} NOT NULL,
    signed_at ${t.time} NOT NULL,
    key_id ${t.text(16)} NOT NULL,
    signature ${t.text(100)} NOT NULL,
    PRIMARY KEY (ledger_size, trace_size)
  `,
  ),
  refuse(1_760_000_183_010, 'joint_heads', 'UPDATE'),
  refuse(1_760_000_183_020, 'joint_heads', 'DELETE'),
  // Each role that is already held gets an entry, because every role is to be on record.
  migration({
    at: AT + 15,
    name: 'Roles_from_before_the_trace_',
    up(_, dialect) {
      const roles = `GROUP_CONCAT(g.role${dialect === 'mysql' ? ' ORDER BY g.role SEPARATOR \'","\'' : ', \'","\''})`;
      const facts =
        dialect === 'mysql' ? `CONCAT('{"roles":["', ${roles}, '"]}')` : `'{"roles":["' || ${roles} || '"]}'`;
      return `INSERT INTO trace_entries (id, kind, subject, person_id, after_facts, at)
        SELECT u.id, 'ROLES_FROM_BEFORE', u.id, u.id, ${facts}, u.created_at
        FROM users u JOIN role_grants g ON g.user_id = u.id
        WHERE NOT EXISTS (SELECT 1 FROM trace_entries e WHERE e.id = u.id)
        GROUP BY u.id, u.created_at`;
    },
    down: () => 'SELECT 1',
  }),
];
