import { addColumn } from '../../db/ddl.js';

const AT = 1_760_000_230_000;

/** Orders of before have one scope. */
export const secondScopeMigrations = [addColumn(AT, 'orders', 'second_scope', (t) => `${t.text(60)} NULL`)];
