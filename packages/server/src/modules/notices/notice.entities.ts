import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** Something that happened and is to be told: written with the event itself, spread to its recipients afterwards. */
@Entity('notice_events')
export class NoticeEvent {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.text())
  kind: string;

  /** JSON, known to its kind alone. */
  @Column(column.longText())
  data: string;

  @Column(column.time())
  createdAt: Date;

  /** When it is to be told next; null once everybody was. */
  @Column(column.time({ nullable: true }))
  dueAt: Date | null;

  /** Recipients are told in the order of their ids: all up to this one were. */
  @Column(column.id({ nullable: true }))
  toldUpTo: string | null;
}

@Entity('notices')
@ObjectType({ description: 'Something that a person is told because it is about their gift or their work.' })
export class Notice {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the notice.' })
  id: string;

  @Column(column.id())
  eventId: string;

  @Column(column.id())
  userId: string;

  /** JSON of what the event means to this person. */
  @Column(column.longText())
  data: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it happened.' })
  createdAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was read; null while it is new.' })
  readAt: Date | null;

  /** When it is to be mailed; null when it was, or is not to be. */
  @Column(column.time({ nullable: true }))
  mailDueAt: Date | null;

  @Column(column.integer())
  mailAttempts: number;
}

/** That a person wants no mail of a kind. */
@Entity('notice_mail_refusals')
export class NoticeMailRefusal {
  @PrimaryColumn(column.key())
  userId: string;

  @PrimaryColumn(column.textKey())
  kind: string;
}

@ObjectType({ description: 'A kind of notice, and whether it is mailed as well.' })
export class NoticeSetting {
  @Field(() => ID, { description: 'Name of the kind.' })
  kind: string;

  @Field(() => String, { description: 'What it tells, in the language of whoever asks.' })
  label: string;

  @Field(() => Boolean, { description: 'Whether it comes by mail, too.' })
  mailed: boolean;
}
