import { invalidState, type DomainError } from '../../errors.js';
import { addMonths, daysBetween } from '../../lib/days.js';
import { ProjectStatus } from '../projects/index.js';
import { DisclosureKind, ObligationStatus } from './disclosure.enums.js';

/** A report that projects owe the public. Months are counted from the first or the last day of the project. */
interface DisclosureRule {
  readonly kind: DisclosureKind;
  readonly from: 'start' | 'end';
  /** It is due so many months after that day … */
  readonly months: number;
  /** … and again each time as many more have passed, while the project runs. */
  readonly repeats: boolean;
  /** How long before its day it can be written: a report of a period that has hardly begun says nothing. */
  readonly opensMonthsBefore: number;
}

/**
 * What a project owes, as data. The Charity Law (慈善法) and the measures on disclosure (慈善组织信息公开办法) ask for a report at least every three
 * months of projects that run for over six, and for a full one within three months of the end. This platform asks it of those that run for over three.
 */
export const DISCLOSURE_RULES: readonly DisclosureRule[] = [
  { kind: DisclosureKind.PROGRESS, from: 'start', months: 3, repeats: true, opensMonthsBefore: 1 },
  { kind: DisclosureKind.FINAL, from: 'end', months: 3, repeats: false, opensMonthsBefore: 3 },
];

/** The clock starts when funding opens, since from then on the public is asked for its money; later steps do not start it anew. */
export const STARTS: readonly ProjectStatus[] = [ProjectStatus.FUNDRAISING];
/** It ends with the project, in whichever way. */
export const ENDS: readonly ProjectStatus[] = [ProjectStatus.COMPLETED, ProjectStatus.CANCELLED];

export interface DisclosureClock {
  startedOn: string;
  endedOn: string | null;
  /** Whether any money came that was not given by mistake: who ended without a gift has nothing to account for. */
  hasGifts: boolean;
}

/** What was published, by what it was owed for. */
export interface PublishedReport {
  kind: DisclosureKind;
  number: number;
  publishedOn: string;
}

export interface OwedReport<R extends PublishedReport = PublishedReport> {
  kind: DisclosureKind;
  /** 1, 2, … of its kind. */
  number: number;
  coversFrom: string;
  coversTo: string;
  opensOn: string;
  dueOn: string;
  status: ObligationStatus;
  /** Days after its day: until today where it is late, until it was published where it was. */
  daysLate: number;
  report: R | null;
}

/** Everything that a project has owed so far and the next that it will owe, progress first; worked out from its history alone. */
export function owedReports<R extends PublishedReport>(clock: DisclosureClock, reports: readonly R[], today: string): OwedReport<R>[] {
  return DISCLOSURE_RULES.flatMap((rule) => owedUnder(rule, clock, reports, today));
}

function owedUnder<R extends PublishedReport>(rule: DisclosureRule, clock: DisclosureClock, reports: readonly R[], today: string): OwedReport<R>[] {
  const anchor = rule.from === 'start' ? clock.startedOn : clock.endedOn;
  if (anchor === null) return [];
  const owed: OwedReport<R>[] = [];
  for (let number = 1; ; number += 1) {
    const report = reports.find((one) => one.kind === rule.kind && one.number === number) ?? null;
    const dueOn = addMonths(anchor, rule.months * number);
    // A project that is over by the day of a report does not owe it, and one that ended without gifts owes nothing; but what was written stays.
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

function standing(report: PublishedReport | null, opensOn: string, dueOn: string, today: string): Pick<OwedReport, 'status' | 'daysLate'> {
  const daysLate = Math.max(0, daysBetween(dueOn, report?.publishedOn ?? today));
  if (report !== null) return { status: ObligationStatus.DONE, daysLate };
  if (daysLate > 0) return { status: ObligationStatus.LATE, daysLate };
  return { status: today < opensOn ? ObligationStatus.UPCOMING : ObligationStatus.DUE, daysLate };
}

/** The report to write next: reports are written in their order, so it is the first that is missing. */
export const nextReport = <R extends PublishedReport>(owed: readonly OwedReport<R>[]): OwedReport<R> | null => owed.find(({ report }) => report === null) ?? null;

/** Why the report `kind` `number` cannot be published now, in the order in which people should hear of it; or null. */
export function refuseReport(owed: readonly OwedReport[], kind: DisclosureKind, number: number): DomainError | null {
  const asked = owed.find((one) => one.kind === kind && one.number === number);
  if (asked === undefined) return invalidState('disclosure.notOwed');
  if (asked.report !== null) return invalidState('disclosure.published', { publishedOn: asked.report.publishedOn });
  if (asked.status === ObligationStatus.UPCOMING) return invalidState('disclosure.tooEarly', { opensOn: asked.opensOn });
  const next = nextReport(owed)!;
  return next === asked ? null : invalidState('disclosure.earlierFirst', { dueOn: next.dueOn });
}

export const LIMITS = {
  text: { min: 20, max: 10_000, multiline: true },
  correction: { max: 2_000, multiline: true },
  /** At one every three months this is enough for two centuries. */
  number: { min: 1, max: 1_000 },
  search: { max: 100 },
} as const;
