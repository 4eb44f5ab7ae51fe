import type { TraceKind } from '../trace/index.js';
import { decideProgrammes, proposeProgrammes } from './programmes.permissions.js';

export const programmeProposed: TraceKind = {
  name: 'PROGRAMME_PROPOSED',
  label: ['提出了救助项目', 'Proposed an aid programme'],
  subject: 'programme',
  permission: proposeProgrammes,
};

export const programmeDecided: TraceKind = {
  name: 'PROGRAMME_DECIDED',
  label: ['审核了救助项目', 'Decided on an aid programme'],
  subject: 'programme',
  permission: decideProgrammes,
};

export const programmesTraceKinds: readonly TraceKind[] = [programmeProposed, programmeDecided];
