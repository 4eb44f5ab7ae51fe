import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { PlatformRole } from '../../context.js';

@InputType({ description: 'A new account.' })
export class SignUpInput {
  @Field(() => String, { description: 'E-mail address; upper and lower case are the same.' })
  email: string;

  @Field(() => String, { description: '8 to 200 characters.' })
  password: string;

  @Field(() => String, { description: 'The name to go by, 1 to 50 characters.' })
  name: string;
}

@ObjectType({ description: 'A person with an account, as administrators see them.' })
export class Account {
  @Field(() => ID, { description: 'Id of the account.' })
  id: string;

  @Field(() => String, { description: 'The name they chose to go by.' })
  name: string;

  @Field(() => String, { description: 'E-mail address.' })
  email: string;

  @Field(() => [PlatformRole], { description: 'Platform roles they hold.' })
  roles: PlatformRole[];

  @Field(() => Date, { description: 'When they signed up.' })
  createdAt: Date;
}

export const AccountConnection = connectionOf(Account, 'Account');
