import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import type { FundPart } from './account-kinds.js';

/** One account of the chart in this module's README. Debit is positive, so assets are positive and funds negative. */
@Entity('ledger_accounts')
export class LedgerAccount {
  /** For example "bank:special" or "fund:<id>:received". */
  @PrimaryColumn(column.textKey())
  code: string;

  /** The first word of the code. The columns from here to `part` repeat what the code says; a check proves it. */
  @Column(column.text())
  kind: string;

  /** The kind of owner, such as a project; null when the charity itself owns the account. */
  @Column(column.text({ nullable: true }))
  ownerKind: string | null;

  @Column(column.id({ nullable: true }))
  ownerId: string | null;

  /** The fund of the account; null for accounts of no fund. */
  @Column(column.id({ nullable: true }))
  fundId: string | null;

  /** Which account of the fund this is; null for accounts of no fund. */
  @Column(column.text({ nullable: true }))
  part: FundPart | null;

  /** Changes with every posting. A check proves that it equals their sum. */
  @Column(column.integer())
  balanceFen: number;
}

/**
 * The change of one account's balance on one day of the deed. Changes with every posting; a check proves that it equals
 * their sum.
 */
@Entity('ledger_days')
export class LedgerDay {
  @PrimaryColumn(column.textKey())
  accountCode: string;

  /** The day in Shanghai. */
  @PrimaryColumn(column.textKey())
  day: string;

  @Column(column.integer())
  changeFen: number;
}

/**
 * One movement of money: postings that sum to zero. An entry is never changed or removed; after a mistake, another
 * entry reverses it.
 */
@Entity('journal_entries')
export class JournalEntry {
  @PrimaryColumn(column.key())
  id: string;

  /** The kind of movement, as the module that posts it names it. */
  @Column(column.text())
  kind: string;

  /** The cause of the entry. It is unique, so that a cause is posted only once. */
  @Column(column.text())
  sourceKey: string;

  /** The number of the paper behind the entry, such as the receipt of a gift; null when there is none. */
  @Column(column.text({ nullable: true }))
  document: string | null;

  /** When the entry was recorded. */
  @Column(column.time())
  postedAt: Date;

  /** The day in Shanghai on which the money moved; null when it is the day of `postedAt`. */
  @Column(column.text({ nullable: true }))
  deedDay: string | null;

  /** The entry that this one reverses. */
  @Column(column.id({ nullable: true }))
  reversesId: string | null;
}

/** One line of an entry. */
@Entity('postings')
export class Posting {
  @PrimaryColumn(column.key())
  entryId: string;

  /** 1, 2, … within the entry. */
  @PrimaryColumn(column.integerKey())
  line: number;

  @Column(column.text())
  accountCode: string;

  /** Debit positive, credit negative, never zero. */
  @Column(column.integer())
  amountFen: number;
}
