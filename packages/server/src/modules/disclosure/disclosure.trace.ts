import type { TraceKind } from '../trace/index.js';

export const reportPublished: TraceKind = {
  name: 'REPORT_PUBLISHED',
  label: ['发布了公示报告', 'Published a report to the public'],
  subject: 'report',
};

export const reportCorrected: TraceKind = {
  name: 'REPORT_CORRECTED',
  label: ['更正了公示报告', 'Corrected a report to the public'],
  subject: 'report',
};

export const disclosureTraceKinds: readonly TraceKind[] = [reportPublished, reportCorrected];
