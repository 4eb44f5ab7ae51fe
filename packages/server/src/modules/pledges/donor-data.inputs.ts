import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { TakedownCause } from '../privacy/index.js';

/** What a gift shows of its donor. */
export enum GiftWords {
  NAME = 'NAME',
  MESSAGE = 'MESSAGE',
  CONTACT = 'CONTACT',
}

registerEnumType(GiftWords, {
  name: 'GiftWords',
  description: 'What a gift tells of its donor.',
  valuesConfig: {
    NAME: { description: 'The public name: the gift becomes anonymous. Its receipt keeps the name for the donor.' },
    MESSAGE: { description: 'The message. It is deleted.' },
    CONTACT: { description: 'The telephone number of a guest. It is deleted.' },
  },
});

@InputType({ description: 'What to take down of a gift.' })
export class HideGiftWordsInput {
  @Field(() => ID, { description: 'The gift, which was paid.' })
  pledgeId: string;

  @Field(() => [GiftWords], { description: 'What to take down, each once.' })
  what: GiftWords[];

  @Field(() => TakedownCause, { description: 'Why, as everybody may read it.' })
  cause: TakedownCause;

  @Field(() => String, { description: 'Why, for the trace, 1 to 500 characters.' })
  reason: string;
}

@ObjectType({ description: 'A value that is stored encrypted, for the person who gave a reason to read it.' })
export class SealedValue {
  @Field(() => String, { nullable: true, description: 'The value; null when none is kept.' })
  value: string | null;
}
