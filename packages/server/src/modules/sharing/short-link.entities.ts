import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** The short address of a project, `/p/CODE`. It stays when the project's title changes. */
@Entity('short_links')
export class ShortLink {
  @PrimaryColumn(column.key())
  code: string;

  @Column(column.id())
  projectId: string;

  @Column(column.time())
  createdAt: Date;
}

/** How often a short address was opened from one kind of place. Nothing is kept of who opened it. */
@Entity('short_link_visits')
export class ShortLinkVisits {
  @PrimaryColumn(column.key())
  code: string;

  @PrimaryColumn(column.key())
  source: string;

  @Column(column.integer())
  visits: number;
}
