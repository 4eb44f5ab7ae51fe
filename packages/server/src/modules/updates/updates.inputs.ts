import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { StoredFile } from '../files/index.js';
import { ProjectUpdate, UpdateKind } from './update.entities.js';
import { LIMITS } from './updates.rules.js';

export const UpdateConnection = connectionOf(ProjectUpdate, 'ProjectUpdate');

@InputType({ description: 'A photo of an update.' })
export class PhotoInput {
  @Field(() => ID, { description: 'Id of an uploaded file that is a picture.' })
  fileId: string;

  @Field(() => String, {
    nullable: true,
    description: `What the photo shows, for people who cannot see it, up to ${LIMITS.alt.max} characters.`,
  })
  alt?: string | null;
}

const TITLE = `Title, up to ${LIMITS.title.max} characters.`;
const TEXT = `The text in Markdown, up to ${LIMITS.text.max} characters.`;
const PHOTOS = `Up to ${LIMITS.photos.max} photos, in the order in which they are shown.`;

@InputType({ description: 'A draft of news or thanks. It may be incomplete.' })
export class SaveUpdateDraftInput {
  @Field(() => ID, { description: 'Id of the project.' })
  projectId: string;

  @Field(() => ID, { nullable: true, description: 'Id of the draft to change; without it a new draft is made.' })
  id?: string | null;

  @Field(() => UpdateKind, { nullable: true, defaultValue: UpdateKind.NEWS, description: 'For whom it is written.' })
  kind?: UpdateKind | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For thanks to the donors of one stage that was paid: its id.',
  })
  milestoneId?: string | null;

  @Field(() => String, { description: TITLE })
  title: string;

  @Field(() => String, { description: TEXT })
  text: string;

  @Field(() => [PhotoInput], { description: PHOTOS })
  photos: PhotoInput[];

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A correction of a published update.' })
export class CorrectUpdateInput {
  @Field(() => ID, { description: 'Id of the update.' })
  id: string;

  @Field(() => Int, { description: 'The version that is corrected. Another one than the newest is CONFLICT.' })
  version: number;

  @Field(() => String, { description: TITLE })
  title: string;

  @Field(() => String, { description: TEXT })
  text: string;

  @Field(() => [PhotoInput], { description: PHOTOS })
  photos: PhotoInput[];
}

@ObjectType('UpdatePhoto', { description: 'A photo of an update.' })
export class ShownPhoto {
  @Field(() => StoredFile, { description: 'The picture.' })
  file: StoredFile;

  @Field(() => String, {
    description: 'What it shows, for people who cannot see it; empty when its author wrote nothing.',
  })
  alt: string;
}

@ObjectType({ description: 'A public picture of a project: of an accepted report of a stage, or of news.' })
export class ProjectPicture {
  @Field(() => StoredFile, { description: 'The picture.' })
  file: StoredFile;

  @Field(() => String, { description: 'What it shows, for people who cannot see it; empty when nobody wrote it.' })
  alt: string;

  @Field(() => String, { description: 'The title of the news, or of the stage.' })
  about: string;

  @Field(() => Date, { description: 'When the news or the report was sent.' })
  at: Date;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the stage whose report shows it; null for a picture of news.',
  })
  milestoneId: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the news that shows it; null for a picture of a report.' })
  updateId: string | null;
}
