import type { TraceKind } from '../trace/index.js';
import { verifyMeasurements } from './impact.permissions.js';

export const measurementDecided: TraceKind = {
  name: 'MEASUREMENT_DECIDED',
  label: ['核实了数据', 'Decided on a measurement'],
  subject: 'measurement',
  permission: verifyMeasurements,
};

export const impactTraceKinds: readonly TraceKind[] = [measurementDecided];
