import { defineModule } from '../../module.js';
import { PayeeAccount, PayeeNumber } from './payee-account.entity.js';
import { payeeAccountChecks } from './payee-accounts.checks.js';
import { payeeAccountMessages } from './payee-accounts.messages.js';
import { payeeAccountMigrations } from './payee-accounts.migrations.js';
import { payeeDecidedNotice, payeeEnteredNotice } from './payee-accounts.notices.js';
import { signPayees, verifyPayees } from './payee-accounts.permissions.js';
import { payeeAccountsInventory } from './payee-accounts.personal.js';
import { payeeAccountQueue } from './payee-accounts.queues.js';
import { OrganizationPayeeResolver, PayeeAccountResolver } from './payee-accounts.resolver.js';
import { payeeTraceKinds } from './payee-accounts.trace.js';
import { payeeChange } from './payee-change.order.js';
import { payeeNumber } from './payee-numbers.js';

export const payeeAccountsModule = defineModule({
  name: 'payee-accounts',
  inventory: payeeAccountsInventory,
  entities: [PayeeAccount, PayeeNumber],
  migrations: payeeAccountMigrations,
  messages: payeeAccountMessages,
  resolvers: [PayeeAccountResolver, OrganizationPayeeResolver],
  checks: payeeAccountChecks,
  sealedColumns: [payeeNumber],
  noticeKinds: [payeeEnteredNotice, payeeDecidedNotice],
  permissions: [verifyPayees, signPayees],
  orderKinds: [payeeChange],
  queues: [payeeAccountQueue],
  traceKinds: payeeTraceKinds,
});
