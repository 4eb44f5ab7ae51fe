import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Mail that the reader of a letter can end by a link in it, without signing in.' })
export class StoppableMail {
  @Field(() => [String], { description: 'What the mail is about, in the language of the request.' })
  about: string[];

  @Field(() => Boolean, { description: 'Whether no more such mail is sent.' })
  stopped: boolean;
}
