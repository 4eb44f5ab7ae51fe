import { takeDown } from './privacy.permissions.js';
import type { TraceKind } from '../trace/index.js';

export const noticeAccepted: TraceKind = {
  name: 'NOTICE_ACCEPTED',
  label: ['同意了个人信息处理告知', 'Accepted the privacy notice'],
  subject: 'account',
};

export const dataExported: TraceKind = {
  name: 'OWN_DATA_EXPORTED',
  label: ['下载了自己的个人信息', 'Downloaded their own personal data'],
  subject: 'account',
};

export const accountClosed: TraceKind = {
  name: 'ACCOUNT_CLOSED',
  label: ['注销了账户', 'Closed the account'],
  subject: 'account',
};

export const takenDown: TraceKind = {
  name: 'TAKEN_DOWN',
  label: ['撤下了公开内容', 'Took something public down'],
  subject: null,
  permission: takeDown,
};

export const privacyTraceKinds: readonly TraceKind[] = [noticeAccepted, dataExported, accountClosed, takenDown];
