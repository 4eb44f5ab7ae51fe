/** Long work that people ask for: its progress, its end and its outcome. */
export { worksModule } from './module.js';
export { defineFileWork, DIRECT_FILE, startFileWork, type FileWriting } from './file-works.js';
export { SheetFormat } from './sheet-format.js';
export { Work, WorkState, type WorkCount } from './work.entities.js';
export { workKinds, type WorkKind } from './work-kinds.js';
export { workRunnerOf } from './work-runner.js';
export type { WorkSteps } from './work-steps.js';
export { hasRunningWork, startWork } from './works.service.js';
