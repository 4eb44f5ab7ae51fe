import { addColumn, copyColumn, createIndex, createTable, dropColumn } from '../../db/ddl.js';

export const identityMigrations = [
  createTable(
    1_760_000_000_001,
    'users',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    name ${t.text(50)} NOT NULL,
    created_at ${t.time} NOT NULL
  `,
  ),
  createTable(
    1_760_000_000_002,
    'credentials',
    (t) => `
    user_id ${t.id} NOT NULL PRIMARY KEY,
    email ${t.text(254)} NOT NULL UNIQUE,
    password_hash ${t.text(200)} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createTable(
    1_760_000_000_003,
    'platform_role_grants',
    (t) => `
    user_id ${t.id} NOT NULL,
    role ${t.text(20)} NOT NULL,
    PRIMARY KEY (user_id, role),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createTable(
    1_760_000_000_004,
    'sessions',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    token_hash ${t.text(64)} NOT NULL UNIQUE,
    created_at ${t.time} NOT NULL,
    last_seen_at ${t.time} NOT NULL,
    expires_at ${t.time} NOT NULL,
    device ${t.text(300)} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_000_005, 'sessions', 'sessions_by_user', 'user_id, last_seen_at'),
  createTable(
    1_760_000_000_006,
    'sign_in_attempts',
    (t) => `
    attempt_key ${t.text(120)} NOT NULL PRIMARY KEY,
    attempts ${t.integer} NOT NULL,
    window_ends_at ${t.time} NOT NULL
  `,
  ),
  addColumn(1_760_000_120_000, 'credentials', 'email_verified_at', (t) => `${t.time} NULL`),
  createTable(
    1_760_000_120_010,
    'account_letters',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    kind ${t.text(30)} NOT NULL,
    email ${t.text(254)} NOT NULL,
    user_id ${t.id} NULL,
    created_at ${t.time} NOT NULL,
    mail_due_at ${t.time} NULL,
    mail_attempts ${t.integer} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_120_020, 'account_letters', 'account_letters_due', 'mail_due_at'),
  createIndex(1_760_000_120_030, 'account_letters', 'account_letters_by_email', 'email, kind, created_at'),
  createTable(
    1_760_000_120_040,
    'email_links',
    (t) => `
    token_hash ${t.text(64)} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    kind ${t.text(30)} NOT NULL,
    email ${t.text(254)} NOT NULL,
    expires_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_120_050, 'email_links', 'email_links_by_user', 'user_id, kind'),
  createTable(
    1_760_000_122_000,
    'known_devices',
    (t) => `
    user_id ${t.id} NOT NULL,
    device_hash ${t.text(64)} NOT NULL,
    last_sign_in_at ${t.time} NOT NULL,
    PRIMARY KEY (user_id, device_hash),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createTable(
    1_760_000_123_000,
    'authenticators',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    name ${t.text(50)} NOT NULL,
    secret ${t.text(64)} NOT NULL,
    used_step ${t.integer} NOT NULL,
    created_at ${t.time} NOT NULL,
    confirmed_at ${t.time} NULL,
    last_used_at ${t.time} NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_123_010, 'authenticators', 'authenticators_by_user', 'user_id, confirmed_at'),
  createTable(
    1_760_000_123_020,
    'recovery_codes',
    (t) => `
    user_id ${t.id} NOT NULL,
    code_hash ${t.text(64)} NOT NULL,
    PRIMARY KEY (user_id, code_hash),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createTable(
    1_760_000_123_030,
    'sign_in_challenges',
    (t) => `
    token_hash ${t.text(64)} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    expires_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_123_040, 'sign_in_challenges', 'sign_in_challenges_by_user', 'user_id'),
  createIndex(1_760_000_124_000, 'sessions', 'sessions_by_end', 'expires_at'),
  addColumn(1_760_000_150_000, 'users', 'suspended_at', (t) => `${t.time} NULL`),
  createTable(
    1_760_000_150_020,
    'account_suspensions',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    suspended_at ${t.time} NOT NULL,
    suspended_by_id ${t.id} NOT NULL,
    reason ${t.text(500)} NOT NULL,
    restored_at ${t.time} NULL,
    restored_by_id ${t.id} NULL,
    restore_reason ${t.text(500)} NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_150_030, 'account_suspensions', 'account_suspensions_of', 'user_id, id'),
  createIndex(1_760_000_150_050, 'account_suspensions', 'account_suspensions_in_force', 'restored_at, user_id'),
  createTable(
    1_760_000_151_000,
    'address_changes',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    new_email ${t.text(254)} NOT NULL,
    created_at ${t.time} NOT NULL,
    expires_at ${t.time} NOT NULL,
    new_confirmed_at ${t.time} NULL,
    old_confirmed_at ${t.time} NULL,
    waived_from ${t.time} NULL,
    ended_at ${t.time} NULL,
    ended_how ${t.text(20)} NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_151_010, 'address_changes', 'address_changes_of', 'user_id, ended_at, created_at'),
  createIndex(1_760_000_151_020, 'address_changes', 'address_changes_running', 'ended_at, expires_at'),
  createTable(
    1_760_000_152_000,
    'factor_removals',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    created_at ${t.time} NOT NULL,
    due_at ${t.time} NOT NULL,
    cancelled_at ${t.time} NULL,
    done_at ${t.time} NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_152_010, 'factor_removals', 'factor_removals_of', 'user_id, done_at, cancelled_at'),
  createIndex(1_760_000_152_020, 'factor_removals', 'factor_removals_waiting', 'done_at, cancelled_at, due_at'),
  addColumn(1_760_000_150_040, 'account_letters', 'detail', (t) => `${t.text(1000)} NULL`),
  createTable(
    1_760_000_181_000,
    'sign_in_devices',
    (t) => `
    user_id ${t.id} NOT NULL,
    token_hash ${t.text(64)} NOT NULL,
    last_sign_in_at ${t.time} NOT NULL,
    PRIMARY KEY (token_hash, user_id),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_181_010, 'sign_in_devices', 'sign_in_devices_by_user', 'user_id'),
  createIndex(1_760_000_181_020, 'sign_in_devices', 'sign_in_devices_by_age', 'last_sign_in_at'),
  addColumn(1_760_000_140_000, 'sessions', 'token_made_at', (t) => `${t.time} NULL`),
  addColumn(1_760_000_140_010, 'sessions', 'previous_token_hash', (t) => `${t.text(64)} NULL`),
  addColumn(1_760_000_140_020, 'sessions', 'previous_ends_at', (t) => `${t.time} NULL`),
  addColumn(1_760_000_140_030, 'sessions', 'proved_at', (t) => `${t.time} NULL`),
  createIndex(1_760_000_140_040, 'sessions', 'sessions_by_previous_token', 'previous_token_hash'),
  createIndex(1_760_000_140_050, 'sessions', 'sessions_by_use', 'last_seen_at'),
  createTable(
    1_760_000_141_000,
    'passkeys',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    name ${t.text(50)} NOT NULL,
    credential_hash ${t.text(64)} NOT NULL UNIQUE,
    credential_id ${t.text(1_400)} NOT NULL,
    public_key ${t.text(1_000)} NOT NULL,
    counter ${t.integer} NOT NULL,
    transports ${t.text(200)} NOT NULL,
    created_at ${t.time} NOT NULL,
    last_used_at ${t.time} NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_141_010, 'passkeys', 'passkeys_by_user', 'user_id, created_at'),
  createTable(
    1_760_000_141_020,
    'passkey_challenges',
    (t) => `
    challenge_hash ${t.text(64)} NOT NULL PRIMARY KEY,
    user_id ${t.id} NULL,
    purpose ${t.text(10)} NOT NULL,
    expires_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_141_030, 'passkey_challenges', 'passkey_challenges_by_end', 'expires_at'),
  addColumn(1_760_000_142_000, 'authenticators', 'secret_sealed', (t) => `${t.text(400)} NULL`),
  // The start of the server seals these and empties the column.
  addColumn(1_760_000_142_010, 'authenticators', 'secret_plain', (t) => `${t.text(64)} NULL`),
  copyColumn(1_760_000_142_020, 'authenticators', 'secret', 'secret_plain'),
  dropColumn(1_760_000_142_030, 'authenticators', 'secret', (t) => `${t.text(64)} NOT NULL DEFAULT ''`),
];
