import type { Services } from '../../context.js';
import type { RowQuery, Tx } from '../../db/database.js';
import type { DomainError } from '../../errors.js';
import type { Project } from '../projects/index.js';
import type { Payment } from './receive-payments.js';
import type { GivenBack } from './take-back-payments.js';

/** What is known of a gift before anything of its batch is locked or read. */
export interface GiftAsked {
  readonly projectId: string;
  readonly amountFen: number;
  readonly onBehalfOfId: string | null;
  /** The campaign for which it counts; null for none. */
  readonly campaignId: string | null;
  /** The donor's account; null for guests. */
  readonly userId: string | null;
  /** The key by which a returning guest is found; null for others. */
  readonly guestKey: string | null;
  /** The donor, when one is on record already for a promise that is being paid. */
  readonly donorId: string | null;
}

/** Takes part in the decision on every batch of gifts, and in what follows when gifts are paid, taken or given back. */
export interface GiftFollower {
  /**
   * Returns queries that are sent with the locks of a batch: after projects and the receipt series, before accounts.
   * `begin` gets their results in the same order. `gifts` are those that may be made or paid.
   */
  join(tx: Tx, gifts: readonly GiftAsked[]): GiftJoining;
  /**
   * Called before anything is written when gifts of a locked project are taken or given back, with the series of
   * receipts locked. `dayOf` returns the day on which the figures of a gift shrink.
   */
  takenBack?(services: Services, tx: Tx, gone: GiftsGone): Promise<void>;
}

export interface GiftJoining {
  readonly queries: readonly RowQuery<unknown[]>[];
  begin(services: Services, results: readonly unknown[][]): GiftFollowing;
}

/** How a follower follows one batch. */
export interface GiftFollowing {
  /** Returns why a gift that is being promised or paid at once cannot be made, or null. Decides in memory. */
  refuse?(gift: GiftAsked): DomainError | null;
  /**
   * A gift is paid. Called in the order of decisions, before its row is written and before its counters change. May set
   * `matchedFen` of the pledge, and must then add the same to the counters of `payment.to`.
   */
  paid(payment: Payment): void;
  /** Writes what was decided. Called once, after all decisions, without reading. */
  write(): Promise<void>;
}

export interface GiftsGone {
  readonly project: Project;
  readonly gifts: readonly GivenBack[];
  /** Whether the money never arrived: its confirmation was a mistake. */
  readonly wasMistake: boolean;
  readonly dayOf: (gift: GivenBack) => string;
}

/** The followers of all modules, upstream first. */
export const giftFollowers: GiftFollower[] = [];

/** Builds the queries of all followers for a batch, and what begins with their results. */
export function joinFollowers(tx: Tx, gifts: readonly GiftAsked[]): GiftJoining {
  const joined = giftFollowers.map((follower) => follower.join(tx, gifts));
  return {
    queries: joined.flatMap(({ queries }) => queries),
    begin(services, results) {
      let at = 0;
      const following = joined.map(({ queries, begin }) => begin(services, results.slice(at, (at += queries.length))));
      return {
        refuse(gift) {
          for (const one of following) {
            const refusal = one.refuse?.(gift) ?? null;
            if (refusal !== null) return refusal;
          }
          return null;
        },
        paid: (payment) => following.forEach((one) => one.paid(payment)),
        async write() {
          for (const one of following) await one.write();
        },
      };
    },
  };
}

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
