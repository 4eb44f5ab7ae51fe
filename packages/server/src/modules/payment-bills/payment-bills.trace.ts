import type { TraceKind } from '../trace/index.js';
import { keepPaymentBills } from './payment-bills.permissions.js';

export const billDifferenceSettled: TraceKind = {
  name: 'BILL_DIFFERENCE_SETTLED',
  label: ['处理了支付机构账单的差异', 'Settled a difference of a provider bill'],
  subject: 'bill',
  permission: keepPaymentBills,
};

export const paymentBillAsked: TraceKind = {
  name: 'PAYMENT_BILL_ASKED',
  label: ['重新获取了支付机构账单', 'Had a provider bill fetched again'],
  subject: 'bill',
  permission: keepPaymentBills,
};
