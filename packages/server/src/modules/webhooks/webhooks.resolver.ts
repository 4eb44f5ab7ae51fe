import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Organization } from '../organizations/index.js';
import { Project } from '../projects/index.js';
import { WebhookTopic } from './webhook.enums.js';
import { Webhook, WebhookAttempt, WebhookDelivery, WebhookWithSecret } from './webhook.entities.js';
import { RegisterWebhookInput } from './webhooks.inputs.js';
import * as webhooks from './webhooks.service.js';

const WEBHOOK = 'Id of the webhook.';

@Resolver(() => Webhook)
export class WebhookResolver {
  @FieldResolver(() => [WebhookTopic], { description: 'What is sent.' })
  topics(@Root() webhook: Webhook): WebhookTopic[] {
    return webhook.topics.split(',') as WebhookTopic[];
  }

  @FieldResolver(() => Project, { nullable: true, description: 'The only project whose facts are sent; null for all.' })
  project(@Ctx() context: RequestContext, @Root() webhook: Webhook): Promise<Project | null> {
    return webhooks.findProjectOf(context, webhook);
  }

  @FieldResolver(() => [WebhookDelivery], { description: 'The newest twenty messages of the last thirty days.' })
  deliveries(@Ctx() context: RequestContext, @Root() { id }: Webhook): Promise<WebhookDelivery[]> {
    return webhooks.deliveriesLoader(context).load(id);
  }

  @Mutation(() => WebhookWithSecret, { description: 'Registers a webhook of a unit. Its owners only.' })
  registerWebhook(
    @Ctx() context: RequestContext,
    @Arg('input', () => RegisterWebhookInput, { description: 'The webhook.' }) input: RegisterWebhookInput,
  ): Promise<WebhookWithSecret> {
    return webhooks.registerWebhook(context, input);
  }

  @Mutation(() => WebhookWithSecret, {
    description: 'Makes a new secret. The one before signs as well for a day.',
  })
  rotateWebhookSecret(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: WEBHOOK }) id: string,
  ): Promise<WebhookWithSecret> {
    return webhooks.rotateSecret(context, id);
  }

  @Mutation(() => Webhook, {
    description: 'Switches a webhook on or off. What waits when it is switched off is given up.',
  })
  setWebhookOn(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: WEBHOOK }) id: string,
    @Arg('on', () => Boolean, { description: 'Whether messages are sent.' }) on: boolean,
  ): Promise<Webhook> {
    return webhooks.setWebhookOn(context, id, on);
  }

  @Mutation(() => Boolean, { description: 'Removes a webhook with its log. Returns true.' })
  removeWebhook(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: WEBHOOK }) id: string,
  ): Promise<boolean> {
    return webhooks.removeWebhook(context, id);
  }

  @Mutation(() => WebhookDelivery, { description: 'Sends a message of the type `ping`.' })
  pingWebhook(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: WEBHOOK }) id: string,
  ): Promise<WebhookDelivery> {
    return webhooks.pingWebhook(context, id);
  }

  @Mutation(() => WebhookDelivery, { description: 'Sends a message again, with the same id and text.' })
  sendWebhookAgain(
    @Ctx() context: RequestContext,
    @Arg('deliveryId', () => ID, { description: 'Id of the delivery.' }) deliveryId: string,
  ): Promise<WebhookDelivery> {
    return webhooks.sendAgain(context, deliveryId);
  }
}

@Resolver(() => WebhookDelivery)
export class WebhookDeliveryResolver {
  @FieldResolver(() => String, { description: 'The type of the message, such as project.step.' })
  async type(@Ctx() context: RequestContext, @Root() { messageId }: WebhookDelivery): Promise<string> {
    return (await webhooks.messageLoader(context).load(messageId)).type;
  }

  @FieldResolver(() => String, { description: 'The `webhook-id` that the receiver gets.' })
  messageId(@Root() { messageId }: WebhookDelivery): string {
    return `msg_${messageId}`;
  }

  @FieldResolver(() => [WebhookAttempt], { description: 'The attempts, newest first.' })
  log(@Ctx() context: RequestContext, @Root() { id }: WebhookDelivery): Promise<WebhookAttempt[]> {
    return webhooks.attemptsLoader(context).load(id);
  }
}

@Resolver(() => Organization)
export class OrganizationWebhooksResolver {
  @FieldResolver(() => [Webhook], {
    nullable: true,
    description: 'Webhooks of the unit, for its owners; null for others.',
  })
  webhooks(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<Webhook[] | null> {
    return webhooks.listWebhooks(context, organization);
  }
}
