/** The trace: who did what, kept for ever. Modules declare their kinds of acts and record them with `record`. */
export { traceModule } from './module.js';
export { findForeignFact, isOwnSubject, type Fact, type Facts } from './facts.js';
export { isStaff, noteLooks, PersonalData, personalDataSeen, personalFieldsOf, recordLooks } from './looks.js';
export { placeOf } from './place.js';
export { digestOfReason, PLATFORM, record, recordAll, type Act, type Actor } from './record.js';
export { labelOf, traceKinds, type TraceKind, type TraceSubject } from './trace-kinds.js';
export { TraceEntry, TraceReason } from './trace.entities.js';
