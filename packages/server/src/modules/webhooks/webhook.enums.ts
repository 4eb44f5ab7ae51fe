import { registerEnumType } from 'type-graphql';

/** What a webhook is told of. Each is a public fact. */
export enum WebhookTopic {
  PROJECT_STEP = 'PROJECT_STEP',
  GIFTS_ARRIVED = 'GIFTS_ARRIVED',
  STAGE_VERIFIED = 'STAGE_VERIFIED',
  STAGE_PAID = 'STAGE_PAID',
}

/** The `type` of a message in the notation of the specification. */
export const TYPE_OF_TOPIC: Readonly<Record<WebhookTopic, string>> = {
  [WebhookTopic.PROJECT_STEP]: 'project.step',
  [WebhookTopic.GIFTS_ARRIVED]: 'project.gifts_arrived',
  [WebhookTopic.STAGE_VERIFIED]: 'stage.verified',
  [WebhookTopic.STAGE_PAID]: 'stage.paid',
};

export enum WebhookState {
  ON = 'ON',
  OFF = 'OFF',
  FAILED = 'FAILED',
}

export enum DeliveryState {
  WAITING = 'WAITING',
  DELIVERED = 'DELIVERED',
  GIVEN_UP = 'GIVEN_UP',
}

export enum DeliveryFault {
  ADDRESS = 'ADDRESS',
  TIME = 'TIME',
  CONNECTION = 'CONNECTION',
  TLS = 'TLS',
  STATUS = 'STATUS',
}

registerEnumType(WebhookTopic, {
  name: 'WebhookTopic',
  description: 'What a webhook is told of. Messages hold public facts and no data of people.',
  valuesConfig: {
    PROJECT_STEP: { description: '`project.step`: a public project took a step, such as the opening of funding.' },
    GIFTS_ARRIVED: { description: '`project.gifts_arrived`: gifts arrived, with their sum and the total.' },
    STAGE_VERIFIED: { description: '`stage.verified`: a reviewer verified a stage.' },
    STAGE_PAID: { description: '`stage.paid`: a stage was paid from the fund.' },
  },
});
registerEnumType(WebhookState, {
  name: 'WebhookState',
  description: 'Whether messages are sent.',
  valuesConfig: {
    ON: { description: 'Messages are sent.' },
    OFF: { description: 'An owner switched it off.' },
    FAILED: { description: 'It was switched off because nothing arrived for five days, or the receiver said 410.' },
  },
});
registerEnumType(DeliveryState, {
  name: 'WebhookDeliveryState',
  description: 'Where a message stands.',
  valuesConfig: {
    WAITING: { description: 'It waits for its first or next attempt.' },
    DELIVERED: { description: 'The receiver took it with a status from 200 to 299.' },
    GIVEN_UP: { description: 'All attempts failed, or the webhook was switched off.' },
  },
});
registerEnumType(DeliveryFault, {
  name: 'WebhookFault',
  description: 'Why an attempt failed.',
  valuesConfig: {
    ADDRESS: { description: 'The name leads to an address that is not on the public internet.' },
    TIME: { description: 'No complete reply came within 15 seconds.' },
    CONNECTION: { description: 'The name is unknown, or the connection was refused or broke.' },
    TLS: { description: 'The certificate is not valid.' },
    STATUS: { description: 'The status of the reply is not from 200 to 299. Redirects are not followed.' },
  },
});
