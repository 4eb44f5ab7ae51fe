import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

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
}

/** Records that a person wants no mail of a kind. */
@Entity('notice_mail_refusals')
export class NoticeMailRefusal {
  @PrimaryColumn(column.key())
  userId: string;

  @PrimaryColumn(column.textKey())
  kind: string;
}

@ObjectType({ description: 'A kind of notification, and whether the person also gets it by mail.' })
export class NoticeSetting {
  @Field(() => ID, { description: 'Name of the kind.' })
  kind: string;

  @Field(() => String, { description: 'What notifications of this kind are about, in the language of the viewer.' })
  label: string;

  @Field(() => Boolean, { description: 'Whether notifications of this kind also come by mail.' })
  mailed: boolean;
}
