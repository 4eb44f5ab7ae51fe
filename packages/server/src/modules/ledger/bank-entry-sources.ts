import type { RowQuery, Tx } from '../../db/database.js';
import { Registry } from '../../lib/registry.js';

/** The words in lines of a bank statement that name payments. */
export interface NamedByBank {
  /** The bank's own references of the payments, as the bank writes them. */
  readonly references: readonly string[];
  /** Codes that senders wrote into their remarks. */
  readonly codes: readonly string[];
}

/** A word that names a payment, and the source key of the journal entry of that payment. */
export interface BankEntryClue {
  readonly word: string;
  readonly sourceKey: string;
}

/**
 * A module that posts entries on the special account, and that knows the words by which the bank names them. A
 * statement line that has such a word and the amount of the entry is the same money.
 */
export interface BankEntrySource {
  readonly name: string;
  /** Builds the queries for the clues: one query for each index. All sources share one round trip. */
  cluesOf(tx: Pick<Tx, 'manager'>, named: NamedByBank): readonly RowQuery<BankEntryClue[]>[];
}

/** The sources of all modules. */
export const bankEntrySources = new Registry<BankEntrySource>('source of bank entries');
