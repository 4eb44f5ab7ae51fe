import type { Check } from '../../db/check.js';

export const worksChecks: readonly Check[] = [
  {
    name: 'a work has an end exactly when it does not run, a reason exactly when it failed, and no more done than there is',
    sql: `SELECT id, kind, state, done, total, failure_key, finished_at FROM works
          WHERE (state = 'RUNNING') <> (finished_at IS NULL) OR (state = 'FAILED') <> (failure_key IS NOT NULL)
            OR done > total OR done < 0`,
  },
  {
    name: 'a work that is done and made a file has all of it until it is removed',
    sql: `SELECT r.work_id, w.state, r.bytes, r.removed_at,
            (SELECT COALESCE(SUM(LENGTH(p.content)), 0) FROM work_result_parts p WHERE p.work_id = r.work_id) AS stored
          FROM work_results r JOIN works w ON w.id = r.work_id
          WHERE w.state <> 'DONE' OR (SELECT COALESCE(SUM(LENGTH(p.content)), 0) FROM work_result_parts p
          WHERE p.work_id = r.work_id)
            <> CASE WHEN r.removed_at IS NULL THEN r.bytes ELSE 0 END`,
  },
  {
    name: 'parts of files belong to works that run or are done',
    sql: `SELECT DISTINCT w.id, w.state FROM works w JOIN work_result_parts p ON p.work_id = w.id
          WHERE w.state NOT IN ('RUNNING', 'DONE')`,
  },
];
