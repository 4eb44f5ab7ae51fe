import { invalidState, type DomainError } from '../../errors.js';
import { PaymentMethod, PledgeStatus } from '../pledges/index.js';
import { MilestoneStatus, ProjectActor, ProjectStatus } from '../projects/index.js';
import { RefundCause, RefundStatus } from './refund.entities.js';

export const LIMITS = {
  reason: { max: 1_000, multiline: true },
  pledges: { min: 1, max: 200 },
  bankReference: { max: 64 },
} as const;

/** Why gifts of a project go back, by whoever ended it. */
export const causeOfEnd = (endedBy: ProjectActor): RefundCause => (endedBy === ProjectActor.PLATFORM ? RefundCause.GOAL_NOT_REACHED : RefundCause.PROJECT_CANCELLED);

/** Why a project cannot be ended now, although its status allows it; or null. A stage that was verified has earned its payment. */
export const refuseEnding = (stages: readonly { status: MilestoneStatus }[]): DomainError | null =>
  stages.some(({ status }) => status === MilestoneStatus.VERIFIED) ? invalidState('project.stageUnpaid') : null;

/** Why nothing can be given back to the donors of a project in this status; or null. */
export const refuseProjectRefund = (status: ProjectStatus): DomainError | null => (status === ProjectStatus.CANCELLED ? null : invalidState('refund.projectGoesOn', { status }));

/** A gift as refunds see it. */
export interface Gift {
  status: PledgeStatus;
  payment: PaymentMethod;
  /** All that was given, less what was given back. */
  keptFen: number;
  /** What stages used of it. */
  usedFen: number;
  /** Whether an order that nobody has decided on takes it in. */
  isPrepared: boolean;
}

/** What goes back of a gift: all that no stage used. */
export const dueFen = ({ status, keptFen, usedFen }: Pick<Gift, 'status' | 'keptFen' | 'usedFen'>): number => (status === PledgeStatus.PAID ? keptFen - usedFen : 0);

/** Why `gift` cannot be given back, in the order in which people should hear of it; or null. */
export function refuseRefund(gift: Gift): DomainError | null {
  if (gift.status === PledgeStatus.REFUNDED) return invalidState('refund.alreadyRefunded');
  if (gift.status !== PledgeStatus.PAID) return invalidState('pledge.wrongStatus', { status: gift.status });
  if (gift.isPrepared) return invalidState('refund.alreadyPrepared');
  return dueFen(gift) === 0 ? invalidState('refund.allUsed') : null;
}

/** Why the confirmation of `gift` cannot be taken back, in the order in which people should hear of it; or null. */
export function refuseReversal(gift: Gift): DomainError | null {
  if (gift.status !== PledgeStatus.PAID) return invalidState('pledge.wrongStatus', { status: gift.status });
  if (gift.payment === PaymentMethod.SANDBOX) return invalidState('refund.nothingConfirmed');
  if (gift.isPrepared) return invalidState('refund.alreadyPrepared');
  return gift.usedFen > 0 ? invalidState('refund.usedByStage') : null;
}

/** Why an order cannot be decided on, or null. */
export function refuseDecision(status: RefundStatus): DomainError | null {
  return status === RefundStatus.PREPARED ? null : invalidState('refund.decided', { status });
}
