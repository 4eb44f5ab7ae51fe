import type { TraceKind } from '../trace/index.js';

export const phoneCodeAsked: TraceKind = {
  name: 'PHONE_CODE_ASKED',
  label: ['请求向手机号发送验证码', 'Asked for a code to a telephone number'],
  subject: 'account',
};

export const phoneCodeRefused: TraceKind = {
  name: 'PHONE_CODE_REFUSED',
  label: ['手机验证码错误', 'Typed a wrong code for a telephone number'],
  subject: 'account',
};

export const phoneConfirmed: TraceKind = {
  name: 'PHONE_CONFIRMED',
  label: ['验证了手机号', 'Confirmed a telephone number'],
  subject: 'account',
};

export const phoneRemoved: TraceKind = {
  name: 'PHONE_REMOVED',
  label: ['移除了手机号', 'Removed the telephone number'],
  subject: 'account',
};

export const phonesTraceKinds: readonly TraceKind[] = [phoneCodeAsked, phoneCodeRefused, phoneConfirmed, phoneRemoved];
