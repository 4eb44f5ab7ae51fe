import { addColumn } from '../../db/ddl.js';

const AT = 1_760_000_232_000;

/** The account to which a payment goes. Payments of before were made to an account that nobody recorded. */
export const releasePayeeMigrations = [addColumn(AT, 'releases', 'payee_account_id', (t) => `${t.id} NULL`)];
