import { invalidState, type DomainError } from '../../errors.js';
import { BANK_CHARGES_ACCOUNT, interestAccount, OWN_TRANSFERS_ACCOUNT, type AccountKind } from '../ledger/index.js';
import { MovementKind, StatementLineStatus } from './statement.enums.js';

/** Interest with a project as its purpose belongs to that project. Other interest is the charity's own. */
export const interestAccounts: AccountKind = { name: 'interest', ownerKind: 'PROJECT' };

/** Source keys of the entries that book and reverse a movement. */
export const sourceOfMovement = (movementId: string): string => `bank-movement:${movementId}:booked`;
export const sourceOfMovementReversal = (movementId: string): string => `bank-movement:${movementId}:reversed`;

/** Returns the movement whose money an entry with this source key moved; null for other entries. */
export const movementOfSource = (sourceKey: string): string | null =>
  /^bank-movement:([^:]+):/.exec(sourceKey)?.[1] ?? null;

/**
 * Returns the account on the other side of the bank account: the charity bears charges, interest belongs to its
 * purpose, and a transfer is in transit.
 */
export function accountOf({ kind, projectId }: { kind: MovementKind; projectId: string | null }): string {
  if (kind === MovementKind.BANK_CHARGE) return BANK_CHARGES_ACCOUNT;
  return kind === MovementKind.INTEREST_RECEIVED ? interestAccount(projectId) : OWN_TRANSFERS_ACCOUNT;
}

/**
 * Returns why a line cannot be booked as a movement, or null. For a line in suspense, the rest that is still in
 * suspense is booked. A line has one booked movement at most: when a gift from the same line is taken back, its money
 * is in suspense again beside the movement.
 */
export function refuseBooking(
  { status }: { status: StatementLineStatus },
  has: { preparedReturn: boolean; bookedMovement: boolean },
): DomainError | null {
  if (has.preparedReturn) return invalidState('statement.returning');
  if (status === StatementLineStatus.SETTLED) return invalidState('statement.notOpen');
  return has.bookedMovement ? invalidState('movement.bookedBefore') : null;
}
