import { createIndex, createTable } from '../ddl.js';

export const identityMigrations = [
  createTable(1_760_000_000_001, 'users', (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    name ${t.text(50)} NOT NULL,
    created_at ${t.time} NOT NULL
  `),
  createTable(1_760_000_000_002, 'credentials', (t) => `
    user_id ${t.id} NOT NULL PRIMARY KEY,
    email ${t.text(254)} NOT NULL UNIQUE,
    password_hash ${t.text(200)} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `),
  createTable(1_760_000_000_003, 'platform_role_grants', (t) => `
    user_id ${t.id} NOT NULL,
    role ${t.text(20)} NOT NULL,
    PRIMARY KEY (user_id, role),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `),
  createTable(1_760_000_000_004, 'sessions', (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    token_hash ${t.text(64)} NOT NULL UNIQUE,
    created_at ${t.time} NOT NULL,
    last_seen_at ${t.time} NOT NULL,
    expires_at ${t.time} NOT NULL,
    device ${t.text(300)} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `),
  createIndex(1_760_000_000_005, 'sessions', 'sessions_by_user', 'user_id, last_seen_at'),
  createTable(1_760_000_000_006, 'sign_in_attempts', (t) => `
    attempt_key ${t.text(120)} NOT NULL PRIMARY KEY,
    attempts ${t.integer} NOT NULL,
    window_ends_at ${t.time} NOT NULL
  `),
];
