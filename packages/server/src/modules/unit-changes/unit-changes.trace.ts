import { manageUnits } from '../organizations/index.js';
import type { TraceKind } from '../trace/index.js';

export const unitMergerAsked: TraceKind = {
  name: 'UNIT_MERGER_ASKED',
  label: ['申请并入其他单位', 'Asked to merge a unit into another'],
  subject: 'unit',
};

export const unitChangeDecided: TraceKind = {
  name: 'UNIT_CHANGE_DECIDED',
  label: ['处理了单位调整申请', 'Decided on a change of a unit'],
  subject: 'unit',
};

export const unitMerged: TraceKind = {
  name: 'UNIT_MERGED',
  label: ['将单位并入其他单位', 'Merged a unit into another'],
  subject: 'unit',
  permission: manageUnits,
};

export const unitSplitAsked: TraceKind = {
  name: 'UNIT_SPLIT_ASKED',
  label: ['申请拆分单位', 'Asked to split a unit'],
  subject: 'unit',
};

export const unitSplit: TraceKind = {
  name: 'UNIT_SPLIT',
  label: ['拆分了单位', 'Split a unit'],
  subject: 'unit',
  permission: manageUnits,
};

export const unitChangesTraceKinds: readonly TraceKind[] = [
  unitMergerAsked,
  unitSplitAsked,
  unitChangeDecided,
  unitMerged,
  unitSplit,
];
