import { invalidState, type DomainError } from '../../errors.js';
import { addMonths, daysBetween } from '../../lib/days.js';
import { ProjectStatus } from '../projects/index.js';
import { DisclosureKind, ObligationStatus } from './disclosure.enums.js';

/** A report that projects owe the public. Months count from the first or the last day of the project. */
interface DisclosureRule {
  readonly kind: DisclosureKind;
  readonly from: 'start' | 'end';
  /** The report is due this many months after that day … */
  readonly months: number;
  /** … and again after each further period of this length, while the project runs. */
  readonly repeats: boolean;
  /** The report can be written this many months before its day. Earlier it would cover too little of its period. */
  readonly opensMonthsBefore: number;
}

/**
 * The reports that a project owes, as data. The Charity Law (慈善法) and the measures on disclosure
 * (慈善组织信息公开办法) require a report at least every three months for projects of over six months, and a full one
 * within three months of the end. This platform already requires the reports for projects of over three months.
 */
export const DISCLOSURE_RULES: readonly DisclosureRule[] = [
  { kind: DisclosureKind.PROGRESS, from: 'start', months: 3, repeats: true, opensMonthsBefore: 1 },
  { kind: DisclosureKind.FINAL, from: 'end', months: 3, repeats: false, opensMonthsBefore: 3 },
];

/**
 * The clock starts when funding opens, because from then on the public is asked for money. Later steps do not restart
 * it.
 */
export const STARTS: readonly ProjectStatus[] = [ProjectStatus.FUNDRAISING];
/** The clock ends with the project, however the project ends. */
export const ENDS: readonly ProjectStatus[] = [ProjectStatus.COMPLETED, ProjectStatus.CANCELLED];

export interface DisclosureClock {
  startedOn: string;
  endedOn: string | null;
  /** Whether any gift came that was not a mistake. A project that ended without gifts owes no reports. */
  hasGifts: boolean;
}

/** A published report, identified by its kind and number. */
export interface PublishedReport {
  kind: DisclosureKind;
  number: number;
  publishedOn: string;
}

export interface OwedReport<R extends PublishedReport = PublishedReport> {
  kind: DisclosureKind;
  /** Counts from 1 within its kind. */
  number: number;
  coversFrom: string;
  coversTo: string;
  opensOn: string;
  dueOn: string;
  status: ObligationStatus;
  /** Days after its day: up to today for a missing report, up to its publication for a late one. */
  daysLate: number;
  report: R | null;
}

/**
 * Returns all reports that a project has owed so far and the next one, progress reports first. They follow from the
 * project's history alone.
 */
export function owedReports<R extends PublishedReport>(
  clock: DisclosureClock,
  reports: readonly R[],
  today: string,
): OwedReport<R>[] {
  return DISCLOSURE_RULES.flatMap((rule) => owedUnder(rule, clock, reports, today));
}

function owedUnder<R extends PublishedReport>(
  rule: DisclosureRule,
  clock: DisclosureClock,
  reports: readonly R[],
  today: string,
): OwedReport<R>[] {
  const anchor = rule.from === 'start' ? clock.startedOn : clock.endedOn;
  if (anchor === null) return [];
  const owed: OwedReport<R>[] = [];
  for (let number = 1; ; number += 1) {
    const report = reports.find((one) => one.kind === rule.kind && one.number === number) ?? null;
    const dueOn = addMonths(anchor, rule.months * number);
    // A project that ended before a report's day does not owe that report, and a project without gifts owes none.
    // Reports that were published stay in the list.
    if (report === null && !isOwed(rule, clock, dueOn)) return owed;
    owed.push({
      kind: rule.kind,
      number,
      coversFrom: rule.repeats ? addMonths(anchor, rule.months * (number - 1)) : clock.startedOn,
      coversTo: rule.repeats ? dueOn : anchor,
      opensOn: addMonths(anchor, rule.months * number - rule.opensMonthsBefore),
      dueOn,
      report,
      ...standing(report, addMonths(anchor, rule.months * number - rule.opensMonthsBefore), dueOn, today),
    });
    if (!rule.repeats || (report === null && dueOn >= today)) return owed;
  }
}

const isOwed = (rule: DisclosureRule, { endedOn, hasGifts }: DisclosureClock, dueOn: string): boolean =>
  endedOn === null || (hasGifts && (rule.from === 'end' || dueOn < endedOn));

function standing(
  report: PublishedReport | null,
  opensOn: string,
  dueOn: string,
  today: string,
): Pick<OwedReport, 'status' | 'daysLate'> {
  const daysLate = Math.max(0, daysBetween(dueOn, report?.publishedOn ?? today));
  if (report !== null) return { status: ObligationStatus.DONE, daysLate };
  if (daysLate > 0) return { status: ObligationStatus.LATE, daysLate };
  return { status: today < opensOn ? ObligationStatus.UPCOMING : ObligationStatus.DUE, daysLate };
}

/** Returns the first missing report, because reports are written in order. */
export const nextReport = <R extends PublishedReport>(owed: readonly OwedReport<R>[]): OwedReport<R> | null =>
  owed.find(({ report }) => report === null) ?? null;

/**
 * Returns why the report `kind` `number` cannot be published now, or null. The order of the checks is the order in
 * which people should learn of the faults.
 */
export function refuseReport(owed: readonly OwedReport[], kind: DisclosureKind, number: number): DomainError | null {
  const asked = owed.find((one) => one.kind === kind && one.number === number);
  if (asked === undefined) return invalidState('disclosure.notOwed');
  if (asked.report !== null) return invalidState('disclosure.published', { publishedOn: asked.report.publishedOn });
  if (asked.status === ObligationStatus.UPCOMING)
    return invalidState('disclosure.tooEarly', { opensOn: asked.opensOn });
  const next = nextReport(owed)!;
  return next === asked ? null : invalidState('disclosure.earlierFirst', { dueOn: next.dueOn });
}

export const LIMITS = {
  text: { min: 20, max: 10_000, multiline: true },
  correction: { max: 2_000, multiline: true },
  /** With one report every three months, this is enough for two centuries. */
  number: { min: 1, max: 1_000 },
  search: { max: 100 },
} as const;
