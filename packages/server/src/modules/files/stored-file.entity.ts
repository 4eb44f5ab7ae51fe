import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** A file that somebody uploaded for a purpose. Its content lies on disk under its own digest, the same content once. */
@Entity('stored_files')
@ObjectType({ description: 'An uploaded file. What it holds never changes: its digest says so.' })
export class StoredFile {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the file.' })
  id: string;

  @Column(column.id())
  ownerId: string;

  /** What it was uploaded for: the name of a purpose, and the id of what has it. */
  @Column(column.text())
  purpose: string;

  @Column(column.id())
  subjectId: string;

  @Column(column.text())
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Column(column.text())
  @Field(() => String, { description: 'Its media type, by its content.' })
  type: string;

  @Column(column.integer())
  @Field(() => Int, { description: 'Its size.' })
  bytes: number;

  @Column(column.text())
  @Field(() => String, { description: 'SHA-256 of the file as it is kept and downloaded here, in hexadecimal.' })
  sha256: string;

  @Column(column.integer({ nullable: true }))
  @Field(() => Int, { nullable: true, description: 'Width of a picture in pixels.' })
  width: number | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => Int, { nullable: true, description: 'Height of a picture in pixels.' })
  height: number | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was uploaded.' })
  createdAt: Date;

  /** When something first used it; null while nothing does, and such files are removed after some days. */
  @Column(column.time({ nullable: true }))
  usedAt: Date | null;

  @Field(() => String, { description: 'Where it is on this server, as a path. Who may see what it was uploaded for may open it.' })
  get url(): string {
    return `/files/evidence/${this.id}`;
  }

  @Field(() => String, { nullable: true, description: 'A smaller form of a picture, to look at; null for other files.' })
  get previewUrl(): string | null {
    return this.width === null ? null : `/files/evidence/${this.id}/preview`;
  }
}

/** A content on disk, and how many files have it. Whoever adds or removes one holds the lock of this row. */
@Entity('file_contents')
export class FileContent {
  @PrimaryColumn(column.textKey())
  sha256: string;

  @Column(column.integer())
  bytes: number;

  @Column(column.integer())
  uses: number;
}
