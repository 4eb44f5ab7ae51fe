import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { DeliveryFault, DeliveryState, WebhookState } from './webhook.enums.js';

@Entity('webhooks')
@ObjectType({ description: 'An address of a unit that gets public facts of its projects as they happen.' })
export class Webhook {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the webhook.' })
  id: string;

  @Column(column.id())
  organizationId: string;

  /** The only project whose facts are sent; null for all projects of the unit. */
  @Column(column.id({ nullable: true }))
  projectId: string | null;

  @Column(column.text())
  @Field(() => String, { description: 'The address to which messages are sent.' })
  url: string;

  /** The topics, separated by commas. */
  @Column(column.text())
  topics: string;

  /** The secret that signs, sealed (`webhookSecret`). */
  @Column(column.text())
  secretSealed: string;

  /** The secret before, which signs as well for a day after a change. */
  @Column(column.text({ nullable: true }))
  oldSecretSealed: string | null;

  @Column(column.time({ nullable: true }))
  oldSecretUntil: Date | null;

  @Column(column.text())
  @Field(() => WebhookState, { description: 'Whether messages are sent.' })
  state: WebhookState;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'Since when every attempt has failed; null when the last one worked.',
  })
  failingSince: Date | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was registered.' })
  createdAt: Date;
}

/** A message. Its text is written with the fact and stays the same in every attempt. */
@Entity('webhook_messages')
export class WebhookMessage {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.text())
  type: string;

  @Column(column.longText())
  body: string;

  @Column(column.time())
  createdAt: Date;
}

@Entity('webhook_deliveries')
@ObjectType('WebhookDelivery', { description: 'A message to one webhook.' })
export class WebhookDelivery {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the delivery.' })
  id: string;

  @Column(column.id())
  webhookId: string;

  @Column(column.id())
  messageId: string;

  @Column(column.text())
  @Field(() => DeliveryState, { description: 'Where it stands.' })
  state: DeliveryState;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many attempts were made since it was sent, or sent again.' })
  attempts: number;

  /** When the next attempt is due; null when there is none. */
  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the next attempt is made; null when there is none.' })
  dueAt: Date | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When the fact happened.' })
  createdAt: Date;
}

@Entity('webhook_attempts')
@ObjectType('WebhookAttempt', { description: 'One attempt to deliver a message.' })
export class WebhookAttempt {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the attempt.' })
  id: string;

  @Column(column.id())
  deliveryId: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was made.' })
  at: Date;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many milliseconds it took.' })
  durationMs: number;

  @Column(column.integer({ nullable: true }))
  @Field(() => Int, { nullable: true, description: 'The status of the reply; null when none came.' })
  status: number | null;

  @Column(column.text({ nullable: true }))
  @Field(() => DeliveryFault, { nullable: true, description: 'Why it failed; null when it worked.' })
  fault: DeliveryFault | null;

  @Column(column.longText({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The beginning of the reply; null when none came.' })
  reply: string | null;
}

@ObjectType({ description: 'A webhook with its secret, which is shown this once.' })
export class WebhookWithSecret {
  @Field(() => Webhook, { description: 'The webhook.' })
  webhook: Webhook;

  @Field(() => String, {
    description: 'The secret that signs messages, beginning with whsec_. It is never shown again.',
  })
  secret: string;
}
