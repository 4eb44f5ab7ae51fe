import type { Check } from '../../db/check.js';
import { TREE_LEVELS } from './organizations.rules.js';

/** A moment after all others, for intervals that have not ended. */
const NEVER = "'9999-12-31 00:00:00.000'";
const endOf = (row: string): string => `COALESCE(${row}.until_at, ${NEVER})`;
const laterOf = (a: string, b: string): string => `CASE WHEN ${a} > ${b} THEN ${a} ELSE ${b} END`;
const earlierOf = (a: string, b: string): string => `CASE WHEN ${a} < ${b} THEN ${a} ELSE ${b} END`;

/** That the recorded tree of units is the tree of their parents, now and at every earlier moment. */
export const unitTreeChecks: readonly Check[] = [
  {
    name: 'the tree of units has every unit, below its parent and below nothing else',
    sql: `SELECT o.id, o.parent_id, own.depth FROM organizations o
          LEFT JOIN organization_closure own ON own.ancestor_id = o.id AND own.descendant_id = o.id
            AND own.until_at IS NULL
          LEFT JOIN organization_closure up ON up.descendant_id = o.id AND up.depth = 1 AND up.until_at IS NULL
          WHERE own.depth IS NULL OR own.depth <> 0 OR COALESCE(up.ancestor_id, '') <> COALESCE(o.parent_id, '')`,
  },
  {
    name: 'a unit is above another exactly while it is above the parent of the other',
    sql: `SELECT p.ancestor_id AS parent_id, p.descendant_id, q.ancestor_id, q.depth FROM organization_closure p
          JOIN organization_closure q ON q.descendant_id = p.ancestor_id AND q.from_at < ${endOf('p')}
            AND p.from_at < ${endOf('q')}
          LEFT JOIN organization_closure r ON r.ancestor_id = q.ancestor_id AND r.descendant_id = p.descendant_id
            AND r.depth = q.depth + 1
            AND r.from_at = ${laterOf('p.from_at', 'q.from_at')}
            AND ${endOf('r')} = ${earlierOf(endOf('p'), endOf('q'))}
          WHERE p.depth = 1 AND r.depth IS NULL
          UNION ALL
          SELECT r.ancestor_id, r.descendant_id, r.ancestor_id, r.depth FROM organization_closure r WHERE r.depth > 0
            AND NOT EXISTS (
            SELECT 1 FROM organization_closure p JOIN organization_closure q ON q.descendant_id = p.ancestor_id
            WHERE p.descendant_id = r.descendant_id AND p.depth = 1 AND q.ancestor_id = r.ancestor_id
              AND q.depth = r.depth - 1
              AND p.from_at <= r.from_at AND q.from_at <= r.from_at AND ${endOf('p')} >= ${endOf('r')}
              AND ${endOf('q')} >= ${endOf('r')})`,
  },
  {
    name: 'a unit has one parent at a time, never itself, and its tree has at most eight levels',
    sql: `SELECT a.descendant_id, a.ancestor_id, a.from_at, a.until_at FROM organization_closure a
          JOIN organization_closure b ON b.descendant_id = a.descendant_id AND b.depth = a.depth
            AND (b.ancestor_id <> a.ancestor_id OR b.from_at <> a.from_at)
            AND b.from_at < ${endOf('a')} AND a.from_at < ${endOf('b')}
          UNION ALL
          SELECT descendant_id, ancestor_id, from_at, until_at FROM organization_closure
          WHERE (depth = 0) <> (ancestor_id = descendant_id) OR depth < 0 OR depth >= ${TREE_LEVELS}
            OR until_at <= from_at OR (depth = 0 AND until_at IS NOT NULL)`,
  },
];
