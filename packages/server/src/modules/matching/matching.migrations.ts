import { addColumn, createIndex, createTable } from '../../db/ddl.js';

const at = (step: number): number => 1_760_000_000_000 + step * 1_000;

export const matchingMigrations = [
  createTable(
    at(420),
    'match_funds',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    organization_id ${t.id} NOT NULL,
    title ${t.text(100)} NOT NULL,
    payment ${t.text(20)} NOT NULL,
    factor ${t.integer} NOT NULL CHECK (factor > 0),
    per_gift_fen ${t.integer} NULL CHECK (per_gift_fen > 0),
    per_donor_fen ${t.integer} NULL CHECK (per_donor_fen > 0),
    per_project_fen ${t.integer} NULL CHECK (per_project_fen > 0),
    per_day_fen ${t.integer} NULL CHECK (per_day_fen > 0),
    opens_at ${t.time} NOT NULL,
    closes_at ${t.time} NOT NULL,
    scope ${t.text(10)} NOT NULL,
    category ${t.text(50)} NULL,
    place ${t.integer} NOT NULL,
    state ${t.text(10)} NOT NULL,
    remark_code ${t.text(20)} NOT NULL UNIQUE,
    paid_in_fen ${t.integer} NOT NULL CHECK (paid_in_fen >= 0),
    given_fen ${t.integer} NOT NULL CHECK (given_fen >= 0),
    day ${t.text(10)} NULL,
    day_fen ${t.integer} NOT NULL,
    founded_by_id ${t.id} NOT NULL,
    founded_at ${t.time} NOT NULL,
    decided_by_id ${t.id} NULL,
    decided_at ${t.time} NULL,
    ended_at ${t.time} NULL,
    ended_by_id ${t.id} NULL,
    reason ${t.text(500)} NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    CHECK (given_fen <= paid_in_fen),
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(at(421), 'match_funds', 'match_funds_by_state', 'state, id'),
  createIndex(at(422), 'match_funds', 'match_funds_by_sponsor', 'organization_id, id'),
  createTable(
    at(423),
    'match_fund_projects',
    (t) => `
    fund_id ${t.id} NOT NULL,
    project_id ${t.id} NOT NULL,
    PRIMARY KEY (fund_id, project_id),
    FOREIGN KEY (fund_id) REFERENCES match_funds (id),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createTable(
    at(424),
    'gift_matches',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    pledge_id ${t.id} NOT NULL,
    fund_id ${t.id} NOT NULL,
    project_id ${t.id} NOT NULL,
    donor_id ${t.id} NOT NULL,
    given_fen ${t.integer} NOT NULL CHECK (given_fen > 0),
    returned_fen ${t.integer} NOT NULL CHECK (returned_fen >= 0),
    cut ${t.text(12)} NULL,
    matched_on ${t.text(10)} NOT NULL,
    created_at ${t.time} NOT NULL,
    CHECK (returned_fen <= given_fen),
    FOREIGN KEY (pledge_id) REFERENCES pledges (id),
    FOREIGN KEY (fund_id) REFERENCES match_funds (id)
  `,
  ),
  createIndex(at(425), 'gift_matches', 'gift_matches_by_gift', 'pledge_id'),
  createIndex(at(426), 'gift_matches', 'gift_matches_by_fund', 'fund_id, id'),
  createTable(
    at(427),
    'match_uses',
    (t) => `
    fund_id ${t.id} NOT NULL,
    subject_id ${t.id} NOT NULL,
    used_fen ${t.integer} NOT NULL,
    PRIMARY KEY (fund_id, subject_id)
  `,
  ),
  createTable(
    at(428),
    'match_payments',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    fund_id ${t.id} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    bank_reference ${t.text(64)} NOT NULL,
    reference_key ${t.text(200)} NOT NULL UNIQUE,
    confirmed_by_id ${t.id} NOT NULL,
    created_at ${t.time} NOT NULL,
    FOREIGN KEY (fund_id) REFERENCES match_funds (id)
  `,
  ),
  createIndex(at(429), 'match_payments', 'match_payments_by_fund', 'fund_id, id'),
  createIndex(at(430), 'match_payments', 'match_payments_by_bank_reference', 'bank_reference'),
  addColumn(at(431), 'match_funds', 'search_text', (t) => `${t.longText} NULL`),
  addColumn(at(432), 'match_funds', 'returned_fen', (t) => `${t.integer} NOT NULL DEFAULT 0`),
  createTable(
    at(433),
    'match_returns',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    fund_id ${t.id} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    reason ${t.text(500)} NOT NULL,
    bank_reference ${t.text(64)} NULL,
    prepared_at ${t.time} NOT NULL,
    returned_at ${t.time} NULL,
    withdrawn_at ${t.time} NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    CHECK (returned_at IS NULL OR withdrawn_at IS NULL),
    FOREIGN KEY (fund_id) REFERENCES match_funds (id)
  `,
  ),
  createIndex(at(434), 'match_returns', 'match_returns_by_fund', 'fund_id, id'),
  createIndex(at(435), 'match_returns', 'match_returns_by_bank_reference', 'bank_reference'),
];
