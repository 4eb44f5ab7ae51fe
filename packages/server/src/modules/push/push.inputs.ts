import { Field, InputType } from 'type-graphql';

@InputType({ description: 'What a browser gives to those who may send to it: the parts of its PushSubscription.' })
export class RegisterPushDeviceInput {
  @Field(() => String, {
    description:
      "The address at the push service of the browser's maker: https, on the public internet, up to 2,000 characters.",
  })
  endpoint: string;

  @Field(() => String, { description: 'The public key of the browser: a point of P-256 in base64url.' })
  p256dh: string;

  @Field(() => String, { description: 'The secret of the browser: 16 bytes in base64url.' })
  auth: string;
}
