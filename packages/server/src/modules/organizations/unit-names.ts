import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Check } from '../../db/check.js';
import { addColumn, createIndex } from '../../db/ddl.js';
import { isDuplicateKey } from '../../db/faults.js';
import { conflict } from '../../errors.js';
import { comparableName } from '../../lib/names.js';
import { Organization, VerificationStatus } from './organization.entity.js';
import { publicNameOf } from './organizations.rules.js';

type Named = Pick<Organization, 'name' | 'verifiedName' | 'verification'>;

/**
 * Returns the key that makes verified names unique: the public name without what readers take for the same, such as
 * width, case, traditional characters, blanks and marks. Null for a unit whose name nobody verified, or that was
 * refused, because such a unit must not keep a name from the unit that has it.
 */
export const nameKeyOf = (unit: Named): string | null =>
  unit.verification === VerificationStatus.REFUSED ||
  (unit.verification !== VerificationStatus.VERIFIED && unit.verifiedName === null)
    ? null
    : comparableName(publicNameOf(unit)).plain;

const isNameKey = (error: unknown): boolean => isDuplicateKey(error) && /name_key/.test(String(error));

/** Returns a handler that turns the refusal of the unique index into one for people. */
export const refuseTakenName =
  (field: string) =>
  (error: unknown): never => {
    throw isNameKey(error) ? conflict('organization.nameTaken', field) : error;
  };

/**
 * Fills the key of existing units, oldest first. Until now two units could be verified under one name. The later one
 * keeps its name, with its id in the key, until it is verified again.
 */
class FillNameKeys implements MigrationInterface {
  readonly name = 'Fill_name_keys_1760000163002';
  async up(runner: QueryRunner): Promise<void> {
    const rows = (await runner.query(
      'SELECT id, name, verified_name, verification, name_key FROM organizations ORDER BY id',
    )) as {
      id: string;
      name: string;
      verified_name: string | null;
      verification: VerificationStatus;
      name_key: string | null;
    }[];
    const taken = new Set(rows.flatMap(({ name_key }) => name_key ?? []));
    for (const { id, name, verified_name: verifiedName, verification, name_key } of rows) {
      const key = name_key === null ? nameKeyOf({ name, verifiedName, verification }) : null;
      if (key === null) continue;
      const own = taken.has(key) ? `${key} ${id}` : key;
      taken.add(own);
      await runner.query('UPDATE organizations SET name_key = ? WHERE id = ?', [own, id]);
    }
  }
  async down(): Promise<void> {}
}

export const unitNameMigrations = [
  addColumn(1_760_000_163_001, 'organizations', 'name_key', (t) => `${t.text(300)} NULL`),
  FillNameKeys,
  createIndex(1_760_000_163_003, 'organizations', 'organizations_by_name_key', 'name_key', { unique: true }),
];

/** A comparison of folded names needs code. The unique index keeps two units from one key. */
export const unitNameCheck: Check = {
  name: 'the key of a verified name is that of the name, so no two units have one name',
  violations: async ({ db }) =>
    (
      await db.read.find(Organization, {
        select: { id: true, name: true, verifiedName: true, verification: true, nameKey: true },
      })
    )
      .filter((unit) => {
        const key = nameKeyOf(unit);
        return unit.nameKey !== key && unit.nameKey !== `${key} ${unit.id}`;
      })
      .map(({ id, nameKey }) => ({ id, nameKey })),
};
