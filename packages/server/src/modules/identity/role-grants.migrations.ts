import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, createTable, hasColumn } from '../../db/ddl.js';

const AT = 1_760_000_100_000;

/** Copies the roles from before there were scopes: each was for the whole city. */
class CopyRoleGrants implements MigrationInterface {
  readonly name = `Copy_role_grants_${AT + 2}`;
  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'platform_role_grants', 'role'))) return;
    await runner.query(`INSERT INTO role_grants (user_id, role, scope_kind, scope_id)
      SELECT p.user_id, p.role, 'CITY', '' FROM platform_role_grants p
      WHERE NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.user_id = p.user_id AND g.role = p.role
        AND g.scope_id = '')`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO platform_role_grants (user_id, role) SELECT g.user_id, g.role FROM role_grants g
      WHERE g.scope_kind = 'CITY'
      AND NOT EXISTS (SELECT 1 FROM platform_role_grants p WHERE p.user_id = g.user_id AND p.role = g.role)`);
  }
}

const OldTable = createTable(
  AT + 3,
  'platform_role_grants',
  (t) => `
    user_id ${t.id} NOT NULL,
    role ${t.text(20)} NOT NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, role),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
);

/** Drops the table that `role_grants` replaces. */
class DropPlatformRoleGrants implements MigrationInterface {
  readonly name = `Drop_platform_role_grants_${AT + 3}`;
  up = (runner: QueryRunner): Promise<void> => new OldTable().down!(runner);
  down = (runner: QueryRunner): Promise<void> => new OldTable().up(runner);
}

export const roleGrantMigrations = [
  createTable(
    AT + 1,
    'role_grants',
    (t) => `
    user_id ${t.id} NOT NULL,
    role ${t.text(20)} NOT NULL,
    scope_kind ${t.text(20)} NOT NULL,
    scope_id ${t.id} NOT NULL DEFAULT '',
    granted_by_id ${t.id} NULL,
    granted_at ${t.time} NULL,
    order_id ${t.id} NULL,
    valid_until ${t.time} NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, role, scope_id),
    CHECK ((scope_kind = 'CITY') = (scope_id = '')),
    FOREIGN KEY (user_id) REFERENCES users (id),
    FOREIGN KEY (granted_by_id) REFERENCES users (id)
  `,
  ),
  CopyRoleGrants,
  DropPlatformRoleGrants,
  createIndex(AT + 4, 'role_grants', 'role_grants_by_role', 'role, user_id'),
];
