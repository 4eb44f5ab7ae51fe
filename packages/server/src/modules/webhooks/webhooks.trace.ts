import type { TraceKind } from '../trace/index.js';

export const webhookMade: TraceKind = {
  name: 'WEBHOOK_MADE',
  label: ['登记了推送地址', 'Registered a webhook'],
  subject: 'unit',
};

export const webhookChanged: TraceKind = {
  name: 'WEBHOOK_CHANGED',
  label: ['修改了推送地址', 'Changed a webhook'],
  subject: 'unit',
};

export const webhooksTraceKinds: readonly TraceKind[] = [webhookMade, webhookChanged];
