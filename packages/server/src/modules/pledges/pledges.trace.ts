import type { TraceKind } from '../trace/index.js';
import { confirmPayments, endPromises, readKeptNames, readPhones } from './pledges.permissions.js';

export const paymentConfirmed: TraceKind = {
  name: 'PAYMENT_CONFIRMED',
  label: ['确认了到账', 'Confirmed a payment'],
  subject: 'pledge',
  permission: confirmPayments,
};

export const pledgeEnded: TraceKind = {
  name: 'PLEDGE_ENDED',
  label: ['结束了他人的认捐', 'Ended a promise of somebody else'],
  subject: 'pledge',
  permission: endPromises,
};

export const phoneRead: TraceKind = {
  name: 'PHONE_READ',
  label: ['查看了捐赠联系人的手机号', 'Read the telephone number behind a gift'],
  subject: 'pledge',
  permission: readPhones,
};

export const keptNameRead: TraceKind = {
  name: 'KEPT_NAME_READ',
  label: ['查看了已注销账户的收据姓名', 'Read the name on the receipt of a closed account'],
  subject: 'receipt',
  permission: readKeptNames,
};

export const pledgesTraceKinds: readonly TraceKind[] = [paymentConfirmed, pledgeEnded, phoneRead, keptNameRead];
