import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { NoticeLanguage, NoticeTopic, NoticeWay } from './notice.enums.js';

/**
 * An event for which people are notified. The row is written with the event; the recipients get their notifications
 * afterwards.
 */
@Entity('notice_events')
export class NoticeEvent {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.text())
  kind: string;

  /** JSON that only the event's kind can read. */
  @Column(column.longText())
  data: string;

  @Column(column.time())
  createdAt: Date;

  /** When people are to be notified next; null after everybody was. */
  @Column(column.time({ nullable: true }))
  dueAt: Date | null;

  /** The last recipient who was notified. Recipients are notified in the order of their ids. */
  @Column(column.id({ nullable: true }))
  toldUpTo: string | null;
}

@Entity('notices')
@ObjectType({ description: 'A notification for one person about their gift or their work.' })
export class Notice {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the notification.' })
  id: string;

  @Column(column.id())
  eventId: string;

  @Column(column.id())
  userId: string;

  @Column(column.text())
  @Field(() => NoticeTopic, { description: 'What it is about.' })
  topic: NoticeTopic;

  /** JSON with what the event means for this person. */
  @Column(column.longText())
  data: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the event happened.' })
  createdAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the person read it; null while it is unread.' })
  readAt: Date | null;

  /** When the notification is to be mailed; null when it was mailed or must not be mailed. */
  @Column(column.time({ nullable: true }))
  mailDueAt: Date | null;

  @Column(column.integer())
  mailAttempts: number;

  /** The digest in which the notification is mailed; null for a mail of its own. */
  @Column(column.text({ nullable: true }))
  digest: NoticeWay.DAILY | NoticeWay.WEEKLY | null;
}

/** How a person wants to be told of a topic. Without a row the person is told at once. */
@Entity('notice_choices')
export class NoticeChoice {
  @PrimaryColumn(column.key())
  userId: string;

  @PrimaryColumn(column.textKey())
  topic: NoticeTopic;

  @Column(column.text())
  way: NoticeWay;
}

@Entity('notice_preferences')
@ObjectType({ description: 'How mail to a person is written, and when it is not sent.' })
export class NoticePreferences {
  @PrimaryColumn(column.key())
  userId: string;

  @Column(column.text({ nullable: true }))
  @Field(() => NoticeLanguage, {
    nullable: true,
    description: 'The language of mail; null when it is not known, and mail is written in both.',
  })
  language: NoticeLanguage | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => Int, {
    nullable: true,
    description: 'The hour in Shanghai, 0 to 23, from which nothing is mailed; null when mail is sent at any hour.',
  })
  quietFrom: number | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => Int, { nullable: true, description: 'The hour in Shanghai, 0 to 23, after which mail is sent again.' })
  quietUntil: number | null;
}

@ObjectType({ description: 'A topic of notifications, and how the person is told of it.' })
export class NoticeSetting {
  @Field(() => NoticeTopic, { description: 'The topic.' })
  topic: NoticeTopic;

  @Field(() => String, { description: 'Its name, in the language of the viewer.' })
  label: string;

  @Field(() => [String], { description: 'What notifications it has, in the language of the viewer.' })
  kinds: string[];

  @Field(() => NoticeWay, { description: 'How the person is told of it.' })
  way: NoticeWay;
}
