import { badInput, invalidState, type DomainError } from '../../errors.js';
import { readList, readText } from '../../input.js';
import { toFen } from '../../lib/money.js';
import { MilestoneStatus, ProjectStatus } from '../projects/index.js';

const M = MilestoneStatus;

/** The life of a stage. What is not here cannot happen. */
export const MILESTONE_STEPS = {
  submit: { from: [M.PLANNED, M.RETURNED], to: M.SUBMITTED },
  verify: { from: [M.SUBMITTED], to: M.VERIFIED },
  return: { from: [M.SUBMITTED], to: M.RETURNED },
  release: { from: [M.VERIFIED], to: M.RELEASED },
} as const satisfies Record<string, { from: readonly MilestoneStatus[]; to: MilestoneStatus }>;

export type MilestoneStep = keyof typeof MILESTONE_STEPS;

/** The status after `step`, or a refusal that says what the stage's status is. */
export function milestoneAfter(step: MilestoneStep, status: MilestoneStatus): MilestoneStatus {
  const { from, to } = MILESTONE_STEPS[step];
  if (!(from as readonly MilestoneStatus[]).includes(status)) throw invalidState('milestone.wrongStatus', { status });
  return to;
}

/** Statuses of a project in which its stages are reported, reviewed and paid. */
export const UNDER_WAY: readonly ProjectStatus[] = [ProjectStatus.FUNDED, ProjectStatus.EXECUTING];

export const LIMITS = {
  report: { max: 10_000, multiline: true },
  comment: { max: 1_000, multiline: true },
  evidence: { min: 0, max: 20 },
  url: { max: 500 },
  bankReference: { max: 64 },
  withdrawReason: { max: 500, multiline: true },
} as const;

/** Addresses of evidence: pages and files that a browser may open without harm. */
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
  /** Everything that came in and was not given back. */
  raisedFen: number;
  /** What earlier stages were paid. */
  releasedFen: number;
  /** The budgets of this stage and all before it. */
  budgetUpToFen: number;
}

/**
 * What a stage is paid. A project that reached its goal pays each budget; one that closed below it pays each stage its
 * share of what came. Shares are differences of rounded-down running totals, so together they are all of it, to the fen.
 */
export function releasableFen({ goalFen, raisedFen, releasedFen, budgetUpToFen }: StageMoney): number {
  const usable = BigInt(Math.min(raisedFen, goalFen));
  return toFen((usable * BigInt(budgetUpToFen)) / BigInt(goalFen) - BigInt(releasedFen));
}

/** What each stage of a project is paid, in their order: what was released for it, or what its turn brings as the project stands now. */
export function stagePayments(stages: readonly { budgetFen: number; releasedFen: number | null }[], project: { goalFen: number; raisedFen: number }): number[] {
  const payments: number[] = [];
  let budgetUpToFen = 0;
  let paidUpToFen = 0;
  for (const { budgetFen, releasedFen } of stages) {
    budgetUpToFen += budgetFen;
    const paymentFen = releasedFen ?? Math.max(0, releasableFen({ ...project, releasedFen: paidUpToFen, budgetUpToFen }));
    payments.push(paymentFen);
    paidUpToFen += paymentFen;
  }
  return payments;
}

/** Why a release of `amountFen` cannot be prepared now, in the order in which people should hear of it; or null. */
export function refuseRelease(stage: { waitsForGoal: boolean; earlierAreReleased: boolean; amountFen: number; balanceFen: number }): DomainError | null {
  if (stage.waitsForGoal) return invalidState('milestone.goalNotReached');
  if (!stage.earlierAreReleased) return invalidState('milestone.outOfOrder');
  if (stage.amountFen <= 0) return invalidState('milestone.nothingToRelease');
  if (stage.amountFen > stage.balanceFen) return invalidState('milestone.fundTooLow');
  return null;
}

/** A gift with what is left of it. */
export interface UnusedGift {
  pledgeId: string;
  unusedFen: number;
}

/** Takes `amountFen` from gifts, first in, first out; throws when they do not hold as much. */
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

/** The source key of the journal entry that pays a stage. */
export const sourceOfStage = (milestoneId: string): string => `milestone:${milestoneId}:released`;

/** The stage that a journal entry with this source key paid; null for other entries. */
export const stageOfSource = (sourceKey: string): string | null => /^milestone:(.+):released$/.exec(sourceKey)?.[1] ?? null;
