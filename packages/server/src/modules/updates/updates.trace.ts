import type { TraceKind } from '../trace/index.js';

export const updatePublished: TraceKind = {
  name: 'UPDATE_PUBLISHED',
  label: ['发布了项目动态', 'Published an update of a project'],
  subject: 'update',
};

export const updateCorrected: TraceKind = {
  name: 'UPDATE_CORRECTED',
  label: ['修改了项目动态', 'Corrected an update of a project'],
  subject: 'update',
};

export const updatesTraceKinds: readonly TraceKind[] = [updatePublished, updateCorrected];
