import type { TraceKind } from '../trace/index.js';
import { reviewStages } from './milestones.permissions.js';

export const stageReported: TraceKind = {
  name: 'STAGE_REPORTED',
  label: ['提交了阶段报告', 'Reported a stage'],
  subject: 'stage',
};

export const stageDecided: TraceKind = {
  name: 'STAGE_DECIDED',
  label: ['核验了阶段', 'Decided on the report of a stage'],
  subject: 'stage',
  permission: reviewStages,
};

export const milestonesTraceKinds: readonly TraceKind[] = [stageReported, stageDecided];
