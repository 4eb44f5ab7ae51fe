import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_461_000;

export const unitChangeMigrations = [
  createTable(
    AT,
    'unit_changes',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    kind ${t.text(20)} NOT NULL,
    organization_id ${t.id} NOT NULL,
    into_id ${t.id} NULL,
    state ${t.text(20)} NOT NULL,
    asked_by_id ${t.id} NOT NULL,
    asked_at ${t.time} NOT NULL,
    reason ${t.text(500)} NOT NULL,
    consented_by_id ${t.id} NULL,
    consented_at ${t.time} NULL,
    decided_by_id ${t.id} NULL,
    decided_at ${t.time} NULL,
    decision_reason ${t.text(500)} NULL,
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
    FOREIGN KEY (into_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(AT + 1, 'unit_changes', 'unit_changes_of_unit', 'organization_id, state, id'),
  createIndex(AT + 2, 'unit_changes', 'unit_changes_into_unit', 'into_id, state, id'),
  createTable(
    AT + 1_000,
    'unit_change_parts',
    (t) => `
    change_id ${t.id} NOT NULL,
    position ${t.integer} NOT NULL,
    name ${t.text(80)} NOT NULL,
    kind ${t.text(20)} NOT NULL,
    owner_id ${t.id} NOT NULL,
    organization_id ${t.id} NULL,
    PRIMARY KEY (change_id, position),
    FOREIGN KEY (change_id) REFERENCES unit_changes (id),
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(AT + 1_001, 'unit_change_parts', 'unit_change_parts_by_unit', 'organization_id, change_id'),
  createTable(
    AT + 1_002,
    'unit_change_members',
    (t) => `
    change_id ${t.id} NOT NULL,
    user_id ${t.id} NOT NULL,
    position ${t.integer} NOT NULL,
    PRIMARY KEY (change_id, user_id),
    FOREIGN KEY (change_id) REFERENCES unit_changes (id)
  `,
  ),
  createTable(
    AT + 1_003,
    'unit_change_children',
    (t) => `
    change_id ${t.id} NOT NULL,
    organization_id ${t.id} NOT NULL,
    position ${t.integer} NOT NULL,
    PRIMARY KEY (change_id, organization_id),
    FOREIGN KEY (change_id) REFERENCES unit_changes (id),
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(AT + 3, 'unit_changes', 'unit_changes_by_state', 'state, consented_at, id'),
];
