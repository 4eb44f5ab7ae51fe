import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A bank account to which a unit is to be paid.' })
export class EnterPayeeAccountInput {
  @Field(() => ID, { description: 'Id of the unit.' })
  organizationId: string;

  @Field(() => String, { description: 'The name on the account, 1 to 100 characters.' })
  accountName: string;

  @Field(() => String, { description: 'The number of the account: 8 to 32 digits, in groups or not.' })
  number: string;

  @Field(() => String, { description: 'The bank and its branch, 1 to 100 characters.' })
  bank: string;
}
