import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** A picture that somebody uploaded. The stored file is our own rendering; the upload itself is never stored. */
@Entity('covers')
@ObjectType({ description: 'A cover picture in WebP.' })
export class Cover {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.id())
  ownerId: string;

  /** The name of the file: a random key, because everybody who has the address of a picture can see the picture. */
  @Column(column.text())
  fileKey: string;

  @Column(column.integer())
  @Field(() => Int, { description: 'Width in pixels.' })
  width: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'Height in pixels.' })
  height: number;

  @Column(column.text())
  @Field(() => String, {
    description: 'A description of the picture for people who cannot see it; empty when the uploader wrote none.',
  })
  alt: string;

  @Column(column.integer())
  bytes: number;

  @Column(column.time())
  createdAt: Date;

  @Field(() => String, { description: 'The path of the picture on this server. The picture at a path never changes.' })
  get url(): string {
    return `/files/covers/${this.fileKey}.webp`;
  }
}
