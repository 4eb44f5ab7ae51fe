import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** Who may open a file, besides the rule of its purpose. */
export enum FileAudience {
  EVERYBODY = 'EVERYBODY',
  REVIEWERS = 'REVIEWERS',
}

registerEnumType(FileAudience, {
  name: 'FileAudience',
  description: 'For whom a file was uploaded.',
  valuesConfig: {
    EVERYBODY: { description: 'For everybody who may see the report that it proves.' },
    REVIEWERS: { description: 'For reviewers and the unit alone, also after the report is public.' },
  },
});

/**
 * A file that somebody uploaded for a purpose. Its content is on disk under its own digest, so equal contents are
 * stored once.
 */
@Entity('stored_files')
@ObjectType({ description: 'An uploaded file. Its content never changes, as its digest proves.' })
export class StoredFile {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the file.' })
  id: string;

  @Column(column.id())
  ownerId: string;

  /** The purpose of the upload. The next column holds the id of the subject. */
  @Column(column.text())
  purpose: string;

  @Column(column.id())
  subjectId: string;

  @Column(column.text())
  @Field(() => String, { description: 'Name of the file.' })
  name: string;

  @Column(column.text())
  @Field(() => String, { description: 'Media type, detected from the content.' })
  type: string;

  @Column(column.integer())
  @Field(() => Int, { description: 'Size in bytes.' })
  bytes: number;

  @Column(column.text())
  @Field(() => String, { description: 'SHA-256 of the file as it is stored and downloaded here, in hexadecimal.' })
  sha256: string;

  @Column(column.integer({ nullable: true }))
  @Field(() => Int, { nullable: true, description: 'Width in pixels; null when the file is no picture.' })
  width: number | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => Int, { nullable: true, description: 'Height in pixels; null when the file is no picture.' })
  height: number | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When the file was uploaded.' })
  createdAt: Date;

  /** When something first used the file; null while nothing does. Unused files are removed after some days. */
  @Column(column.time({ nullable: true }))
  usedAt: Date | null;

  @Column(column.text())
  @Field(() => FileAudience, { description: 'For whom it was uploaded.' })
  audience: FileAudience;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When staff took it down; null while it is there. Its content is gone, its digest stays.',
  })
  takenDownAt: Date | null;

  @Field(() => String, {
    description:
      'The path of the file on this server. A person who may see the object for which the file was uploaded may open it.',
  })
  get url(): string {
    return `/files/evidence/${this.id}`;
  }

  @Field(() => String, {
    nullable: true,
    description: 'A smaller version of a picture, for previews; null for other files and for what was taken down.',
  })
  get previewUrl(): string | null {
    return this.width === null || this.takenDownAt !== null ? null : `/files/evidence/${this.id}/preview`;
  }
}

/**
 * A content on disk, with the number of files that have it. Whoever adds or removes such a file holds the lock of this
 * row.
 */
@Entity('file_contents')
export class FileContent {
  @PrimaryColumn(column.textKey())
  sha256: string;

  @Column(column.integer())
  bytes: number;

  @Column(column.integer())
  uses: number;
}
