import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import type { NoticeLanguage } from './notice.enums.js';

/**
 * A mail address that somebody without an account left to be told of one thing. Its id is that of the thing, such as a
 * gift. Personal data, so it has no public type.
 */
@Entity('guest_addresses')
export class GuestAddress {
  @PrimaryColumn(column.key())
  id: string;

  /** The address, sealed (`guestEmail`). */
  @Column(column.text())
  emailSealed: string;

  /**
   * Keyed digest of the address, by which a guest ends the mail about all gifts at once. Null for addresses that were
   * left before there was this column.
   */
  @Column(column.text({ nullable: true }))
  emailKey: string | null;

  /** The language of the request in which it was left. */
  @Column(column.text())
  language: NoticeLanguage;

  @Column(column.time())
  createdAt: Date;

  /** When the job of retention looks at the address next. */
  @Column(column.time())
  checkAt: Date;
}

/** What one guest is told of an event. It exists only as a mail. */
@Entity('guest_notices')
export class GuestNotice {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.id())
  eventId: string;

  @Column(column.id())
  addressId: string;

  /** JSON with what the event means for this guest. */
  @Column(column.longText())
  data: string;

  @Column(column.time())
  createdAt: Date;

  /** When it is to be mailed; null when it was mailed or given up. */
  @Column(column.time({ nullable: true }))
  mailDueAt: Date | null;

  @Column(column.integer())
  mailAttempts: number;
}
