import type { Tx } from '../../db/database.js';
import type { DomainError } from '../../errors.js';
import type { GivenBack } from './take-back-payments.js';

/** Returns why an ended project cannot come back, or null. Called in the transaction that holds the project's lock. */
export type ReturnRefusal = (tx: Tx, project: { readonly id: string }) => Promise<DomainError | null>;

/**
 * Called one after another before money arrives for a project whose time is over, because that money may bring the
 * project back.
 */
export const returnRefusals: ReturnRefusal[] = [];

/** Returns those of these normalised bank references that something other than a pledge has used. */
export type ReferenceUse = (tx: Tx, references: readonly string[]) => Promise<ReadonlySet<string>>;

/** Called one after another when a payment is confirmed by hand. */
export const referenceUses: ReferenceUse[] = [];

/** Called in the transaction that gives gifts back, after all its consequences are written. */
export type GiftReturn = (tx: Tx, gifts: readonly GivenBack[]) => Promise<void>;

/** Called one after another: how money goes back that did not come by the bank. */
export const giftReturns: GiftReturn[] = [];
