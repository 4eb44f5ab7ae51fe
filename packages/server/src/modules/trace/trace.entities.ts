import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/**
 * One act. Rows are only ever added: triggers refuse any other change, and each row becomes a leaf of a signed tree. A
 * row holds ids, words of our own and numbers, never a name, an address or a secret.
 */
@Entity('trace_entries')
export class TraceEntry {
  @PrimaryColumn(column.key())
  id: string;

  /** The name of its `TraceKind`. */
  @Column(column.text())
  kind: string;

  /** Who did it; null when nobody was signed in, or when the platform did it. */
  @Column(column.id({ nullable: true }))
  actorId: string | null;

  @Column(column.id({ nullable: true }))
  sessionId: string | null;

  /** The platform role that allowed the act; null when none was needed. */
  @Column(column.text({ nullable: true }))
  role: string | null;

  /** The id, or the number, of what it was done to. */
  @Column(column.text({ nullable: true }))
  subject: string | null;

  /** The person whose account or rights it concerns. They see the row on their account page. */
  @Column(column.id({ nullable: true }))
  personId: string | null;

  /** The state before and after the act, as JSON of `Facts`. */
  @Column(column.text({ nullable: true }))
  beforeFacts: string | null;

  @Column(column.text({ nullable: true }))
  afterFacts: string | null;

  /** A keyed hash of the network address: it tells whether two acts came from one place, and not from which one. */
  @Column(column.text({ nullable: true }))
  place: string | null;

  /** The family of the browser and of the system, such as "firefox/android". */
  @Column(column.text({ nullable: true }))
  agent: string | null;

  @Column(column.id({ nullable: true }))
  requestId: string | null;

  /** The digest of the reason, so that a reason can be erased without a change to the row. */
  @Column(column.text({ nullable: true }))
  reasonDigest: string | null;

  @Column(column.time())
  at: Date;
}

/**
 * Why somebody did something, in their own words. People may write a name there, so the text is the only part of the
 * trace that can be erased.
 */
@Entity('trace_reasons')
export class TraceReason {
  @PrimaryColumn(column.key())
  entryId: string;

  @Column(column.text())
  reason: string;
}
