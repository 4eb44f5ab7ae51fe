import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/**
 * A letter about an account. The row holds no secret: the job that mails it makes the link. Rows are kept for a day.
 */
@Entity('account_letters')
export class AccountLetter {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.text())
  kind: string;

  /** The address as `readEmail` returns it. It may belong to no account. */
  @Column(column.text())
  email: string;

  /** Null when somebody asked by the address alone. */
  @Column(column.id({ nullable: true }))
  userId: string | null;

  /** What the letter repeats in the words of an administrator, such as a reason; null when there is nothing. */
  @Column(column.text({ nullable: true }))
  detail: string | null;

  @Column(column.time())
  createdAt: Date;

  @Column(column.time({ nullable: true }))
  mailDueAt: Date | null;

  @Column(column.integer())
  mailAttempts: number;
}

/** A link in a letter, with which the reader of an address proves that the address is theirs. It works once. */
@Entity('email_links')
export class EmailLink {
  /** The link holds a token of 256 bits, of which only the digest is stored. */
  @PrimaryColumn(column.textKey())
  tokenHash: string;

  @Column(column.id())
  userId: string;

  /** The kind of the letter. */
  @Column(column.text())
  kind: string;

  /** The address to which the link was mailed. */
  @Column(column.text())
  email: string;

  @Column(column.time())
  expiresAt: Date;
}
