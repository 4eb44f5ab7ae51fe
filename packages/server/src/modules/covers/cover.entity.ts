import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** A picture that someone uploaded. It is ours: the upload itself is never stored. */
@Entity('covers')
@ObjectType({ description: 'A cover picture, in WebP.' })
export class Cover {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.id())
  ownerId: string;

  /** The name of the file. Whoever knows it may see the picture, so it cannot be guessed. */
  @Column(column.text())
  fileKey: string;

  @Column(column.integer())
  @Field(() => Int, { description: 'Width in pixels.' })
  width: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'Height in pixels.' })
  height: number;

  @Column(column.text())
  @Field(() => String, { description: 'What it shows, for those who cannot see it; empty when the uploader did not say.' })
  alt: string;

  @Column(column.integer())
  bytes: number;

  @Column(column.time())
  createdAt: Date;

  @Field(() => String, { description: 'Where it is on this server, as a path. What it shows never changes.' })
  get url(): string {
    return `/files/covers/${this.fileKey}.webp`;
  }
}
