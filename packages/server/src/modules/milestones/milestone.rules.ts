import { badInput, invalidState, type DomainError } from '../../errors.js';
import { readList, readText } from '../../input.js';
import { toFen } from '../../lib/money.js';
import { MilestoneStatus, ProjectStatus } from '../projects/index.js';

const M = MilestoneStatus;

/** The steps of a stage. A step that is not listed is refused. */
export const MILESTONE_STEPS = {
  submit: { from: [M.PLANNED, M.RETURNED], to: M.SUBMITTED },
  verify: { from: [M.SUBMITTED], to: M.VERIFIED },
  return: { from: [M.SUBMITTED], to: M.RETURNED },
  release: { from: [M.VERIFIED], to: M.RELEASED },
} as const satisfies Record<string, { from: readonly MilestoneStatus[]; to: MilestoneStatus }>;

export type MilestoneStep = keyof typeof MILESTONE_STEPS;

/** Returns the status after `step`. Throws when the step is not possible in `status`. */
export function milestoneAfter(step: MilestoneStep, status: MilestoneStatus): MilestoneStatus {
  const { from, to } = MILESTONE_STEPS[step];
  if (!(from as readonly MilestoneStatus[]).includes(status)) throw invalidState('milestone.wrongStatus', { status });
  return to;
}

/** Statuses of a project in which its stages can be reported, reviewed and paid. */
export const UNDER_WAY: readonly ProjectStatus[] = [ProjectStatus.FUNDED, ProjectStatus.EXECUTING];

export const LIMITS = {
  report: { max: 10_000, multiline: true },
  comment: { max: 1_000, multiline: true },
  evidence: { min: 0, max: 20 },
  url: { max: 500 },
  bankReference: { max: 64 },
  /** Stages that one request pays. */
  releases: { min: 1, max: 50 },
  withdrawReason: { max: 500, multiline: true },
} as const;

/** Reads the addresses of evidence. Only addresses that a browser can open safely are accepted. */
export function readEvidence(urls: readonly string[]): string[] {
  readList('evidenceUrls', urls, LIMITS.evidence);
  return urls.map((raw, index) => {
    const field = `evidenceUrls.${index}`;
    const url = readText(field, raw, LIMITS.url);
    const ours = /^\/files\/[\w./-]+$/.test(url) && !url.includes('..');
    const elsewhere = URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol);
    if (!ours && !elsewhere) throw badInput(field, 'milestone.evidenceUrl');
    return url;
  });
}

interface StageMoney {
  goalFen: number;
  /** All money that came in and was not given back. */
  raisedFen: number;
  /** The sum that earlier stages were paid. */
  releasedFen: number;
  /** The sum of the budgets of this stage and all stages before it. */
  budgetUpToFen: number;
}

/**
 * Returns what a stage is paid, in fen. A project that reached its goal pays each budget. A project that closed below
 * its goal pays each stage its share of the money. Shares are differences of rounded-down running totals, so that
 * together they are exactly all of the money.
 */
export function releasableFen({ goalFen, raisedFen, releasedFen, budgetUpToFen }: StageMoney): number {
  const usable = BigInt(Math.min(raisedFen, goalFen));
  return toFen((usable * BigInt(budgetUpToFen)) / BigInt(goalFen) - BigInt(releasedFen));
}

/**
 * Returns what each stage of a project is paid, in order: the released amount, or the amount that the stage will be
 * paid as the project stands now.
 */
export function stagePayments(
  stages: readonly { budgetFen: number; releasedFen: number | null }[],
  project: { goalFen: number; raisedFen: number },
): number[] {
  const payments: number[] = [];
  let budgetUpToFen = 0;
  let paidUpToFen = 0;
  for (const { budgetFen, releasedFen } of stages) {
    budgetUpToFen += budgetFen;
    const paymentFen =
      releasedFen ?? Math.max(0, releasableFen({ ...project, releasedFen: paidUpToFen, budgetUpToFen }));
    payments.push(paymentFen);
    paidUpToFen += paymentFen;
  }
  return payments;
}

/**
 * Returns why a release of `amountFen` cannot be prepared now, or null. The order of the checks is the order in which
 * people should learn of the faults.
 */
export function refuseRelease(stage: {
  waitsForGoal: boolean;
  earlierAreReleased: boolean;
  amountFen: number;
  balanceFen: number;
}): DomainError | null {
  if (stage.waitsForGoal) return invalidState('milestone.goalNotReached');
  if (!stage.earlierAreReleased) return invalidState('milestone.outOfOrder');
  if (stage.amountFen <= 0) return invalidState('milestone.nothingToRelease');
  if (stage.amountFen > stage.balanceFen) return invalidState('milestone.fundTooLow');
  return null;
}

/** A gift and the part of it that is not used yet. */
export interface UnusedGift {
  pledgeId: string;
  unusedFen: number;
}

/** Takes `amountFen` from gifts, first in, first out. Throws when the gifts do not have enough. */
export function useGifts<G extends UnusedGift>(gifts: Iterable<G>, amountFen: number): { gift: G; usedFen: number }[] {
  const uses: { gift: G; usedFen: number }[] = [];
  let missing = amountFen;
  for (const gift of gifts) {
    if (missing === 0) break;
    const usedFen = Math.min(gift.unusedFen, missing);
    if (usedFen === 0) continue;
    uses.push({ gift, usedFen });
    missing -= usedFen;
  }
  if (missing > 0) throw new Error(`the gifts hold ${missing} fen less than is to be released`);
  return uses;
}

/** Returns the source key of the journal entry that pays a stage. */
export const sourceOfStage = (milestoneId: string): string => `milestone:${milestoneId}:released`;

/** Returns the stage that a journal entry with this source key paid; null for other entries. */
export const stageOfSource = (sourceKey: string): string | null =>
  /^milestone:(.+):released$/.exec(sourceKey)?.[1] ?? null;
