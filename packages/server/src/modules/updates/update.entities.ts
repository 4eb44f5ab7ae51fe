import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

export enum UpdateKind {
  NEWS = 'NEWS',
  THANKS = 'THANKS',
}

registerEnumType(UpdateKind, {
  name: 'UpdateKind',
  description: 'For whom a unit writes about its project.',
  valuesConfig: {
    NEWS: { description: 'News for everybody, on the page of the project.' },
    THANKS: { description: 'Thanks to the donors of the project or of one stage, on the pages of their gifts.' },
  },
});

/** News or thanks of a project. The row has the current text; `update_versions` has every published one. */
@Entity('project_updates')
@ObjectType({ description: 'What the unit of a project tells between the reports: news, or thanks to donors.' })
export class ProjectUpdate {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the update.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.text())
  @Field(() => UpdateKind, { description: 'For whom it was written.' })
  kind: UpdateKind;

  /** The stage whose donors are thanked; null for news, and for thanks to all donors of the project. */
  @Column(column.id({ nullable: true }))
  milestoneId: string | null;

  @Column(column.text())
  @Field(() => String, { description: 'Title; empty after it was taken down.' })
  title: string;

  @Column(column.longText())
  @Field(() => String, {
    description: 'The text in Markdown. Raw HTML in it is shown as text. Empty after it was taken down.',
  })
  text: string;

  /** The number of the published version; 0 for a draft. */
  @Column(column.integer())
  @Field(() => Int, { name: 'version', description: 'Grows with each correction; 0 for a draft.' })
  number: number;

  @Column(column.id())
  createdById: string;

  @Column(column.time())
  createdAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was last saved, as a draft, at its publication or by a correction.' })
  savedAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was published; null for a draft.' })
  publishedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When the unit last corrected it; null when it is as it was published.',
  })
  editedAt: Date | null;

  @Column(column.time({ nullable: true }))
  takenDownAt: Date | null;
}

/** A published version. A correction adds a row, and only a tombstone empties rows. */
@Entity('update_versions')
@ObjectType({ description: 'A version of an update, as it was published.' })
export class UpdateVersion {
  @PrimaryColumn(column.key())
  updateId: string;

  @PrimaryColumn(column.integerKey())
  @Field(() => Int, { description: 'The number of the version: 1, 2, …' })
  number: number;

  @Column(column.text())
  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Column(column.longText())
  @Field(() => String, { description: 'Its text in Markdown.' })
  text: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was published.' })
  at: Date;

  @Column(column.id())
  byId: string;
}

/** A photo of a version of an update; of a draft the number is 0. */
@Entity('update_photos')
export class UpdatePhoto {
  @PrimaryColumn(column.key())
  updateId: string;

  @PrimaryColumn(column.integerKey())
  number: number;

  @PrimaryColumn(column.integerKey())
  position: number;

  @Column(column.id())
  fileId: string;

  @Column(column.text())
  alt: string;
}

/** A person who wants to be told of news of a project. */
@Entity('project_follows')
export class ProjectFollow {
  @PrimaryColumn(column.key())
  projectId: string;

  @PrimaryColumn(column.key())
  userId: string;

  @Column(column.time())
  followedAt: Date;
}
