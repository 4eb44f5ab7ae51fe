import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** Records that a person accepted a version of the privacy notice. Rows are only ever added. */
@Entity('consents')
export class Consent {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.text())
  version: string;

  /** The language in which the person read it. */
  @Column(column.text())
  language: string;

  /** The account; null for guests. */
  @Column(column.id({ nullable: true }))
  userId: string | null;

  /** The session in which the person accepted it; null before the first one and for guests. */
  @Column(column.id({ nullable: true }))
  sessionId: string | null;

  /** The gift with which the person accepted it. */
  @Column(column.id({ nullable: true }))
  pledgeId: string | null;

  @Column(column.time())
  givenAt: Date;
}
