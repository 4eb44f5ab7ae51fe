import { Field, ID, InputType } from 'type-graphql';
import { PaymentMethod } from '../pledges/index.js';
import { PaymentScene } from './online-payment.enums.js';

@InputType({ description: 'How a person wants to pay a pledge online.' })
export class StartPaymentInput {
  @Field(() => ID, { description: 'The pledge. It waits for its money.' })
  pledgeId: string;

  @Field(() => PaymentMethod, { description: 'The provider: WECHAT_PAY or ALIPAY.' })
  method: PaymentMethod;

  @Field(() => PaymentScene, { description: 'Where the person pays. Each provider has its own places.' })
  scene: PaymentScene;

  @Field(() => ID, {
    nullable: true,
    description:
      "The idempotency key with which a guest made the pledge. It proves that the pledge is the guest's. Signed-in donors need none.",
  })
  giftKey?: string | null;
}
