import { Field, ObjectType } from 'type-graphql';

@ObjectType('ClosingObstacle', { description: 'Something to settle before the account can be closed.' })
export class ClosingObstacleShown {
  @Field(() => String, { description: 'What it is, such as SOLE_OWNER.' })
  kind: string;

  @Field(() => String, { description: 'What to do first, in words for people.' })
  text: string;

  @Field(() => String, { description: 'The path of the page on which to do it.' })
  path: string;
}
