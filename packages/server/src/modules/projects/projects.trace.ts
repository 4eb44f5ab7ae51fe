import type { TraceKind } from '../trace/index.js';
import { reviewProjects } from './projects.permissions.js';

export const projectStep: TraceKind = {
  name: 'PROJECT_STEP',
  label: ['变更了项目状态', 'Took a step of a project'],
  subject: 'project',
  permission: reviewProjects,
};

export const objectionRaised: TraceKind = {
  name: 'OBJECTION_RAISED',
  label: ['提出了异议', 'Raised an objection'],
  subject: 'objection',
};

export const objectionAnswered: TraceKind = {
  name: 'OBJECTION_ANSWERED',
  label: ['答复了异议', 'Answered an objection'],
  subject: 'objection',
  permission: reviewProjects,
};

export const projectsTraceKinds: readonly TraceKind[] = [projectStep, objectionRaised, objectionAnswered];
