import { forbidden, invalidState, type DomainError } from '../../errors.js';
import { BANK_CHARGES_ACCOUNT, interestAccount, OWN_TRANSFERS_ACCOUNT } from '../ledger/index.js';
import { MovementKind, StatementLineStatus } from './statement.enums.js';

/** The kind of the entry that takes a movement back. */
export const MOVEMENT_REVERSED = 'MOVEMENT_REVERSED';

/** The source keys of the entries that book a movement and take it back. */
export const sourceOfMovement = (movementId: string): string => `bank-movement:${movementId}:booked`;
export const sourceOfMovementReversal = (movementId: string): string => `bank-movement:${movementId}:reversed`;

/** The movement whose money a journal entry with this source key moved; null for other entries. */
export const movementOfSource = (sourceKey: string): string | null => /^bank-movement:([^:]+):/.exec(sourceKey)?.[1] ?? null;

/** The account that stands against the bank: charges are the charity's own to bear, interest is for its purpose, a transfer is on its way. */
export function accountOf({ kind, projectId }: { kind: MovementKind; projectId: string | null }): string {
  if (kind === MovementKind.BANK_CHARGE) return BANK_CHARGES_ACCOUNT;
  return kind === MovementKind.INTEREST_RECEIVED ? interestAccount(projectId) : OWN_TRANSFERS_ACCOUNT;
}

/** Why a line cannot be booked as a movement, or null. Of money in suspense what is left is booked. */
export function refuseBooking({ status }: { status: StatementLineStatus }, isReturning: boolean): DomainError | null {
  if (isReturning) return invalidState('statement.returning');
  return status === StatementLineStatus.SETTLED ? invalidState('statement.notOpen') : null;
}

/** Why `userId` cannot reverse a movement alone, or null: above the limit it takes another person than the one who prepared it. */
export const refuseReversal = ({ amountFen }: { amountFen: number }, preparedById: string | null, userId: string, limitFen: number): DomainError | null =>
  (Math.abs(amountFen) > limitFen && preparedById === userId ? forbidden('movement.reversalByOther') : null);
