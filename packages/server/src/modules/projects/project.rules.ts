import { badInput, forbidden, invalidState, type DomainError } from '../../errors.js';
import { readFen, readList, readText } from '../../input.js';
import { DAY_MS, lastDayOf } from '../../lib/days.js';
import { formatFen, sumFen } from '../../lib/money.js';
import { canonicalCategory, canonicalRegion } from './places.js';
import {
  FundingRule,
  IndicatorKind,
  MilestoneStatus,
  ProjectAction,
  ProjectActor,
  ProjectStatus,
} from './project.enums.js';

const S = ProjectStatus;

/** A kind of step from one status to another. */
export interface Transition {
  readonly from: readonly ProjectStatus[];
  readonly to: ProjectStatus;
  readonly by: ProjectActor;
  /** Whether the person who takes the step has to give a reason. */
  readonly reason: 'required' | 'optional' | 'none';
}

const transition = (
  from: readonly ProjectStatus[],
  to: ProjectStatus,
  by: ProjectActor,
  reason: Transition['reason'] = 'none',
): Transition => ({ from, to, by, reason });

/** All steps of a project's lifecycle. A step that is not listed here cannot happen. */
export const TRANSITIONS = {
  submit: transition([S.DRAFT, S.CHANGES_REQUESTED], S.SUBMITTED, ProjectActor.IMPLEMENTER),
  withdraw: transition([S.SUBMITTED], S.DRAFT, ProjectActor.IMPLEMENTER),
  approve: transition([S.SUBMITTED], S.PUBLIC_NOTICE, ProjectActor.REVIEWER, 'optional'),
  requestChanges: transition([S.SUBMITTED], S.CHANGES_REQUESTED, ProjectActor.REVIEWER, 'required'),
  reject: transition([S.SUBMITTED], S.REJECTED, ProjectActor.REVIEWER, 'required'),
  upholdObjectionWithChanges: transition([S.PUBLIC_NOTICE], S.CHANGES_REQUESTED, ProjectActor.REVIEWER, 'required'),
  upholdObjectionWithRejection: transition([S.PUBLIC_NOTICE], S.REJECTED, ProjectActor.REVIEWER, 'required'),
  openFunding: transition([S.PUBLIC_NOTICE], S.FUNDRAISING, ProjectActor.PLATFORM),
  reachGoal: transition([S.FUNDRAISING], S.FUNDED, ProjectActor.PLATFORM),
  closeFunding: transition([S.FUNDRAISING], S.FUNDED, ProjectActor.PLATFORM),
  closeBelowGoal: transition([S.FUNDRAISING], S.CANCELLED, ProjectActor.PLATFORM),
  closeWithoutGifts: transition([S.FUNDRAISING], S.CANCELLED, ProjectActor.PLATFORM),
  /** A confirmation was taken back, so the goal is no longer reached. */
  reopenFunding: transition([S.FUNDED], S.FUNDRAISING, ProjectActor.PLATFORM),
  /** Money that had reached the bank in time was recorded after the project ended, and would have prevented the end. */
  comeBack: transition([S.CANCELLED], S.FUNDED, ProjectActor.PLATFORM),
  startExecution: transition([S.FUNDED], S.EXECUTING, ProjectActor.IMPLEMENTER),
  complete: transition([S.EXECUTING], S.COMPLETED, ProjectActor.PLATFORM),
  cancel: transition(
    [S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED, S.PUBLIC_NOTICE, S.FUNDRAISING, S.FUNDED, S.EXECUTING],
    S.CANCELLED,
    ProjectActor.IMPLEMENTER,
    'required',
  ),
  stop: transition([S.FUNDRAISING, S.FUNDED, S.EXECUTING], S.CANCELLED, ProjectActor.REVIEWER, 'required'),
} as const satisfies Record<string, Transition>;

export type Step = keyof typeof TRANSITIONS;

/** Statuses in which the content can be edited. */
export const EDITABLE: readonly ProjectStatus[] = [S.DRAFT, S.CHANGES_REQUESTED];
/** Statuses in which measurements are recorded. */
export const MEASURABLE: readonly ProjectStatus[] = [S.FUNDRAISING, S.FUNDED, S.EXECUTING, S.COMPLETED];
/** Statuses that everybody may see. A cancelled project stays visible when it was visible before. */
const ALWAYS_PUBLIC: readonly ProjectStatus[] = [S.PUBLIC_NOTICE, S.FUNDRAISING, S.FUNDED, S.EXECUTING, S.COMPLETED];

export const isPublicAfter = (to: ProjectStatus, wasPublic: boolean): boolean =>
  ALWAYS_PUBLIC.includes(to) || (to === S.CANCELLED && wasPublic);

export const canTake = (step: Step, status: ProjectStatus): boolean =>
  (TRANSITIONS[step].from as readonly ProjectStatus[]).includes(status);

/** Returns the status after `step`. Throws a refusal with the project's status when the step is not allowed. */
export function statusAfter(step: Step, status: ProjectStatus): ProjectStatus {
  if (!canTake(step, status)) throw invalidState('project.wrongStatus', { status });
  return TRANSITIONS[step].to;
}

/** Reads from `raw` the reason that `step` needs or allows. */
export function readReason(field: string, step: Step, raw: string | null | undefined): string | null {
  const { reason } = TRANSITIONS[step];
  if (reason === 'none') return null;
  if (reason === 'required') return readText(field, raw ?? '', { max: 1000, multiline: true });
  return raw == null || raw.trim() === '' ? null : readText(field, raw, { max: 1000, multiline: true });
}

export interface TimedProject {
  status: ProjectStatus;
  noticeEndsAt: Date | null;
  noticePausedAt: Date | null;
  fundingEndsAt: Date;
  fundingRule: FundingRule;
}

/**
 * Returns the step that time alone has made due, or null. Funding whose time is over waits for pending transfers when
 * the rule is all or nothing, or when nothing was paid yet. Pending transfers lapse after two weeks at most.
 */
export function dueStep(
  project: TimedProject,
  money: { raisedFen: number; pendingFen: number },
  now: Date,
): Step | null {
  if (project.status === S.PUBLIC_NOTICE) {
    const over = project.noticePausedAt === null && project.noticeEndsAt !== null && project.noticeEndsAt <= now;
    return over ? 'openFunding' : null;
  }
  if (project.status === S.FUNDRAISING && project.fundingEndsAt <= now) {
    if (money.raisedFen > 0 && project.fundingRule === FundingRule.KEEP_WHAT_CAME) return 'closeFunding';
    if (money.pendingFen > 0) return null;
    return money.raisedFen > 0 ? 'closeBelowGoal' : 'closeWithoutGifts';
  }
  return null;
}

/**
 * Whether a funded project raises money again after its gifts fell below its goal. It does not when its rule would
 * close it as funded at once.
 */
export const reopens = (
  project: TimedProject & { goalFen: number },
  money: { raisedFen: number; pendingFen: number },
  now: Date,
): boolean =>
  canTake('reopenFunding', project.status) &&
  money.raisedFen < project.goalFen &&
  dueStep({ ...project, status: S.FUNDRAISING }, money, now) !== 'closeFunding';

/**
 * Whether a project that ended as failed because its time was over would not have failed with the gifts that are
 * recorded now. An ended project receives only money that arrived in time.
 */
export const comesBack = (
  project: { status: ProjectStatus; fundingRule: FundingRule; goalFen: number },
  { raisedFen }: { raisedFen: number },
): boolean =>
  canTake('comeBack', project.status) &&
  (raisedFen >= project.goalFen || (raisedFen > 0 && project.fundingRule === FundingRule.KEEP_WHAT_CAME));

/** Whether new pledges are accepted: while funding runs. Past the goal only a project that chose so accepts them. */
export const takesPledges = (
  project: { status: ProjectStatus; acceptsOverGoal: boolean; fundingEndsAt: Date },
  now: Date,
): boolean =>
  (project.status === S.FUNDRAISING || (project.status === S.FUNDED && project.acceptsOverGoal)) &&
  project.fundingEndsAt > now;

/**
 * Returns the ends of the notice and of the funding after it, when the clock starts again at `now`. Both move by the
 * length of the pause, because an objection must not shorten the days in which people can give.
 */
export function endsAfterPause(
  ends: { noticeEndsAt: Date; fundingEndsAt: Date },
  pausedAt: Date,
  now: Date,
): { noticeEndsAt: Date; fundingEndsAt: Date } {
  const later = (end: Date) => new Date(end.getTime() + now.getTime() - pausedAt.getTime());
  return { noticeEndsAt: later(ends.noticeEndsAt), fundingEndsAt: later(ends.fundingEndsAt) };
}

/** The relation of the viewer to a project. */
export interface ViewerRelation {
  signedIn: boolean;
  /** An editor or owner of its organisation. */
  editor: boolean;
  /** Belongs to its organisation, or left it less than a year ago. */
  member: boolean;
  /** Has the role for the project, and nothing to do with its money. */
  reviewer: boolean;
}

/** Returns what somebody may do with a project now. */
export function actionsFor(
  project: TimedProject & { acceptsOverGoal: boolean },
  relation: ViewerRelation,
  now: Date,
): ProjectAction[] {
  const { status } = project;
  const editing = relation.editor && EDITABLE.includes(status);
  const table: [ProjectAction, boolean][] = [
    [ProjectAction.EDIT, editing],
    [ProjectAction.SUBMIT, editing],
    [ProjectAction.WITHDRAW, relation.editor && canTake('withdraw', status)],
    [ProjectAction.CANCEL, relation.editor && canTake('cancel', status)],
    [ProjectAction.STOP, relation.reviewer && !relation.member && canTake('stop', status)],
    [ProjectAction.REVIEW, relation.reviewer && !relation.member && canTake('approve', status)],
    [ProjectAction.OBJECT, relation.signedIn && status === S.PUBLIC_NOTICE],
    [ProjectAction.PLEDGE, takesPledges(project, now)],
    [ProjectAction.RECORD_MEASUREMENT, relation.editor && MEASURABLE.includes(status)],
  ];
  return table.filter(([, may]) => may).map(([action]) => action);
}

/** Returns the refusal for reviewers who belong to the project's organisation, or null. */
export function refuseOwnProject(relation: Pick<ViewerRelation, 'member'>): DomainError | null {
  return relation.member ? forbidden('project.ownReview') : null;
}

export const LIMITS = {
  title: { min: 2, max: 60 },
  summary: { max: 200 },
  story: { max: 20_000, multiline: true },
  place: { max: 20 },
  /** ¥1 to ¥10 billion for a stage. */
  milestoneFen: { min: 100, max: 1_000_000_000_000 },
  milestones: { min: 1, max: 20 },
  indicators: { min: 0, max: 20 },
  target: { max: 1_000_000_000 },
  giftExamples: { min: 2, max: 4 },
  does: { max: 60 },
  fundingYears: 3,
  milestoneYears: 10,
} as const;

export interface ContentInput {
  title?: string | null;
  summary?: string | null;
  story?: string | null;
  category?: string | null;
  region?: string | null;
  fundingEndsAt?: Date | null;
  milestones?: readonly { title: string; amount: number; dueOn: Date }[] | null;
  indicators?: readonly { name: string; unit: string; kind: IndicatorKind; target: number }[] | null;
  giftExamples?: readonly { amount: number; does: string }[] | null;
  acceptsOverGoal?: boolean | null;
  fundingRule?: FundingRule | null;
}

/** The content of a project, as it is stored. */
export interface Content {
  title: string;
  summary: string;
  story: string;
  category: string;
  region: string;
  fundingEndsAt: Date;
  acceptsOverGoal: boolean;
  fundingRule: FundingRule;
  milestones: { title: string; amountFen: number; dueOn: Date; status: MilestoneStatus; position: number }[];
  indicators: { name: string; unit: string; kind: IndicatorKind; target: number; position: number }[];
  /** In the order of their amounts. */
  giftExamples: { amountFen: number; does: string }[];
}

const present = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/**
 * Checks the given fields of `input` and returns them as they are stored. Throws the first fault, with the name of its
 * field.
 */
export function readContent(input: ContentInput, now: Date): Partial<Content> {
  const content: Partial<Content> = {};
  if (present(input.title)) content.title = readText('title', input.title, LIMITS.title);
  if (present(input.summary)) content.summary = readText('summary', input.summary, LIMITS.summary);
  if (present(input.story)) content.story = readText('story', input.story, LIMITS.story);
  if (present(input.category)) content.category = canonicalCategory(readText('category', input.category, LIMITS.place));
  if (present(input.region)) content.region = canonicalRegion(readText('region', input.region, LIMITS.place));
  if (present(input.fundingEndsAt))
    content.fundingEndsAt = readFuture('fundingEndsAt', input.fundingEndsAt, now, LIMITS.fundingYears);
  if (present(input.acceptsOverGoal)) content.acceptsOverGoal = input.acceptsOverGoal;
  if (present(input.fundingRule)) content.fundingRule = input.fundingRule;
  if (present(input.milestones)) {
    readList('milestones', input.milestones, LIMITS.milestones);
    content.milestones = input.milestones.map((milestone, index) => ({
      position: index + 1,
      status: MilestoneStatus.PLANNED,
      title: readText(`milestones.${index}.title`, milestone.title, LIMITS.title),
      amountFen: readFen(`milestones.${index}.amount`, milestone.amount, LIMITS.milestoneFen),
      dueOn: readFuture(`milestones.${index}.dueOn`, milestone.dueOn, now, LIMITS.milestoneYears),
    }));
  }
  if (present(input.indicators)) {
    readList('indicators', input.indicators, LIMITS.indicators);
    content.indicators = input.indicators.map((indicator, index) => ({
      position: index + 1,
      kind: indicator.kind,
      name: readText(`indicators.${index}.name`, indicator.name, { max: 40 }),
      unit: readText(`indicators.${index}.unit`, indicator.unit, { max: 10 }),
      target: readPositive(`indicators.${index}.target`, indicator.target, LIMITS.target.max),
    }));
  }
  if (present(input.giftExamples)) content.giftExamples = readGiftExamples(input.giftExamples);
  return content;
}

/** Reads what amounts do: none, or a choice of a few. */
function readGiftExamples(examples: readonly { amount: number; does: string }[]): Content['giftExamples'] {
  if (examples.length > 0) readList('giftExamples', examples, LIMITS.giftExamples);
  const read = examples.map((example, index) => ({
    amountFen: readFen(`giftExamples.${index}.amount`, example.amount, LIMITS.milestoneFen),
    does: readText(`giftExamples.${index}.does`, example.does, LIMITS.does),
  }));
  const amounts = read.map(({ amountFen }) => amountFen);
  const twice = amounts.findIndex((amount, index) => amounts.indexOf(amount) < index);
  if (twice >= 0) throw badInput(`giftExamples.${twice}.amount`, 'project.exampleTwice');
  return read.sort((a, b) => a.amountFen - b.amountFen);
}

export const goalOf = (milestones: readonly { amountFen: number }[]): number =>
  sumFen(milestones.map(({ amountFen }) => amountFen));

function readFuture(field: string, moment: Date, now: Date, years: number): Date {
  if (moment <= now) throw badInput(field, 'date.past');
  if (moment.getTime() > now.getTime() + years * 366 * DAY_MS) throw badInput(field, 'date.tooFar', { years });
  return moment;
}

/** Reads a measured quantity: finite, above zero and at most `max`. */
export function readPositive(field: string, value: number, max: number): number {
  if (!Number.isFinite(value) || value <= 0 || value > max) throw badInput(field, 'number.positive', { max });
  return value;
}

/** A submission as reviewers compare it: texts by field name. */
export type SubmittedContent = Record<string, string>;

/** Flattens `content` for comparison. A list becomes lines, which are compared one by one. */
export const flatten = (content: Content & { coverId: string | null }): SubmittedContent => ({
  title: content.title,
  summary: content.summary,
  story: content.story,
  category: content.category,
  region: content.region,
  coverId: content.coverId ?? '',
  fundingEndsAt: content.fundingEndsAt.toISOString(),
  acceptsOverGoal: String(content.acceptsOverGoal),
  fundingRule: content.fundingRule,
  milestones: content.milestones
    .map(({ title, amountFen, dueOn }) => `${title} | ${formatFen(amountFen)} | ${lastDayOf(dueOn)}`)
    .join('\n'),
  indicators: content.indicators
    .map(({ name, target, unit, kind }) => `${name} | ${target} ${unit} | ${kind}`)
    .join('\n'),
  giftExamples: content.giftExamples.map(({ amountFen, does }) => `${formatFen(amountFen)} | ${does}`).join('\n'),
});

/** The fields that differ between two submissions. */
export const changesBetween = (
  before: SubmittedContent,
  after: SubmittedContent,
): { field: string; before: string; after: string }[] =>
  Object.keys(after)
    .filter((field) => (before[field] ?? '') !== after[field])
    .map((field) => ({ field, before: before[field] ?? '', after: after[field]! }));
