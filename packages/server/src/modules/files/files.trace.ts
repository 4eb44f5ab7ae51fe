import type { TraceKind } from '../trace/index.js';

export const fileOpened: TraceKind = {
  name: 'FILE_OPENED',
  label: ['打开了凭证文件', 'Opened a file of evidence'],
  subject: 'file',
};

export const filesTraceKinds: readonly TraceKind[] = [fileOpened];
