import Libsql from 'libsql';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { openTestDatabase, temporaryFolder } from '#testing';
import { organizationChecks } from './organizations.checks.js';
import { unitTreeChecks } from './unit-tree.checks.js';

const NOBODY = '01890000-0000-7000-8000-000000000000';

/** A unit below another, both with an owner, and an address that was invited twice. */
const SOUND = `
  INSERT INTO users (id, name, created_at) VALUES ('u', '陈小红', '2017-06-08 00:00:00.000');
  INSERT INTO credentials (user_id, email, password_hash, email_verified_at) VALUES ('u', 'u@example.cn', '', '2017-06-08 00:00:00.000');
  INSERT INTO organizations (id, parent_id, name, kind, about, verification, search_text, created_at) VALUES
    ('top', NULL, '上级单位', 'PARTY_COMMITTEE', '', 'VERIFIED', '', '2017-06-08 00:00:00.000'),
    ('below', 'top', '下级单位', 'SOCIAL_WORK', '', 'WAITING', '', '2017-06-08 00:00:00.000');
  INSERT INTO organization_closure (ancestor_id, descendant_id, from_at, depth, until_at) VALUES
    ('top', 'top', '2017-06-08 00:00:00.000', 0, NULL), ('below', 'below', '2017-06-08 00:00:00.000', 0, NULL),
    ('top', 'below', '2017-06-09 00:00:00.000', 1, NULL);
  INSERT INTO memberships (user_id, organization_id, role, created_at) VALUES
    ('u', 'top', 'OWNER', '2017-06-08 00:00:00.000'), ('u', 'below', 'OWNER', '2017-06-08 00:00:00.000');
  INSERT INTO invitations (id, organization_id, email, role, token_hash, status, invited_by, accepted_by, created_at, expires_at) VALUES
    ('i1', 'top', 'a@example.cn', 'MEMBER', '1', 'REVOKED', 'u', NULL, '2017-06-08 00:00:00.000', '2017-06-22 00:00:00.000'),
    ('i2', 'top', 'a@example.cn', 'MEMBER', '2', 'OPEN', 'u', NULL, '2017-06-08 00:00:00.000', '2017-06-22 00:00:00.000'),
    ('i3', 'below', 'a@example.cn', 'MEMBER', '3', 'ACCEPTED', 'u', 'u', '2017-06-08 00:00:00.000', '2017-06-22 00:00:00.000')`;

const HAS_PARENT = 'the tree of units has every unit, below its parent and below nothing else';
const EXACTLY_WHILE = 'a unit is above another exactly while it is above the parent of the other';
const ONE_PARENT = 'a unit has one parent at a time, never itself, and its tree has at most eight levels';

it.each([
  ['nothing', 'SELECT 1', []],
  ['an owner is gone', "DELETE FROM memberships WHERE organization_id = 'top'", ['every unit has an owner']],
  [
    'only an editor is left',
    "UPDATE memberships SET role = 'EDITOR' WHERE organization_id = 'top'",
    ['every unit has an owner'],
  ],
  [
    'a member decided on the verification',
    "UPDATE organizations SET decided_by_id = 'u', decided_at = '2017-06-09 00:00:00.000' WHERE id = 'top'",
    ['nobody decides on the verification of a unit to which they belong or which they left within a year'],
  ],
  [
    'a parent is gone',
    `UPDATE organizations SET parent_id = '${NOBODY}' WHERE id = 'top'`,
    ['every parent of a unit exists', HAS_PARENT],
  ],
  ['a unit is its own parent', "UPDATE organizations SET parent_id = 'below' WHERE id = 'below'", [HAS_PARENT]],
  [
    'two units are above each other',
    "UPDATE organizations SET parent_id = 'below' WHERE id = 'top'; INSERT INTO organization_closure (ancestor_id, descendant_id, from_at, depth, until_at) VALUES ('below', 'top', '2017-06-09 00:00:00.000', 1, NULL)",
    [EXACTLY_WHILE],
  ],
  [
    'a unit has no place in the tree',
    "DELETE FROM organization_closure WHERE depth = 0 AND ancestor_id = 'top'",
    [HAS_PARENT, EXACTLY_WHILE],
  ],
  [
    'a unit left its parent without a record',
    "UPDATE organizations SET parent_id = NULL WHERE id = 'below'",
    [HAS_PARENT],
  ],
  [
    'a unit was below its parent before either existed',
    "UPDATE organization_closure SET from_at = '2017-06-01 00:00:00.000' WHERE depth = 1",
    [EXACTLY_WHILE],
  ],
  [
    'an interval ends before it begins',
    "UPDATE organization_closure SET until_at = '2017-06-08 00:00:00.000' WHERE depth = 1",
    [HAS_PARENT, ONE_PARENT],
  ],
  [
    'a unit has two parents',
    "INSERT INTO organization_closure (ancestor_id, descendant_id, from_at, depth, until_at) VALUES ('below', 'below', '2017-06-10 00:00:00.000', 1, NULL)",
    [HAS_PARENT, EXACTLY_WHILE, ONE_PARENT],
  ],
  [
    'a member is gone',
    `UPDATE memberships SET user_id = '${NOBODY}' WHERE organization_id = 'top'`,
    ['every membership belongs to a user and a unit', 'every member of a unit has a verified address'],
  ],
  [
    'an address is not verified',
    'UPDATE credentials SET email_verified_at = NULL',
    ['every member of a unit has a verified address'],
  ],
  [
    'both invitations are open',
    "UPDATE invitations SET status = 'OPEN' WHERE organization_id = 'top'",
    ['an address has at most one open invitation to a unit'],
  ],
  [
    'nobody accepted',
    "UPDATE invitations SET accepted_by = NULL WHERE id = 'i3'",
    ['every accepted invitation says who accepted it, and no other does'],
  ],
  [
    'someone accepted what is open',
    "UPDATE invitations SET accepted_by = 'u' WHERE id = 'i2'",
    ['every accepted invitation says who accepted it, and no other does'],
  ],
])('the checks find: %s', async (_, damage, names) => {
  const folder = temporaryFolder();
  const db = await openTestDatabase(folder.path);
  // Uses its own connection without foreign keys, because checks look for what no constraint prevented.
  const file = new Libsql(join(folder.path, 'test.sqlite'));
  try {
    file.exec('PRAGMA foreign_keys = OFF');
    file.exec(SOUND);
    file.exec(damage);
    const results = await runChecks({ db, env: { uploadDir: folder.path } }, [
      ...organizationChecks,
      ...unitTreeChecks,
    ]);
    expect(results.filter(({ rows }) => rows.length > 0).map(({ name }) => name)).toEqual(names);
  } finally {
    file.close();
    await db.close();
    folder.remove();
  }
});
