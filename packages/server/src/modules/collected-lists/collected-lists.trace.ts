import type { TraceKind } from '../trace/index.js';

export const listReceived: TraceKind = {
  name: 'COLLECTED_LIST_UPLOADED',
  label: ['上传了捐款名单', 'Uploaded a collected list'],
  subject: 'list',
};

export const listCommitted: TraceKind = {
  name: 'COLLECTED_LIST_COMMITTED',
  label: ['提交了捐款名单', 'Committed a collected list'],
  subject: 'list',
};

export const listDiscarded: TraceKind = {
  name: 'COLLECTED_LIST_REMOVED',
  label: ['删除了捐款名单', 'Removed a collected list'],
  subject: 'list',
};

export const listWithdrawn: TraceKind = {
  name: 'COLLECTED_LIST_WITHDRAWN',
  label: ['撤回了捐款名单', 'Withdrew a collected list'],
  subject: 'list',
};

export const collectedListsTraceKinds: readonly TraceKind[] = [
  listReceived,
  listCommitted,
  listDiscarded,
  listWithdrawn,
];
