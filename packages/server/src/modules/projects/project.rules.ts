import { badInput, forbidden, invalidState, type DomainError } from '../../errors.js';
import { readFen, readList, readText } from '../../input.js';
import { DAY_MS, lastDayOf } from '../../lib/days.js';
import { formatFen, sumFen } from '../../lib/money.js';
import { canonicalCategory, canonicalRegion } from './places.js';
import { FundingRule, IndicatorKind, MilestoneStatus, ProjectAction, ProjectActor, ProjectStatus } from './project.enums.js';

const S = ProjectStatus;

/** One kind of step between statuses. */
export interface Transition {
  readonly from: readonly ProjectStatus[];
  readonly to: ProjectStatus;
  readonly by: ProjectActor;
  /** Whether whoever takes the step has to say why. */
  readonly reason: 'required' | 'optional' | 'none';
}

const transition = (from: readonly ProjectStatus[], to: ProjectStatus, by: ProjectActor, reason: Transition['reason'] = 'none'): Transition => ({ from, to, by, reason });

/** The whole life of a project. What is not here cannot happen. */
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
  /** A confirmation was taken back, and the goal is out of reach again. */
  reopenFunding: transition([S.FUNDED], S.FUNDRAISING, ProjectActor.PLATFORM),
  /** Money that had reached the bank in time was recorded after the end, and would have changed it. */
  comeBack: transition([S.CANCELLED], S.FUNDED, ProjectActor.PLATFORM),
  startExecution: transition([S.FUNDED], S.EXECUTING, ProjectActor.IMPLEMENTER),
  complete: transition([S.EXECUTING], S.COMPLETED, ProjectActor.PLATFORM),
  cancel: transition([S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED, S.PUBLIC_NOTICE, S.FUNDRAISING, S.FUNDED, S.EXECUTING], S.CANCELLED, ProjectActor.IMPLEMENTER, 'required'),
  stop: transition([S.FUNDRAISING, S.FUNDED, S.EXECUTING], S.CANCELLED, ProjectActor.REVIEWER, 'required'),
} as const satisfies Record<string, Transition>;

export type Step = keyof typeof TRANSITIONS;

/** Statuses in which the content can be edited. */
export const EDITABLE: readonly ProjectStatus[] = [S.DRAFT, S.CHANGES_REQUESTED];
/** Statuses in which measurements are recorded. */
export const MEASURABLE: readonly ProjectStatus[] = [S.FUNDRAISING, S.FUNDED, S.EXECUTING, S.COMPLETED];
/** Statuses that everybody may see. A cancelled project stays as visible as it was. */
const ALWAYS_PUBLIC: readonly ProjectStatus[] = [S.PUBLIC_NOTICE, S.FUNDRAISING, S.FUNDED, S.EXECUTING, S.COMPLETED];

export const isPublicAfter = (to: ProjectStatus, wasPublic: boolean): boolean => ALWAYS_PUBLIC.includes(to) || (to === S.CANCELLED && wasPublic);

export const canTake = (step: Step, status: ProjectStatus): boolean => (TRANSITIONS[step].from as readonly ProjectStatus[]).includes(status);

/** The status after `step`, or a refusal that says what the project's status is. */
export function statusAfter(step: Step, status: ProjectStatus): ProjectStatus {
  if (!canTake(step, status)) throw invalidState('project.wrongStatus', { status });
  return TRANSITIONS[step].to;
}

/** The reason that `step` takes, read from `raw`. */
export function readReason(field: string, step: Step, raw: string | null | undefined): string | null {
  const { reason } = TRANSITIONS[step];
  if (reason === 'none') return null;
  if (reason === 'required') return readText(field, raw ?? '', { max: 1000, multiline: true });
  return raw == null || raw.trim() === '' ? null : readText(field, raw, { max: 1000, multiline: true });
}

export interface Clockwork {
  status: ProjectStatus;
  noticeEndsAt: Date | null;
  noticePausedAt: Date | null;
  fundingEndsAt: Date;
  fundingRule: FundingRule;
}

/**
 * The step that time alone has made due. Where all or nothing holds, or nothing was paid yet, funding that ends with transfers under
 * way waits for them: they lapse after two weeks at the most.
 */
export function dueStep(project: Clockwork, money: { raisedFen: number; pendingFen: number }, now: Date): Step | null {
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

/** Whether a funded project whose gifts fell below its goal again goes back to raising money: unless its rule would close it as funded at once. */
export const reopens = (project: Clockwork & { goalFen: number }, money: { raisedFen: number; pendingFen: number }, now: Date): boolean =>
  canTake('reopenFunding', project.status) && money.raisedFen < project.goalFen && dueStep({ ...project, status: S.FUNDRAISING }, money, now) !== 'closeFunding';

/** Whether a project that time ended as failed would not have, by what is recorded now: nobody gives to an ended project but in time. */
export const comesBack = (project: { status: ProjectStatus; fundingRule: FundingRule; goalFen: number }, { raisedFen }: { raisedFen: number }): boolean =>
  canTake('comeBack', project.status) && (raisedFen >= project.goalFen || (raisedFen > 0 && project.fundingRule === FundingRule.KEEP_WHAT_CAME));

/** Whether new pledges are taken: while funding runs, and past the goal only where the project chose so. */
export const takesPledges = (project: { status: ProjectStatus; acceptsOverGoal: boolean; fundingEndsAt: Date }, now: Date): boolean =>
  (project.status === S.FUNDRAISING || (project.status === S.FUNDED && project.acceptsOverGoal)) && project.fundingEndsAt > now;

/**
 * The end of the notice, and of the funding behind it, when the clock starts again at `now`: both move by as long as it stood, since an
 * objection must not eat the days in which people can give.
 */
export function endsAfterPause(ends: { noticeEndsAt: Date; fundingEndsAt: Date }, pausedAt: Date, now: Date): { noticeEndsAt: Date; fundingEndsAt: Date } {
  const later = (end: Date) => new Date(end.getTime() + now.getTime() - pausedAt.getTime());
  return { noticeEndsAt: later(ends.noticeEndsAt), fundingEndsAt: later(ends.fundingEndsAt) };
}

/** What the viewer is to a project. */
export interface Standing {
  signedIn: boolean;
  /** An editor or owner of its organisation. */
  editor: boolean;
  member: boolean;
  reviewer: boolean;
}

/** What somebody may do with a project now. */
export function actionsFor(project: Clockwork & { acceptsOverGoal: boolean }, standing: Standing, now: Date): ProjectAction[] {
  const { status } = project;
  const editing = standing.editor && EDITABLE.includes(status);
  const table: [ProjectAction, boolean][] = [
    [ProjectAction.EDIT, editing],
    [ProjectAction.SUBMIT, editing],
    [ProjectAction.WITHDRAW, standing.editor && canTake('withdraw', status)],
    [ProjectAction.CANCEL, standing.editor && canTake('cancel', status)],
    [ProjectAction.STOP, standing.reviewer && !standing.member && canTake('stop', status)],
    [ProjectAction.REVIEW, standing.reviewer && !standing.member && canTake('approve', status)],
    [ProjectAction.OBJECT, standing.signedIn && status === S.PUBLIC_NOTICE],
    [ProjectAction.PLEDGE, takesPledges(project, now)],
    [ProjectAction.RECORD_MEASUREMENT, standing.editor && MEASURABLE.includes(status)],
  ];
  return table.filter(([, may]) => may).map(([action]) => action);
}

/** A reviewer decides on nothing of an organisation they belong to. */
export function refuseOwnProject(standing: Pick<Standing, 'member'>): DomainError | null {
  return standing.member ? forbidden('project.ownReview') : null;
}

export const LIMITS = {
  title: { min: 2, max: 60 },
  summary: { max: 200 },
  story: { max: 20_000, multiline: true },
  place: { max: 20 },
  /** ¥1 to ¥10 billion a stage. */
  milestoneFen: { min: 100, max: 1_000_000_000_000 },
  milestones: { min: 1, max: 20 },
  indicators: { min: 0, max: 20 },
  target: { max: 1_000_000_000 },
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
  acceptsOverGoal?: boolean | null;
  fundingRule?: FundingRule | null;
}

/** The content of a project as it is stored. */
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
}

const present = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** What of `input` is given, checked and as it is stored; the first fault is thrown, with the field it is in. */
export function readContent(input: ContentInput, now: Date): Partial<Content> {
  const content: Partial<Content> = {};
  if (present(input.title)) content.title = readText('title', input.title, LIMITS.title);
  if (present(input.summary)) content.summary = readText('summary', input.summary, LIMITS.summary);
  if (present(input.story)) content.story = readText('story', input.story, LIMITS.story);
  if (present(input.category)) content.category = canonicalCategory(readText('category', input.category, LIMITS.place));
  if (present(input.region)) content.region = canonicalRegion(readText('region', input.region, LIMITS.place));
  if (present(input.fundingEndsAt)) content.fundingEndsAt = readFuture('fundingEndsAt', input.fundingEndsAt, now, LIMITS.fundingYears);
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
  return content;
}

export const goalOf = (milestones: readonly { amountFen: number }[]): number => sumFen(milestones.map(({ amountFen }) => amountFen));

function readFuture(field: string, moment: Date, now: Date, years: number): Date {
  if (moment <= now) throw badInput(field, 'date.past');
  if (moment.getTime() > now.getTime() + years * 366 * DAY_MS) throw badInput(field, 'date.tooFar', { years });
  return moment;
}

/** A measured quantity: finite, above zero, at most `max`. */
export function readPositive(field: string, value: number, max: number): number {
  if (!Number.isFinite(value) || value <= 0 || value > max) throw badInput(field, 'number.positive', { max });
  return value;
}

/** A submission as reviewers compare it: texts by field. */
export type SubmittedContent = Record<string, string>;

/** `content` flattened for comparison; a list is compared line by line. */
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
  milestones: content.milestones.map(({ title, amountFen, dueOn }) => `${title} | ${formatFen(amountFen)} | ${lastDayOf(dueOn)}`).join('\n'),
  indicators: content.indicators.map(({ name, target, unit, kind }) => `${name} | ${target} ${unit} | ${kind}`).join('\n'),
});

/** The fields that differ between two submissions. */
export const changesBetween = (before: SubmittedContent, after: SubmittedContent): { field: string; before: string; after: string }[] =>
  Object.keys(after)
    .filter((field) => (before[field] ?? '') !== after[field])
    .map((field) => ({ field, before: before[field] ?? '', after: after[field]! }));
