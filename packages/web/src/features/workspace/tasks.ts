import type { AskedProjectFragment, TaskProjectFragment, WorkOrganizationFragment } from '@hongchuang/schema';
import { daysUntil, daysUntilEnd } from '../../lib/dates';

/** Something that waits for a member of the organisation, or something whose end the organisation waits for. */
export interface Task {
  id: string;
  /** A string of locales/…/workspace.ts under `task`. */
  kind:
    | 'reportLate'
    | 'reportDue'
    | 'questionLate'
    | 'questionDue'
    | 'verificationRefused'
    | 'verificationWaiting'
    | 'changesRequested'
    | 'stageReturned'
    | 'stageDue'
    | 'measurementRejected'
    | 'measurementDue'
    | 'draft'
    | 'notice'
    | 'noticePaused'
    | 'submitted';
  /** Who has to act: `yours` has a next step for the viewer, `theirs` is for information only. */
  turn: 'yours' | 'theirs';
  title?: string;
  /** The comment of the reviewer or administrator. */
  reason?: string;
  date?: string;
  /** For late tasks: the number of days. */
  days?: number;
  /** The subject within the project: an indicator, a stage. */
  about?: string;
  to?: string;
}

/** After this many days without a figure the next one is due. */
const REPORT_EVERY_DAYS = 30;

/** Returns the tasks, the most urgent first. */
export function tasksOf(
  organization: Pick<WorkOrganizationFragment, 'id' | 'verification' | 'verificationComment' | 'viewerRole'>,
  projects: readonly TaskProjectFragment[],
  now: Date = new Date(),
  asked: readonly AskedProjectFragment[] = [],
): Task[] {
  const tasks: Task[] = [];
  const owner = organization.viewerRole === 'OWNER';
  const editor = owner || organization.viewerRole === 'EDITOR';
  if (organization.verification === 'REFUSED') {
    tasks.push({
      id: 'verification',
      kind: 'verificationRefused',
      turn: owner ? 'yours' : 'theirs',
      reason: organization.verificationComment ?? undefined,
      to: owner ? '#profile' : undefined,
    });
  }
  if (organization.verification === 'WAITING')
    tasks.push({ id: 'verification', kind: 'verificationWaiting', turn: 'theirs' });
  if (editor) for (const project of projects) tasks.push(...reportTasks(project), ...tasksOfProject(project, now));
  if (editor) for (const project of asked) tasks.push(...questionTasks(project, now));
  return tasks.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

const ORDER: Task['kind'][] = [
  'reportLate',
  'questionLate',
  'verificationRefused',
  'changesRequested',
  'stageReturned',
  'measurementRejected',
  'stageDue',
  'reportDue',
  'questionDue',
  'measurementDue',
  'draft',
  'noticePaused',
  'notice',
  'submitted',
  'verificationWaiting',
];

/** Returns the next report to the public, once it can be written. */
function reportTasks({ id, title, disclosure: { next } }: TaskProjectFragment): Task[] {
  if (next?.status !== 'LATE' && next?.status !== 'DUE') return [];
  return [
    {
      id: `report:${id}`,
      kind: next.status === 'LATE' ? 'reportLate' : 'reportDue',
      turn: 'yours',
      title,
      date: `${next.dueOn}T12:00:00+08:00`,
      ...(next.status === 'LATE' && { days: next.daysLate }),
      to: `/workspace/projects/${id}/reports`,
    },
  ];
}

/** Returns the questions that wait for an answer, with the day of the first. */
function questionTasks({ id, slug, title, questionCounts }: AskedProjectFragment, now: Date): Task[] {
  const { shown, answered, firstDueAt } = questionCounts;
  if (!firstDueAt || shown === answered) return [];
  const late = new Date(firstDueAt) < now;
  return [
    {
      id: `question:${id}`,
      kind: late ? 'questionLate' : 'questionDue',
      turn: 'yours',
      title,
      date: firstDueAt,
      about: String(shown - answered),
      to: `/projects/${slug}#questions`,
    },
  ];
}

function tasksOfProject(project: TaskProjectFragment, now: Date): Task[] {
  const { id, title } = project;
  const edit = `/workspace/projects/${id}/edit`;
  const task = (kind: Task['kind'], rest: Partial<Task> = {}): Task => ({
    id: `${kind}:${id}:${rest.about ?? ''}`,
    kind,
    turn: 'yours',
    title,
    to: edit,
    ...rest,
  });
  const lastReason = project.history.filter(({ to }) => to === project.status).pop()?.reason ?? undefined;
  switch (project.status) {
    case 'DRAFT':
      return [task('draft')];
    case 'CHANGES_REQUESTED':
      return [task('changesRequested', { reason: lastReason })];
    case 'SUBMITTED':
      return [task('submitted', { turn: 'theirs', date: project.submittedAt ?? undefined })];
    case 'PUBLIC_NOTICE':
      return [
        project.noticePausedAt
          ? task('noticePaused', { turn: 'theirs' })
          : task('notice', { turn: 'theirs', date: project.noticeEndsAt ?? undefined }),
      ];
    case 'FUNDED':
    case 'EXECUTING':
      return [...stageTasks(project, now, task), ...measurementTasks(project, now, task)];
    case 'FUNDRAISING':
      return measurementTasks(project, now, task).filter(({ kind }) => kind === 'measurementRejected');
    default:
      return [];
  }
}

/** A stage's report becomes a task this many days before the stage is due. */
const STAGE_SOON_DAYS = 7;

/** Returns at most one task for each project: the stage that was sent back, or else the one whose report is due. */
function stageTasks(
  { id, milestones }: TaskProjectFragment,
  now: Date,
  task: (kind: Task['kind'], rest?: Partial<Task>) => Task,
): Task[] {
  const to = `/workspace/projects/${id}/edit#stages`;
  const returned = milestones.find(({ status }) => status === 'RETURNED');
  if (returned) return [task('stageReturned', { about: returned.title, to })];
  const next = milestones.find(({ status }) => status === 'PLANNED');
  return next && daysUntilEnd(next.dueOn, now) <= STAGE_SOON_DAYS
    ? [task('stageDue', { about: next.title, date: next.dueOn, to })]
    : [];
}

/** Returns at most one task for each project: the first refused report, or else that figures are due. */
function measurementTasks(
  project: TaskProjectFragment,
  now: Date,
  task: (kind: Task['kind'], rest?: Partial<Task>) => Task,
): Task[] {
  if (!project.viewerActions.includes('RECORD_MEASUREMENT')) return [];
  const to = `/workspace/projects/${project.id}/edit#measurements`;
  const due: string[] = [];
  for (const indicator of project.indicators) {
    const latest = [...indicator.measurements].sort((a, b) => a.recordedAt.localeCompare(b.recordedAt)).pop();
    if (latest?.status === 'REJECTED')
      return [task('measurementRejected', { about: indicator.name, reason: latest.comment ?? undefined, to })];
    if (!latest || daysUntil(latest.recordedAt, now) <= -REPORT_EVERY_DAYS) due.push(indicator.name);
  }
  return due.length > 0 ? [task('measurementDue', { about: due[0], to })] : [];
}

/** Returns the next stage: the earliest one whose work is not yet verified. */
export function nextMilestone<M extends { dueOn: string; status: string }>(milestones: readonly M[]): M | undefined {
  return milestones
    .filter(({ status }) => status !== 'VERIFIED' && status !== 'RELEASED')
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn))[0];
}
