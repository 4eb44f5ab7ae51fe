import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A colleague who looks after the own queues for some days.' })
export class NameDeputyInput {
  @Field(() => String, { description: 'E-mail address of a colleague who works a queue that the viewer works.' })
  email: string;

  @Field(() => String, { description: 'First day in Shanghai, as YYYY-MM-DD; today or later.' })
  from: string;

  @Field(() => String, { description: 'Last day in Shanghai, as YYYY-MM-DD; at most 92 days in all.' })
  until: string;
}
