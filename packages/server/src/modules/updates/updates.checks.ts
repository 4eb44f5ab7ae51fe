import type { Check } from '../../db/check.js';
import { newsCounts } from './updates.counts.js';

export const updateChecks: readonly Check[] = [
  newsCounts.check('the counts of updates and followers of a project equal their rows', [
    {
      rows: "project_updates u WHERE u.kind = 'NEWS' AND u.published_at IS NOT NULL AND u.taken_down_at IS NULL",
      key: { project_id: 'u.project_id' },
      adds: { updates: '1' },
    },
    { rows: 'project_follows f', key: { project_id: 'f.project_id' }, adds: { followers: '1' } },
  ]),
  {
    name: 'a published update shows its last version, and a draft has none',
    sql: `SELECT u.id, u.number, v.title FROM project_updates u
          LEFT JOIN update_versions v ON v.update_id = u.id AND v.number = u.number
          WHERE (u.published_at IS NULL) <> (u.number = 0)
             OR (u.number > 0 AND (v.update_id IS NULL OR v.title <> u.title OR v.text <> u.text))`,
  },
  {
    name: 'the versions of an update are numbered without gaps, and the last one is the one that is shown',
    sql: `SELECT u.id, u.number, COUNT(v.number) AS versions FROM project_updates u
          LEFT JOIN update_versions v ON v.update_id = u.id
          GROUP BY u.id, u.number HAVING COUNT(v.number) <> u.number OR COALESCE(MAX(v.number), 0) <> u.number`,
  },
  {
    name: 'an update that was taken down keeps no text and no photo, and has its tombstone',
    sql: `SELECT u.id FROM project_updates u WHERE u.taken_down_at IS NOT NULL AND (u.title <> '' OR u.text <> ''
            OR EXISTS (SELECT 1 FROM update_photos p WHERE p.update_id = u.id)
            OR NOT EXISTS (SELECT 1 FROM takedowns t WHERE t.subject_id = u.id AND t.what = 'UPDATE'))`,
  },
  {
    name: 'the photos of updates were uploaded for the project of the update and are in use',
    sql: `SELECT p.update_id, p.file_id FROM update_photos p JOIN project_updates u ON u.id = p.update_id
          JOIN stored_files f ON f.id = p.file_id
          WHERE f.purpose <> 'update' OR f.subject_id <> u.project_id OR f.used_at IS NULL`,
  },
  {
    name: 'thanks for a stage belong to the project of the stage, and news belong to no stage',
    sql: `SELECT u.id FROM project_updates u LEFT JOIN milestones m ON m.id = u.milestone_id
          WHERE (u.milestone_id IS NOT NULL AND (u.kind <> 'THANKS' OR m.project_id <> u.project_id))`,
  },
];
