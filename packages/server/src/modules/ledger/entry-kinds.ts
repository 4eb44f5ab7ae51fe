import type { EntityManager } from 'typeorm';
import { Registry } from '../../lib/registry.js';
import type { MessageKey } from '../../messages/index.js';
import type { FundPart } from './account-kinds.js';

/**
 * The other side of a movement, as the public sees it, with the path of its page. Both are null when there is no other
 * side.
 */
export interface Party {
  readonly name: string | null;
  readonly path: string | null;
}

/** A kind of line in the public books. Its name is a value of `BookLineKind` in the API. */
export interface LineKind {
  readonly name: string;
  /** The words that the pages and the exports show. */
  readonly title: MessageKey;
  /** What it means, for the documentation of the API. */
  readonly description: string;
}

/** Lines on a part of a project's fund, on one side of the account. */
export interface OnFund {
  readonly part: FundPart;
  readonly side: 'CREDIT' | 'DEBIT';
}

/** Lines on the charity's own accounts. */
export interface OnOwnAccounts {
  /** The first words of the accounts' codes. */
  readonly words: readonly string[];
  /**
   * Returns the sum that the module has booked and not reversed, with the bank's sign. The books compare it with the
   * ledger. Entries that undo others have no such sum.
   */
  bookedFen?(manager: EntityManager): Promise<number>;
}

/** How entries of a kind appear in the public books. The line is the posting on the account that `on` describes. */
export interface EntryBookLine {
  /** Several kinds of entries can have one kind of line. */
  readonly line: LineKind;
  readonly on: OnFund | OnOwnAccounts;
  /** Reads the parties of entries, by source key. Without this function the entries have no parties. */
  partiesOf?(manager: EntityManager, sourceKeys: readonly string[]): Promise<ReadonlyMap<string, Party>>;
}

/** A kind of entry. The module that posts such entries declares it. */
export interface EntryKind {
  readonly name: string;
  /**
   * Whether entries of the kind undo another entry. The bank knows of neither entry: both moved money on the special
   * account that never moved at the bank.
   */
  readonly undoes?: boolean;
  /** Null when entries of the kind do not appear in the public books, because they touch no fund. */
  readonly bookLine: EntryBookLine | null;
}

/** The kinds of all modules. */
export const entryKinds = new Registry<EntryKind>('entry kind');

/** The names of the kinds whose entries undo other entries. */
export const undoingKinds = (): string[] =>
  entryKinds.all().flatMap(({ name, undoes }) => (undoes === true ? [name] : []));
