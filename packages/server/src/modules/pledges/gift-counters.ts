import { sqlShanghaiDay, type Dialect } from '../../db/columns.js';
import { defineCounter } from '../../db/counters.js';
import { projectCounters } from '../projects/index.js';

export const projectDays = defineCounter({
  table: 'project_days',
  key: ['project_id', 'day'],
  columns: ['raised_fen', 'pledge_count'],
});

/** What each unit gave to a project, for the project's wall of sponsors. */
export const projectSponsors = defineCounter({
  table: 'project_sponsors',
  key: ['project_id', 'organization_id'],
  columns: ['amount_fen', 'pledge_count'],
});

/** The last number of each year's receipts. Numbers have no gaps, so it is also how many were issued. */
export const receiptSeries = defineCounter({
  table: 'receipt_series',
  key: ['series_year'],
  columns: ['last_number'],
});

const dayOfEntry = (dialect: Dialect): string => `COALESCE(e.deed_day, ${sqlShanghaiDay(dialect, 'e.posted_at')})`;
const ofProject = { project_id: 'project_id' };

export const giftCounterChecks = [
  receiptSeries.check('receipt numbers have no gaps', [
    { rows: 'receipts r', key: { series_year: 'CAST(SUBSTR(r.number, 4, 4) AS SIGNED)' }, adds: { last_number: '1' } },
  ]),
  projectCounters.check('every counter of a project equals its pledges', [
    {
      rows: "pledges WHERE status = 'PAID'",
      key: ofProject,
      adds: { raised_fen: 'amount_fen + matched_fen - refunded_fen', matched_fen: 'matched_fen', pledge_count: '1' },
    },
    {
      rows: "pledges WHERE status = 'PENDING'",
      key: ofProject,
      adds: {
        pending_fen: 'amount_fen',
        held_fen: 'held_fen',
        held_by_strangers_fen: "CASE WHEN promised_by IN ('GUEST', 'NEW_ACCOUNT') THEN held_fen ELSE 0 END",
      },
    },
    {
      rows: "(SELECT DISTINCT project_id, donor_id FROM pledges WHERE status = 'PAID') AS backers",
      key: ofProject,
      adds: { backer_count: '1' },
    },
  ]),
  // Every fen counts on its day, so that the chart of a project, its books and the bank's statement have the same days.
  projectDays.check('the days of a project equal the days of its fund in the ledger', [
    {
      rows: "ledger_accounts a JOIN ledger_days d ON d.account_code = a.code WHERE a.kind = 'fund' AND a.part IN ('received', 'refunded')",
      key: { project_id: 'a.owner_id', day: 'd.day' },
      adds: { raised_fen: '0 - d.change_fen' },
    },
    {
      rows: (
        dialect,
      ) => `(SELECT a.owner_id, e.kind, ${dayOfEntry(dialect)} AS day FROM journal_entries e JOIN postings p ON p.entry_id = e.id JOIN ledger_accounts a ON a.code = p.account_code
        WHERE a.kind = 'fund' AND e.kind IN ('GIFT_RECEIVED', 'CONFIRMATION_REVERSED')) AS confirmed`,
      key: { project_id: 'owner_id', day: 'day' },
      adds: { pledge_count: "CASE kind WHEN 'GIFT_RECEIVED' THEN 1 ELSE -1 END" },
    },
    {
      rows: (dialect) =>
        `(SELECT g.project_id, ${dayOfEntry(dialect)} AS day FROM pledges g JOIN journal_entries e ON e.source_key = CONCAT('pledge:', g.id, ':refunded') WHERE g.status = 'REFUNDED') AS refunded`,
      key: { project_id: 'project_id', day: 'day' },
      adds: { pledge_count: '-1' },
    },
  ]),
  projectSponsors.check(
    "every row of a sponsor wall equals the unit's paid pledges, and every unit with one has its row",
    [
      {
        rows: "pledges WHERE status = 'PAID' AND on_behalf_of_id IS NOT NULL",
        key: { project_id: 'project_id', organization_id: 'on_behalf_of_id' },
        adds: { amount_fen: 'amount_fen - refunded_fen', pledge_count: '1' },
      },
    ],
  ),
];
