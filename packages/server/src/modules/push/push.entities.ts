import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import type { NoticeLanguage } from '../notices/index.js';

@Entity('push_devices')
@ObjectType({ description: 'A browser that shows notifications to its person although no page is open.' })
export class PushDevice {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the device.' })
  id: string;

  @Column(column.id())
  userId: string;

  /** The push subscription of the browser as JSON, sealed: anybody who reads it can send notices to that browser. */
  @Column(column.longText())
  subscriptionSealed: string;

  /** The digest by which the same browser is found again. */
  @Column(column.text())
  endpointKey: string;

  @Column(column.text())
  @Field(() => String, { description: 'How the browser names itself.' })
  device: string;

  /** The language of the request, for people who have not chosen one for their mail. */
  @Column(column.text())
  language: NoticeLanguage;

  @Column(column.time())
  @Field(() => Date, { description: 'Since when it shows notifications.' })
  createdAt: Date;
}

/** A notification that is to be shown on a device. The row is deleted when it was sent or given up. */
@Entity('push_messages')
export class PushMessage {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.id())
  noticeId: string;

  @Column(column.id())
  deviceId: string;

  @Column(column.time())
  dueAt: Date;

  @Column(column.integer())
  attempts: number;
}
