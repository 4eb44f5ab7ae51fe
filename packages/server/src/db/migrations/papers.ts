import { sqlShanghaiDay, type ColumnTypes, type Dialect } from '../columns.js';
import { addColumn, createIndex, createTable, migration } from '../ddl.js';

const AT = 1_760_000_023_000;

const day = (t: ColumnTypes): string => `${t.text(10)} NULL`;
const unitName = (t: ColumnTypes): string => `${t.text(80)} NULL`;

/** Returns the SQL for the name under which the public knew a unit when this migration ran; see `publicNameOf`. */
const publicName = (unitId: string): string =>
  `(SELECT CASE WHEN o.verification = 'VERIFIED' THEN o.name ELSE COALESCE(o.verified_name, o.name) END
    FROM organizations o WHERE o.id = ${unitId})`;

const ofPledge = (column: string): string => `(SELECT p.${column} FROM pledges p WHERE p.id = receipts.pledge_id)`;

/** Fills a new column or table from rows that existed before it. */
const fill = (at: number, name: string, up: (dialect: Dialect) => string) =>
  migration({ at, name, up: (_, dialect) => up(dialect), down: () => 'SELECT 1' });

/** Adds the day of the deed beside the moment of the click, and the names that papers carry. */
export const paperMigrations = [
  // Null when an entry was posted on its day of the deed. Older entries have no other day.
  addColumn(AT + 1, 'journal_entries', 'deed_day', day),
  createIndex(AT + 2, 'journal_entries', 'journal_entries_by_deed_day', 'deed_day'),
  createTable(
    AT + 3,
    'ledger_days',
    (t) => `
    account_code ${t.text(100)} NOT NULL,
    day ${t.text(10)} NOT NULL,
    change_fen ${t.integer} NOT NULL,
    PRIMARY KEY (account_code, day)
  `,
  ),
  fill(
    AT + 4,
    'Fill_ledger_days_',
    (dialect) => `
    INSERT ${dialect === 'mysql' ? 'IGNORE' : 'OR IGNORE'} INTO ledger_days (account_code, day, change_fen)
    SELECT p.account_code, ${sqlShanghaiDay(dialect, 'e.posted_at')}, SUM(p.amount_fen) FROM postings p
    JOIN journal_entries e ON e.id = p.entry_id
    GROUP BY p.account_code, ${sqlShanghaiDay(dialect, 'e.posted_at')}`,
  ),
  addColumn(AT + 5, 'pledges', 'on_behalf_of_name', unitName),
  addColumn(AT + 6, 'receipts', 'paid_on', day),
  addColumn(AT + 7, 'receipts', 'on_behalf_of_name', unitName),
  addColumn(AT + 8, 'receipts', 'implementer_name', unitName),
  fill(
    AT + 9,
    'Fill_pledges_on_behalf_of_name_',
    () => `
    UPDATE pledges SET on_behalf_of_name = ${publicName('pledges.on_behalf_of_id')}
    WHERE on_behalf_of_name IS NULL AND on_behalf_of_id IS NOT NULL AND status IN ('PAID', 'REFUNDED')`,
  ),
  // A receipt that replaced another one has the same day as that one, because its gift arrived before it was issued.
  fill(
    AT + 10,
    'Fill_receipts_paid_on_',
    (dialect) => `
    UPDATE receipts SET paid_on = ${sqlShanghaiDay(dialect, `CASE WHEN ${ofPledge('paid_at')} < issued_at THEN ${ofPledge('paid_at')} ELSE issued_at END`)} WHERE paid_on IS NULL`,
  ),
  fill(
    AT + 11,
    'Fill_receipts_on_behalf_of_name_',
    () => `
    UPDATE receipts SET on_behalf_of_name = ${publicName(ofPledge('on_behalf_of_id'))} WHERE on_behalf_of_name IS NULL`,
  ),
  fill(
    AT + 12,
    'Fill_receipts_implementer_name_',
    () => `
    UPDATE receipts SET implementer_name = ${publicName(`(SELECT q.organization_id FROM pledges p
      JOIN projects q ON q.id = p.project_id WHERE p.id = receipts.pledge_id)`)}
    WHERE implementer_name IS NULL`,
  ),
  // A sponsor wall shows each unit under the name in its newest gift.
  addColumn(AT + 13, 'project_sponsors', 'organization_name', unitName),
  fill(
    AT + 14,
    'Fill_project_sponsors_organization_name_',
    () => `
    UPDATE project_sponsors SET organization_name = ${publicName('project_sponsors.organization_id')}
      WHERE organization_name IS NULL`,
  ),
  // Former names of units. A search finds gifts by the name on their papers, too.
  createTable(
    AT + 15,
    'former_names',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    organization_id ${t.id} NOT NULL,
    name ${t.text(80)} NOT NULL,
    search_text ${t.longText} NOT NULL,
    ended_at ${t.time} NOT NULL,
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
  `,
  ),
];
