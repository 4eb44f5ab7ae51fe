import type { TraceKind } from '../trace/index.js';
import { verifyPayees } from './payee-accounts.permissions.js';

export const payeeEntered: TraceKind = {
  name: 'PAYEE_ACCOUNT_ENTERED',
  label: ['登记了收款账户', 'Entered an account to which a unit is to be paid'],
  subject: 'unit',
};

export const payeeWithdrawn: TraceKind = {
  name: 'PAYEE_ACCOUNT_WITHDRAWN',
  label: ['撤回了收款账户', 'Withdrew an account to which a unit was to be paid'],
  subject: 'unit',
};

export const payeeDecided: TraceKind = {
  name: 'PAYEE_ACCOUNT_DECIDED',
  label: ['核验了收款账户', 'Decided on an account to which a unit is to be paid'],
  subject: 'unit',
  permission: verifyPayees,
};

export const payeeTraceKinds: readonly TraceKind[] = [payeeEntered, payeeWithdrawn, payeeDecided];
