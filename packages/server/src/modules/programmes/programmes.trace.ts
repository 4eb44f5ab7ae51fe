import type { TraceKind } from '../trace/index.js';
import { prepareOrders } from '../orders/index.js';
import { decideProgrammes, proposeProgrammes, readRecipients } from './programmes.permissions.js';

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

export const recipientsRead: TraceKind = {
  name: 'PROGRAMME_RECIPIENTS_READ',
  label: ['查看了救助金名单', 'Read a list of people who get grants'],
  subject: 'programme',
  permission: readRecipients,
};

export const grantReturned: TraceKind = {
  name: 'PROGRAMME_GRANT_RETURNED',
  label: ['登记了退回的救助金', 'Recorded a grant that came back'],
  subject: 'programme',
  permission: prepareOrders,
};

export const allocationStopped: TraceKind = {
  name: 'PROGRAMME_ALLOCATION_STOPPED',
  label: ['中止了公示中的资金调剂', 'Stopped an allocation in public notice'],
  subject: 'programme',
  permission: decideProgrammes,
};

export const programmesTraceKinds: readonly TraceKind[] = [
  programmeProposed,
  programmeDecided,
  recipientsRead,
  grantReturned,
  allocationStopped,
];
