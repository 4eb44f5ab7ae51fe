import { createIndex, createTable, migration } from '../../db/ddl.js';
import { TREE_LEVELS } from './organizations.rules.js';

const AT = 1_760_000_115_000;

/**
 * Fills one level. A unit counts as below its present parent since both exist, because earlier parents were not
 * recorded. Each level is made from the level before.
 */
const fillLevel = (depth: number) =>
  migration({
    at: AT + 10 + depth,
    name: `Fill_level_${depth}_of_organization_closure_`,
    up: () => {
      const missing =
        'NOT EXISTS (SELECT 1 FROM organization_closure k WHERE k.ancestor_id = found.ancestor_id AND k.descendant_id = found.descendant_id)';
      const found =
        depth === 0
          ? 'SELECT o.id AS ancestor_id, o.id AS descendant_id, o.created_at AS from_at FROM organizations o'
          : `SELECT c.ancestor_id, o.id AS descendant_id, CASE WHEN c.from_at > o.created_at THEN c.from_at ELSE o.created_at END AS from_at
             FROM organizations o JOIN organization_closure c ON c.descendant_id = o.parent_id
               AND c.depth = ${depth - 1} AND c.until_at IS NULL`;
      return `INSERT INTO organization_closure (ancestor_id, descendant_id, from_at, depth, until_at)
        SELECT ancestor_id, descendant_id, from_at, ${depth}, NULL FROM (${found}) AS found WHERE ${missing}`;
    },
    down: () => `DELETE FROM organization_closure WHERE depth = ${depth}`,
  });

export const unitTreeMigrations = [
  createTable(
    AT,
    'organization_closure',
    (t) => `
    ancestor_id ${t.id} NOT NULL,
    descendant_id ${t.id} NOT NULL,
    from_at ${t.time} NOT NULL,
    depth ${t.integer} NOT NULL,
    until_at ${t.time},
    PRIMARY KEY (ancestor_id, descendant_id, from_at),
    FOREIGN KEY (ancestor_id) REFERENCES organizations (id),
    FOREIGN KEY (descendant_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(AT + 1, 'organization_closure', 'organizations_above', 'descendant_id, until_at, ancestor_id'),
  ...Array.from({ length: TREE_LEVELS }, (_, depth) => fillLevel(depth)),
];
