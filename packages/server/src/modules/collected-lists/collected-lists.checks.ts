import type { Check } from '../../db/check.js';

/** The invariants of collected lists, as SQL that trusts no service. */
export const collectedListChecks: readonly Check[] = [
  {
    name: 'a collected list counts its rows and their money',
    sql: `SELECT * FROM (
            SELECT l.id, l.gift_count, l.fault_count, l.left_out_count, l.amount_fen,
              (SELECT COUNT(*) FROM collected_list_rows r WHERE r.list_id = l.id AND r.left_out IS NULL) AS gifts,
              (SELECT COUNT(*) FROM collected_list_rows r WHERE r.list_id = l.id AND r.faults_json IS NOT NULL) AS faulty,
              (SELECT COUNT(*) FROM collected_list_rows r WHERE r.list_id = l.id AND r.left_out IS NOT NULL) AS left_out,
              (SELECT COALESCE(SUM(r.amount_fen), 0) FROM collected_list_rows r WHERE r.list_id = l.id AND r.left_out IS NULL) AS fen
            FROM collected_lists l WHERE l.state <> 'DISCARDED') AS compared
          WHERE gift_count <> gifts OR fault_count <> faulty OR left_out_count <> left_out OR amount_fen <> fen`,
  },
  {
    name: 'every row of a committed list is one gift of its unit to its project, and rows of other lists are none',
    sql: `SELECT * FROM (
            SELECT l.id, l.state, l.gift_count,
              (SELECT COUNT(*) FROM pledges p WHERE p.donor_scope = l.id) AS gifts,
              (SELECT COUNT(*) FROM pledges p WHERE p.donor_scope = l.id AND p.project_id = l.project_id
                AND p.on_behalf_of_id = l.organization_id AND p.remark_code LIKE CONCAT(l.remark_code, '%')) AS own,
              (SELECT COUNT(*) FROM pledges p WHERE p.donor_scope = l.id AND p.status = 'PAID') AS paid
            FROM collected_lists l) AS compared
          WHERE (state IN ('DRAFT', 'COMMITTING', 'DISCARDED') AND gifts <> 0) OR (state IN ('COMMITTED', 'WITHDRAWN') AND (gifts <> gift_count OR own <> gifts))
             OR (state = 'WITHDRAWN' AND paid <> 0)`,
  },
  {
    name: 'a committed list says for which project, by whom and under which code, and has no fault',
    sql: `SELECT id FROM collected_lists
          WHERE (state IN ('COMMITTED', 'WITHDRAWN')) <> (committed_at IS NOT NULL) OR (committed_at IS NULL) <> (committed_by_id IS NULL)
             OR (committed_at IS NULL) <> (project_id IS NULL) OR (committed_at IS NULL) <> (remark_code IS NULL)
             OR (committed_at IS NOT NULL AND fault_count <> 0)`,
  },
  {
    name: 'a list that has ended frees its content, and no other does',
    sql: `SELECT id FROM collected_lists
          WHERE (state IN ('WITHDRAWN', 'DISCARDED')) <> (live_digest IS NULL) OR (ended_at IS NULL) <> (live_digest IS NOT NULL)`,
  },
];
