import type { Check } from '../../db/check.js';
import { sqlShanghaiDay, sqlShanghaiHour, type Dialect } from '../../db/columns.js';
import {
  campaignCounters,
  campaignDonors,
  campaignHours,
  campaignSums,
  NO_PLACE,
  type SumKind,
} from './campaign-sums.js';

/** SQL: gifts to campaigns that are paid now. */
const PAID = "pledges g WHERE g.status = 'PAID' AND g.campaign_id IS NOT NULL";
/** SQL: the same gifts, each with the unit and all units above it at the moment at which the gift was made. */
const PAID_ABOVE = `pledges g JOIN organization_closure a ON a.descendant_id = g.on_behalf_of_id
  AND a.from_at <= g.created_at AND (a.until_at IS NULL OR a.until_at > g.created_at)
  WHERE g.status = 'PAID' AND g.campaign_id IS NOT NULL`;
/** SQL: since when the unit of a gift had had its place in the tree when the gift was made. */
const PLACED_AT = `COALESCE((SELECT MAX(CASE WHEN a.until_at <= g.created_at THEN a.until_at ELSE a.from_at END)
  FROM organization_closure a WHERE a.descendant_id = g.on_behalf_of_id AND a.from_at <= g.created_at), '${NO_PLACE}')`;

/** What a part of a campaign counts: the money and number of its gifts, and each of their donors once. */
const countedAs = (kind: SumKind, from: string, subject: (dialect: Dialect) => string) => {
  const key = { campaign_id: 'campaign_id', kind: `'${kind}'`, subject_id: 'subject_id' };
  return [
    {
      rows: (dialect: Dialect) =>
        `(SELECT g.campaign_id, ${subject(dialect)} AS subject_id, g.amount_fen - g.refunded_fen AS given_fen,
          g.matched_fen FROM ${from}) AS gifts`,
      key,
      adds: { given_fen: 'given_fen', matched_fen: 'matched_fen', gift_count: '1' },
    },
    {
      rows: (dialect: Dialect) =>
        `(SELECT DISTINCT g.campaign_id, ${subject(dialect)} AS subject_id, g.donor_id FROM ${from}) AS donors`,
      key,
      adds: { donor_count: '1' },
    },
  ];
};

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
  {
    name: 'a gift to a campaign was made while it was open, to a project for which it calls',
    sql: `SELECT g.id FROM pledges g JOIN campaigns c ON c.id = g.campaign_id
          WHERE c.published_at IS NULL OR g.created_at < c.opens_at OR g.created_at >= c.closes_at
             OR (c.ended_at IS NOT NULL AND g.created_at > c.ended_at)
             OR NOT EXISTS (SELECT 1 FROM campaign_projects p
               WHERE p.campaign_id = c.id AND p.project_id = g.project_id)`,
  },
  {
    name: 'a gift has the category of its donor exactly where it counts for a campaign',
    sql: 'SELECT id FROM pledges WHERE (campaign_id IS NULL) <> (donor_category IS NULL)',
  },
  {
    name: 'every campaign has its counters',
    sql: `SELECT c.id FROM campaigns c
          WHERE NOT EXISTS (SELECT 1 FROM campaign_counters k WHERE k.campaign_id = c.id)`,
  },
  campaignCounters.check('the figures of every campaign equal its gifts', [
    {
      rows: PAID,
      key: { campaign_id: 'g.campaign_id' },
      adds: { given_fen: 'g.amount_fen - g.refunded_fen', matched_fen: 'g.matched_fen', gift_count: '1' },
    },
    {
      rows: `(SELECT DISTINCT g.campaign_id, g.donor_id FROM ${PAID}) AS donors`,
      key: { campaign_id: 'campaign_id' },
      adds: { donor_count: '1' },
    },
  ]),
  campaignSums.check('the figures of units, projects, categories and days equal the gifts of their campaign', [
    ...countedAs('UNIT', PAID_ABOVE, () => 'a.ancestor_id'),
    ...countedAs('GIVER', `${PAID} AND g.on_behalf_of_id IS NOT NULL`, () => 'g.on_behalf_of_id'),
    ...countedAs('PROJECT', PAID, () => 'g.project_id'),
    ...countedAs('CATEGORY', PAID, () => 'g.donor_category'),
    ...countedAs('DAY', PAID, (dialect) => sqlShanghaiDay(dialect, 'g.created_at')),
  ]),
  campaignHours.check('the hours of a campaign equal its gifts', [
    {
      rows: (dialect) =>
        `(SELECT g.campaign_id, ${sqlShanghaiHour(dialect, 'g.created_at')} AS hour,
          g.amount_fen - g.refunded_fen AS given_fen, g.matched_fen FROM ${PAID}) AS gifts`,
      key: { campaign_id: 'campaign_id', hour: 'hour' },
      adds: { given_fen: 'given_fen', matched_fen: 'matched_fen', gift_count: '1' },
    },
  ]),
  campaignDonors.check('what is kept of the donors of a campaign equals their gifts', [
    {
      rows: (dialect) =>
        `(SELECT g.campaign_id, g.donor_id, g.project_id, g.donor_category, ${sqlShanghaiDay(dialect, 'g.created_at')} AS day,
          COALESCE(g.on_behalf_of_id, '') AS unit_id, ${PLACED_AT} AS placed_at FROM ${PAID}) AS gifts`,
      key: {
        campaign_id: 'campaign_id',
        donor_id: 'donor_id',
        project_id: 'project_id',
        donor_category: 'donor_category',
        day: 'day',
        unit_id: 'unit_id',
        placed_at: 'placed_at',
      },
      adds: { gift_count: '1' },
    },
  ]),
];
