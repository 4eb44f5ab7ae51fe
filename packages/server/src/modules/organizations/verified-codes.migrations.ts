import { addColumn, migration } from '../../db/ddl.js';

const AT = 1_760_000_210_000;

/** The credit codes that administrators verified. Until this migration only verified units' codes were checked. */
export const verifiedCodeMigrations = [
  addColumn(AT + 1, 'organizations', 'verified_code', (t) => `${t.text(18)} NULL`),
  migration({
    at: AT + 2,
    name: 'Fill_organizations_verified_code_',
    up: () => "UPDATE organizations SET verified_code = credit_code WHERE verification = 'VERIFIED'",
    down: () => 'SELECT 1',
  }),
];
