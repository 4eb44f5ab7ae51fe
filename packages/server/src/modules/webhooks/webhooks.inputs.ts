import { Field, ID, InputType } from 'type-graphql';
import { WebhookTopic } from './webhook.enums.js';
import { MOST_WEBHOOKS } from './read-webhook.js';

@InputType({ description: `A new webhook. A unit has at most ${MOST_WEBHOOKS}.` })
export class RegisterWebhookInput {
  @Field(() => ID, { description: 'The unit. Only its owners may register webhooks.' })
  organizationId: string;

  @Field(() => ID, { nullable: true, description: 'Only facts of this project of the unit; without it, of all.' })
  projectId?: string | null;

  @Field(() => String, {
    description: 'An https address on the public internet, up to 500 characters, without a user and a password.',
  })
  url: string;

  @Field(() => [WebhookTopic], { description: 'What is sent.' })
  topics: WebhookTopic[];
}
