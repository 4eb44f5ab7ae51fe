import type { Check } from '../../db/check.js';

/**
 * SQL for the change of one of the fund's accounts up to the report's publication. The comparison includes or excludes
 * entries of the same millisecond.
 */
const moved = (part: string, sign: 1 | -1, until: '<=' | '<'): string =>
  `(SELECT COALESCE(SUM(p.amount_fen), 0) * ${sign} FROM postings p JOIN journal_entries e ON e.id = p.entry_id
    WHERE p.account_code = CONCAT('fund:', r.project_id, ':${part}') AND e.posted_at ${until} r.published_at)`;

const differs = (column: string, part: string, sign: 1 | -1): string =>
  `(r.${column} <> ${moved(part, sign, '<=')} AND r.${column} <> ${moved(part, sign, '<')})`;

export const disclosureChecks: readonly Check[] = [
  {
    name: 'the money that a report froze is what the ledger says of that moment',
    sql: `SELECT r.id, r.project_id, r.received_fen, r.released_fen, r.refunded_fen FROM disclosure_reports r
          WHERE ${differs('received_fen', 'received', -1)} OR ${differs('released_fen', 'released', 1)}
            OR ${differs('refunded_fen', 'refunded', 1)}`,
  },
  {
    name: 'reports were published while their project owed them: after funding opened, the last one after the end',
    sql: `SELECT r.id, r.kind, r.published_at FROM disclosure_reports r
          WHERE NOT EXISTS (SELECT 1 FROM project_events e WHERE e.project_id = r.project_id
            AND e.happened_at <= r.published_at
            AND ((r.kind = 'PROGRESS' AND e.to_status = 'FUNDRAISING')
            OR (r.kind = 'FINAL' AND e.to_status IN ('COMPLETED', 'CANCELLED'))))`,
  },
  {
    name: 'the reports of a project are numbered without gaps, and there is one last one at most',
    sql: `SELECT project_id, kind, COUNT(*) AS reports, MAX(number) AS last_number FROM disclosure_reports
          GROUP BY project_id, kind HAVING COUNT(*) <> MAX(number) OR (kind = 'FINAL' AND MAX(number) > 1)`,
  },
  {
    name: 'corrections are published after their report, by the organisation of its project',
    sql: `SELECT c.id FROM disclosure_corrections c JOIN disclosure_reports r ON r.id = c.report_id
      JOIN projects p ON p.id = r.project_id
          WHERE c.published_at < r.published_at OR c.organization_id <> p.organization_id`,
  },
];
