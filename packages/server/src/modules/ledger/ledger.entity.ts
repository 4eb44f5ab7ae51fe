import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** One account of the chart in this module's README. Debit is positive, so assets are positive and funds negative. */
@Entity('ledger_accounts')
export class LedgerAccount {
  /** For example "bank:special" or "fund:<id>:received". */
  @PrimaryColumn(column.textKey())
  code: string;

  /** Kept with every posting, and proved equal to their sum by a check. */
  @Column(column.integer())
  balanceFen: number;
}

/** What one account changed by on one day of deeds. Kept with every posting, and proved equal to their sum by a check. */
@Entity('ledger_days')
export class LedgerDay {
  @PrimaryColumn(column.textKey())
  accountCode: string;

  /** In Shanghai. */
  @PrimaryColumn(column.textKey())
  day: string;

  @Column(column.integer())
  changeFen: number;
}

/** One movement of money: postings that sum to zero. Never changed, never removed; a mistake gets an entry that reverses it. */
@Entity('journal_entries')
export class JournalEntry {
  @PrimaryColumn(column.key())
  id: string;

  /** What kind of movement, in the words of whoever posts it. */
  @Column(column.text())
  kind: string;

  /** What caused it; unique, so that a cause can be posted only once. */
  @Column(column.text())
  sourceKey: string;

  /** The number of the paper behind it, such as the receipt of a gift; null where there is none. */
  @Column(column.text({ nullable: true }))
  document: string | null;

  /** When it was recorded. */
  @Column(column.time())
  postedAt: Date;

  /** The day in Shanghai on which the money moved; null where that is the day of `postedAt`. */
  @Column(column.text({ nullable: true }))
  deedDay: string | null;

  /** The entry that this one takes back. */
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
