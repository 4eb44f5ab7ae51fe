import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** What searches know of a thing. It is written in the transaction that changes the thing. */
@Entity('search_entries')
export class SearchEntry {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.text())
  kind: string;

  @Column(column.id())
  unitId: string;

  @Column(column.integer())
  audience: number;

  @Column(column.integer())
  standing: number;

  /** See `packForms`. */
  @Column(column.longText())
  forms: string;

  /**
   * Grows with every transaction that writes entries, in the order of the commits. So whoever has read all revisions up
   * to one misses nothing below it.
   */
  @Column(column.integer())
  revision: number;
}

/** The last revision, in one row. It is locked while a transaction that writes entries commits. */
@Entity('search_revisions')
export class SearchRevision {
  @PrimaryColumn(column.integerKey())
  id: number;

  @Column(column.integer())
  revision: number;
}
