import { invalidState, type DomainError } from '../../errors.js';
import { PaymentMethod, PledgeStatus } from '../pledges/index.js';
import { MilestoneStatus, ProjectActor, ProjectStatus } from '../projects/index.js';
import { RefundCause, RefundStatus } from './refund.entities.js';

export const LIMITS = {
  reason: { max: 1_000, multiline: true },
  pledges: { min: 1, max: 200 },
  bankReference: { max: 64 },
} as const;

/** Returns the cause of the refunds, by who ended the project. */
export const causeOfEnd = (endedBy: ProjectActor): RefundCause =>
  endedBy === ProjectActor.PLATFORM ? RefundCause.GOAL_NOT_REACHED : RefundCause.PROJECT_CANCELLED;

/**
 * Returns why a project cannot be ended now although its status allows it, or null. A verified stage has earned its
 * payment.
 */
export const refuseEnding = (stages: readonly { status: MilestoneStatus }[]): DomainError | null =>
  stages.some(({ status }) => status === MilestoneStatus.VERIFIED) ? invalidState('project.stageUnpaid') : null;

/** Returns why nothing can be refunded to the donors of a project in this status, or null. */
export const refuseProjectRefund = (status: ProjectStatus): DomainError | null =>
  status === ProjectStatus.CANCELLED ? null : invalidState('refund.projectGoesOn', { status });

/** The fields of a gift that refunds need. */
export interface Gift {
  status: PledgeStatus;
  payment: PaymentMethod;
  /** The donor's own money in the gift, less what was refunded. */
  keptFen: number;
  /** The part of the donor's own money that stages used. */
  usedFen: number;
  /** Whether an undecided order contains the gift. */
  isPrepared: boolean;
}

/** Returns the fen of a gift that go back: everything that no stage used. */
export const dueFen = ({ status, keptFen, usedFen }: Pick<Gift, 'status' | 'keptFen' | 'usedFen'>): number =>
  status === PledgeStatus.PAID ? keptFen - usedFen : 0;

/**
 * Returns why `gift` cannot be refunded, or null. The order of the checks is the order in which people should learn of
 * the faults.
 */
export function refuseRefund(gift: Gift): DomainError | null {
  if (gift.status === PledgeStatus.REFUNDED) return invalidState('refund.alreadyRefunded');
  if (gift.status !== PledgeStatus.PAID) return invalidState('pledge.wrongStatus', { status: gift.status });
  if (gift.isPrepared) return invalidState('refund.alreadyPrepared');
  return dueFen(gift) === 0 ? invalidState('refund.allUsed') : null;
}

/**
 * Returns why the confirmation of `gift` cannot be reversed, or null. The order of the checks is the order in which
 * people should learn of the faults.
 */
export function refuseReversal(gift: Gift): DomainError | null {
  if (gift.status !== PledgeStatus.PAID) return invalidState('pledge.wrongStatus', { status: gift.status });
  if (gift.payment !== PaymentMethod.BANK_TRANSFER) return invalidState('refund.nothingConfirmed');
  if (gift.isPrepared) return invalidState('refund.alreadyPrepared');
  return gift.usedFen > 0 ? invalidState('refund.usedByStage') : null;
}

/** Returns why an order cannot be decided on, or null. */
export function refuseDecision(status: RefundStatus): DomainError | null {
  return status === RefundStatus.PREPARED ? null : invalidState('refund.decided', { status });
}
