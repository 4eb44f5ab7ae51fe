import type { TraceKind } from '../trace/index.js';
import { decideOrders } from '../orders/index.js';

export const payoutFileTaken: TraceKind = {
  name: 'PAYOUT_FILE_TAKEN',
  label: ['下载了退款付款文件', 'Downloaded the file that pays refunds'],
  subject: 'order',
  permission: decideOrders,
};

export const payoutsTraceKinds: readonly TraceKind[] = [payoutFileTaken];
