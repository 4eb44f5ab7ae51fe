import type { Check } from '../../db/check.js';

/** The invariants of campaigns, as SQL that trusts no service. */
export const campaignChecks: readonly Check[] = [
  {
    name: 'a campaign opens before it closes',
    sql: 'SELECT id FROM campaigns WHERE opens_at >= closes_at',
  },
  {
    name: 'a published campaign says who published it, and was not returned',
    sql: `SELECT id FROM campaigns
          WHERE (published_at IS NULL) <> (published_by_id IS NULL) OR (published_at IS NOT NULL AND returned_at IS NOT NULL)`,
  },
  {
    name: 'a campaign that was returned or ended says why',
    sql: `SELECT id FROM campaigns
          WHERE (returned_at IS NULL) <> (return_reason IS NULL) OR (ended_at IS NULL) <> (end_reason IS NULL)
             OR (ended_at IS NOT NULL AND (published_at IS NULL OR ended_at < published_at OR ended_at >= closes_at))`,
  },
  {
    name: 'every campaign calls for projects, counted from 1, and for each one once',
    sql: `SELECT c.id FROM campaigns c
          WHERE (SELECT COUNT(*) FROM campaign_projects p WHERE p.campaign_id = c.id) = 0
             OR (SELECT COUNT(*) FROM campaign_projects p WHERE p.campaign_id = c.id)
                <> (SELECT MAX(p.position) FROM campaign_projects p WHERE p.campaign_id = c.id)
             OR (SELECT COUNT(*) FROM campaign_projects p WHERE p.campaign_id = c.id)
                <> (SELECT COUNT(DISTINCT p.project_id) FROM campaign_projects p WHERE p.campaign_id = c.id)`,
  },
  {
    name: 'a published campaign calls only for public projects',
    sql: `SELECT c.id, p.project_id FROM campaigns c JOIN campaign_projects p ON p.campaign_id = c.id
          JOIN projects q ON q.id = p.project_id
          WHERE c.published_at IS NOT NULL AND q.is_public = 0`,
  },
];
