/** The bank accounts to which units are paid: entered by owners, verified by treasurers, changed by two people. */
export { payeeAccountsModule } from './module.js';
export { PayeeAccount, PayeeAccountState } from './payee-account.entity.js';
export { numberOf, payeeAccountLoader, seesPayeeOf } from './payee-accounts.queries.js';
export { unitsPaidTogether } from './paid-together.js';
export { findCurrentPayee } from './payee-accounts.service.js';
export { accountScope, groupNumber, readAccountNumber } from './payee-numbers.js';
