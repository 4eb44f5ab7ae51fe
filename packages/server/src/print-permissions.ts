import { PlatformRole, UNIT_ROLES } from './context.js';
import type { Module } from './module.js';

const ROLES = Object.values(PlatformRole);

/** Returns the table of permissions as a Markdown page: a row for each permission, a column for each role. */
export function printPermissions(modules: readonly Module[]): string {
  const rows = modules.flatMap(({ name: module, permissions = [] }) =>
    permissions.map(({ name, roles, allows, within, needsProof }) => {
      const markOf = (role: PlatformRole) => (within !== undefined && UNIT_ROLES.includes(role) ? '◐' : '●');
      const cells = ROLES.map((role) => (roles.includes(role) ? markOf(role) : ''));
      return `| \`${name}\` | ${module} | ${allows} | ${needsProof === true ? '●' : ''} | ${cells.join(' | ')} |`;
    }),
  );
  return [
    '# Permissions',
    '',
    '`pnpm schema` writes this page from the permissions that the modules declare (`*.permissions.ts`).',
    '',
    'A person may hold several platform roles. This page lists platform roles only. What owners, editors and members of a unit may do, and that donors see their own gifts, is decided in the services of the modules. A permission does not override a duty: a person who verified a stage cannot pay that stage, whatever role the person holds.',
    '',
    'A role is held for the whole city, or for a unit and all units below it. ● needs a role for the whole city. ◐ is also given by a role for a unit, within that unit and the units below it.',
    '',
    'A ● under proof means that the person has to prove again who they are, by the password or a second factor, when they last did so longer ago than `PROOF_MINUTES` ([who somebody is](identity.md)).',
    '',
    `| permission | module | its holders may | proof | ${ROLES.join(' | ')} |`,
    `| --- | --- | --- | :-: | ${ROLES.map(() => ':-:').join(' | ')} |`,
    ...rows,
  ].join('\n');
}
