import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_450_000;

export const collectedListMigrations = [
  createTable(
    AT,
    'collected_lists',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    organization_id ${t.id} NOT NULL,
    author_id ${t.id} NOT NULL,
    file_name ${t.text(200)} NOT NULL,
    live_digest ${t.text(64)} NULL,
    state ${t.text(20)} NOT NULL,
    sheet ${t.text(100)} NOT NULL,
    columns_json ${t.longText} NOT NULL,
    notices_json ${t.longText} NOT NULL,
    unit_fen ${t.integer} NOT NULL,
    gift_count ${t.integer} NOT NULL,
    fault_count ${t.integer} NOT NULL,
    left_out_count ${t.integer} NOT NULL,
    amount_fen ${t.integer} NOT NULL,
    version ${t.integer} NOT NULL,
    created_at ${t.time} NOT NULL,
    project_id ${t.id} NULL,
    remark_code ${t.text(20)} NULL UNIQUE,
    committed_at ${t.time} NULL,
    committed_by_id ${t.id} NULL,
    expires_at ${t.time} NULL,
    ended_at ${t.time} NULL,
    ended_by_id ${t.id} NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    UNIQUE (organization_id, live_digest),
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
    FOREIGN KEY (author_id) REFERENCES users (id),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createIndex(AT + 1_000, 'collected_lists', 'collected_lists_by_unit', 'organization_id, id'),
  createTable(
    AT + 2_000,
    'collected_list_rows',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    list_id ${t.id} NOT NULL,
    sheet_row ${t.integer} NOT NULL,
    name ${t.text(50)} NOT NULL,
    amount_fen ${t.integer} NULL,
    category ${t.text(20)} NULL,
    given_on ${t.text(10)} NULL,
    note ${t.text(200)} NULL,
    texts_json ${t.longText} NOT NULL,
    faults_json ${t.longText} NULL,
    left_out ${t.text(20)} NULL,
    FOREIGN KEY (list_id) REFERENCES collected_lists (id)
  `,
  ),
  createIndex(AT + 3_000, 'collected_list_rows', 'collected_list_rows_by_list', 'list_id, id'),
];
